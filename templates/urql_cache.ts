// urql: what actions do to its caches
import { useCallback } from 'react';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation, type AnyVariables, type UseMutationResponse, type UseQueryArgs } from 'urql';
import { stale, succeeded, type Impact, type Patch } from './results';

export type QueryOptions = Omit<UseQueryArgs, 'query' | 'variables'>;

/** A mutation that tells the document cache which types it touched; no action has an underscore in its hook. */
export const use_change = <Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  impact: Impact,
): UseMutationResponse<Data, Variables> => {
  const [state, execute] = useMutation<Data, Variables>(document);
  const run: typeof execute = useCallback(
    (variables, context) => execute(variables, { additionalTypenames: [...impact.touched], ...context }),
    [execute, impact],
  );
  return [state, run];
};

/** What is needed of Graphcache. */
export interface GraphCache {
  inspectFields(entity: string): readonly { readonly fieldName: string; readonly fieldKey: string }[];
  invalidate(entity: string | { readonly __typename: string; readonly id: string }, field?: string): void;
  readFragment(fragment: TypedDocumentNode, entity: { readonly __typename: string; readonly id: string }): unknown;
}

interface Answer {
  readonly __typename: string;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string';

/** For the updates of Graphcache: forgets what an action made stale, if it succeeded. */
export const settle = (cache: GraphCache, impact: Impact, answer: unknown): void => {
  if (!isAnswer(answer) || !succeeded(answer)) return;
  const { queries, types } = stale(impact, answer);
  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
    if (queries.includes(fieldName)) cache.invalidate('Query', fieldKey);
  }
  if (impact.deletes && 'id' in answer && typeof answer.id === 'string') {
    cache.invalidate({ __typename: impact.type, id: answer.id });
  }
  for (const type of types) cache.invalidate(type);
};

/** A row of Graphcache with a patch; null if it is not there, or not all of it. */
export const foresee = <Row extends object>(
  cache: GraphCache,
  fragment: TypedDocumentNode<Row, Record<string, never>>,
  type: string,
  patch: Patch<Row>,
): Row | null => {
  const row: unknown = cache.readFragment(fragment as unknown as TypedDocumentNode, { __typename: type, id: patch.id });
  return typeof row === 'object' && row !== null ? ({ ...row, ...patch } as unknown as Row) : null;
};
