// TanStack Query: how documents are sent, and what actions do to the cache
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { QueryClient, UseMutationOptions, UseQueryOptions } from '@tanstack/react-query';
import { stale, succeeded, type Impact } from './results';

/** Sends a document to the server; yours. */
export type Execute = <Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

export type QueryOptions<T, Key extends readonly unknown[]> = Omit<
  UseQueryOptions<T, Error, T, Key>,
  'queryKey' | 'queryFn'
>;
export type MutationOptions<T, Input> = Omit<UseMutationOptions<T, Error, Input>, 'mutationFn' | 'mutationKey'>;

interface Answer {
  readonly __typename: string;
}

interface Row {
  readonly id: string;
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** Keeps the row that an action answered with, and calls stale what it made stale, if it succeeded. */
export const settle = async (client: QueryClient, impact: Impact, answer: Answer): Promise<void> => {
  if (!succeeded(answer)) return;
  const row: unknown = impact.row === null ? null : Object.entries(answer).find(([key]) => key === impact.row)?.[1];
  if (impact.row !== null && isRow(row)) client.setQueryData([impact.query, { id: row.id }], row);
  if (impact.deletes && isRow(answer)) client.removeQueries({ queryKey: [impact.query, { id: answer.id }] });
  await Promise.all(stale(impact, answer).queries.map((name) => client.invalidateQueries({ queryKey: [name] })));
};
