// Hooks of every entity
export * from './{{client}}';
{{#entities}}
export * from './{{.schema}}/{{.stem}}.{{.client}}';
{{/entities}}
