// Filters: what a list can be narrowed to, and how it is sorted
import type { Branded, JSON, Ref, UUID } from './scalars';

/** Whether there is a value. */
export interface Presence {
  readonly isnull?: boolean | null;
}

export interface Equal<T> extends Presence {
  readonly eq?: T | null;
  readonly neq?: T | null;
  readonly in?: readonly T[] | null;
  readonly nin?: readonly T[] | null;
}

export interface Ordered<T> extends Equal<T> {
  readonly gt?: T | null;
  readonly gte?: T | null;
  readonly lt?: T | null;
  readonly lte?: T | null;
}

export interface Text<T extends string> extends Equal<T> {
  readonly contains?: string | null;
  readonly startswith?: string | null;
  readonly endswith?: string | null;
}

export interface List<T> extends Presence {
  readonly contains?: readonly T[] | null;
  readonly overlaps?: readonly T[] | null;
}

export type Direction = 'ASC' | 'DESC';

/* ---- of a row ---- */

/** What can be asked of scalars that are no words. */
interface Sorts<T> {
{{#scalars}}
  readonly {{.name}}: {{.sort}};
{{/scalars}}
}

type OfString<T extends string> =
  [T] extends [Branded<string, infer Name>] ? (Name extends keyof Sorts<T> ? Sorts<T>[Name] : Text<T>) : string extends T ? Text<T> : Equal<T>;

type OfOne<T> = [T] extends [string]
  ? OfString<T>
  : [T] extends [number]
    ? Ordered<T>
    : [T] extends [boolean]
      ? Equal<T>
      : [T] extends [Ref<string>]
        ? Equal<UUID>
        : Presence;

type OfList<T> = [T] extends [Ref<string>] ? List<UUID> : 'eq' extends keyof OfOne<T> ? List<T> : Presence;

type Of<T> = [JSON] extends [T | null] ? Presence : [T] extends [readonly (infer Element)[]] ? OfList<Element> : OfOne<T>;

/** A reference is asked for by the id of its row. */
type Key<Name, T> = Name extends string
  ? [T] extends [Ref<string> | readonly Ref<string>[]]
    ? `${Name}Id`
    : Name extends '__typename'
      ? never
      : Name
  : never;

type SortKey<Name, T> = 'eq' extends keyof Of<T> ? Key<Name, T> : never;

/** What a list of such rows is narrowed to: rows for which all of it is so. */
export type Where<Row> = {
  readonly [Name in keyof Row as Key<Name, NonNullable<Row[Name]>>]?: Of<NonNullable<Row[Name]>> | null;
} & {
  readonly AND?: readonly Where<Row>[] | null;
  readonly OR?: readonly Where<Row>[] | null;
  readonly NOT?: Where<Row> | null;
};

export type OrderBy<Row> = {
  readonly [Name in keyof Row as SortKey<Name, NonNullable<Row[Name]>>]?: Direction | null;
};

/** What a query of a row, and of a list, is asked with. */
export type One = { readonly id: UUID };
export type Many<Rows, Order> = {
  readonly where?: Rows | null;
  readonly orderBy?: readonly Order[] | null;
  readonly limit?: number | null;
  readonly offset?: number | null;
};
