// Types, documents and validators of every entity
export type * as api from './api';
export * as check from './checks';
export * as composite from './composites';
export type * as filter from './filters';
export * as result from './results';
export * as scalar from './scalars';
