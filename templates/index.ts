// Types, documents and validators of every entity
export * as check from './checks';
export * as composite from './composites';
export type * as filter from './filters';
export * as result from './results';
export * as scalar from './scalars';
{{#entities}}
export * from './{{.schema}}/{{.stem}}.documents';
export * from './{{.schema}}/{{.stem}}.types';
export * from './{{.schema}}/{{.stem}}.validators';
{{/entities}}
{{#doubles}}
export {{?.type}}type {{/.type}}{ {{.name}} } from './{{.schema}}/{{.stem}}.types';
{{/doubles}}
