// Types, documents and validators of every entity
export * as check from './checks';
export * as composite from './composites';
export type * as filter from './filters';
export * as result from './results';
export * as scalar from './scalars';
