// Scalars: strings of a kind of their own
import * as check from './checks';

declare const brand: unique symbol;

/** A value that only a value of the same brand can stand for. */
export type Branded<T, B extends string> = T & { readonly [brand]: B };

export type JSON = null | boolean | number | string | readonly JSON[] | { readonly [key: string]: JSON };

/** JSON that must be there: null is JSON too, but no value. */
export type Present = NonNullable<JSON>;

/** A row that is referred to, by its public key. */
export interface Ref<T extends string> {
  readonly __typename: T;
  readonly id: UUID;
}

const refused = (type: string, value: unknown): TypeError => new TypeError(`not of the type ${type}: ${String(value)}`);
{{#scalars}}

export type {{.name}} = Branded<string, {{'.name'}}>;
export const is{{.name}} = (v: unknown): v is {{.name}} => {{.rule}}(v) === null;
export const as{{.name}} = (value: string): {{.name}} => {
  if (!is{{.name}}(value)) throw refused({{'.name'}}, value);
  return value;
};
{{/scalars}}
