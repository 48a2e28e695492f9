// Filters: what a list can be narrowed to, and how it is sorted

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
