export * from './{{schema}}/{{stem}}.documents';
export * from './{{schema}}/{{stem}}.types';
export * from './{{schema}}/{{stem}}.validators';
