// Results: what every action can answer

/** Codes that every action can fail with. */
export type CommonErrorCode =
{{#codes}}
  | {{'.code'}}
{{/codes}}
;

/** A code of an action that is called, or of rows of another entity. */
export type OtherErrorCode = string & Record<never, never>;

export interface Failure<Code extends string> {
  readonly code: Code;
  readonly message: string;
  /** The inputs that it speaks of, by their names in SQL. */
  readonly fields: readonly string[];
}

interface Answer {
  readonly __typename: string;
}

/** Whether an action did what it was asked to. */
export const succeeded = <R extends Answer>(
  answer: R | null | undefined,
): answer is Exclude<R, Failure<string>> => answer?.__typename.endsWith('Success') ?? false;

/** What an action that succeeded makes stale in a cache. */
export interface Impact {
  /** Fields of Query whose answers may be others now. */
  readonly queries: readonly string[];
  /** Types of which any row may be another now. */
  readonly types: readonly string[];
  /** Types of which rows were written. */
  readonly touched: readonly string[];
  /** The type of the row that the action works on. */
  readonly type: string;
  /** The row is gone; the answer has its id. */
  readonly deletes: boolean;
  /** The field of the answer with the row as it is now. */
  readonly row: string | null;
}
