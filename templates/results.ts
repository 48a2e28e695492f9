// Results: what every action can answer
import type { JSON, UUID } from './scalars';

/** Codes that every action can fail with. */
export type CommonErrorCode =
{{#codes}}
  | {{'.code'}}
{{/codes}}
;

/** A code of an action that is called, or of rows of another entity. */
export type OtherErrorCode = string & Record<never, never>;

/** Of an action without inputs. */
export type NoVariables = Record<string, never>;

export interface Failure<Code extends string> {
  readonly code: Code;
  readonly message: string;
  /** The inputs that it speaks of, by their names in SQL. */
  readonly fields: readonly string[];
}

/** The answer of an action that failed. */
export interface Failed<Name, Code> extends Failure<Code & string> {
  readonly __typename: Name;
}

/** What an action is called with. */
export type Variables<Input> = { readonly input: Input };

/** What an action did to rows of a type. */
export interface EntityImpact {
  readonly entityType: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CUSTOM';
  /** As SQL names them. */
  readonly modifiedFields: readonly string[];
}

export interface SideEffect extends EntityImpact {
  readonly ids: readonly UUID[];
}

/** A query whose answer may be another now. */
export interface CacheInvalidation {
  readonly query: string;
  readonly filter: JSON;
  /** Ask again; the row is gone; the answer holds the row. */
  readonly strategy: 'REFETCH' | 'EVICT' | 'UPDATE';
  readonly reason: string;
}

/** What an action did, and what is stale after it. */
export interface Meta {
  readonly primaryEntity: EntityImpact;
  readonly actualSideEffects: readonly SideEffect[];
  readonly cacheInvalidations: readonly CacheInvalidation[];
}

interface Answer {
  readonly __typename: string;
}

/** Whether an action did what it was asked to. */
export const succeeded = <R extends Answer>(
  answer: R | null | undefined,
): answer is Exclude<R, Failure<string>> => answer?.__typename.endsWith('Success') ?? false;

/** What an action that succeeded makes stale in a cache, as far as it is known before the answer. */
export interface Impact {
  /** Fields of Query whose answers may be others now. */
  readonly queries: readonly string[];
  /** Types of which any row may be another now, and the queries of their rows. */
  readonly types: Readonly<Record<string, string>>;
  /** Types of which rows were written. */
  readonly touched: readonly string[];
  /** The type of the row that the action works on, and its query. */
  readonly type: string;
  readonly query: string;
  readonly list: string;
  /** The row is gone; the answer has its id. */
  readonly deletes: boolean;
  /** The field of the answer with the row as it is now. */
  readonly row: string | null;
}

/** What is shown of a row before the answer is there. */
export type Patch<Row> = Partial<Row> & { readonly id: UUID };

/** The `_meta` of an answer that is not there yet: what is stale, the real one tells. */
export const foreseen = (entityType: string, operation: 'UPDATE' | 'DELETE'): Meta & { readonly __typename: string } => ({
  __typename: 'MutationImpactMetadata',
  primaryEntity: { entityType, operation, modifiedFields: [] },
  actualSideEffects: [],
  cacheInvalidations: [],
});

/** What an answer tells of queries; null if it does not. */
const told = (answer: Answer): readonly CacheInvalidation[] | null =>
  '_meta' in answer ? ((answer._meta as Partial<Meta> | null)?.cacheInvalidations ?? null) : null;

/** The queries that an answer calls stale; the row that it holds is not. */
export const toldStale = (answer: Answer): readonly string[] =>
  (told(answer) ?? []).flatMap((one) => (one.strategy === 'UPDATE' ? [] : [one.query]));

/** The row that is going to be gone, by an answer that is not there yet; a real one says which queries are stale. */
export const goneSoon = (impact: Impact, answer: Answer): string | null =>
  impact.deletes && 'id' in answer && typeof answer.id === 'string' && told(answer)?.length === 0 ? answer.id : null;

/** What is stale after a success: queries, and types of which any row may be another. */
export interface Stale {
  readonly queries: readonly string[];
  readonly types: readonly string[];
}

/** Which of it the answer tells; without its `_meta` all that is known before. */
export const stale = (impact: Impact, answer: Answer): Stale => {
  const all = told(answer);
  if (!all) return { queries: impact.queries, types: Object.keys(impact.types) };
  const again = (query: string) => all.some((one) => one.query === query && one.strategy === 'REFETCH');
  const evicted = (query: string) => all.some((one) => one.query === query && one.strategy === 'EVICT');
  return {
    // Of a row that is gone there is the id: no other row of its type is concerned.
    queries: all.map((one) => one.query).filter((q) => again(q) || (evicted(q) && !(impact.deletes && q === impact.query))),
    types: Object.entries(impact.types).flatMap(([type, query]) => (again(query) ? [type] : [])),
  };
};
