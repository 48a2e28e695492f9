// What the types of entities are made of, under one name: each of them imports one module instead of three, which tsc feels
export type * from './filters';
export type * from './results';
export type * from './scalars';
