// TanStack Query: how documents are sent, and what actions do to the cache
import type { QueryClient, QueryKey, UseMutationOptions, UseQueryOptions } from '@tanstack/react-query';
import type { TypedDocumentNode } from './document';
import { stale, succeeded, type Impact, type Patch } from './results';

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

/** What a row is now, or that it is gone; an answer that was on its way before does not come after it. */
const show = async (client: QueryClient, queryKey: QueryKey, row: Row | null): Promise<void> => {
  await client.cancelQueries({ queryKey, exact: true });
  if (row) client.setQueryData(queryKey, row);
  else client.setQueriesData({ queryKey, exact: true }, null);
};

/** Keeps the row that an action answered with, and calls stale what it made stale, if it succeeded. */
export const settle = async (client: QueryClient, impact: Impact, answer: Answer): Promise<void> => {
  if (!succeeded(answer)) return;
  const row: unknown = impact.row === null ? null : Object.entries(answer).find(([key]) => key === impact.row)?.[1];
  if (impact.row !== null && isRow(row)) await show(client, [impact.query, { id: row.id }], row);
  if (impact.deletes && isRow(answer)) await show(client, [impact.query, { id: answer.id }], null);
  const queries = stale(impact, answer).queries.map((name) => ({ queryKey: [name] }));
  // A first read that is on its way would not be asked again.
  await Promise.all(queries.map((query) => client.cancelQueries({ ...query, type: 'active' })));
  await Promise.all(queries.map((query) => client.invalidateQueries(query)));
};

/** What a query shows with a patched row in it, or without a row that goes; the same if it does not have the row. */
const patched = (shown: unknown, patch: Row, goes: boolean): unknown => {
  const is = (row: unknown): row is Row => isRow(row) && row.id === patch.id;
  if (Array.isArray(shown)) {
    const rows: readonly unknown[] = shown;
    if (!rows.some(is)) return shown;
    return goes ? rows.filter((row) => !is(row)) : rows.map((row) => patched(row, patch, goes));
  }
  return is(shown) ? (goes ? null : { ...shown, ...patch }) : shown;
};

/** Shows what a row will be while an action is under way, or that it goes; if that fails, what it was. */
export const foresee = async <A extends Answer, T>(
  client: QueryClient,
  query: string,
  list: string,
  patch: Patch<T>,
  send: () => Promise<A>,
  goes = false,
): Promise<A> => {
  const before: { readonly key: QueryKey; readonly was: unknown; readonly is: unknown }[] = [];
  for (const name of [query, list]) {
    await client.cancelQueries({ queryKey: [name] });
    for (const [key, was] of client.getQueriesData({ queryKey: [name] })) {
      const is = patched(was, patch, goes);
      if (is !== was) before.push({ key, was, is: client.setQueryData(key, is) });
    }
  }
  const undo = (): void => {
    for (const { key, was, is } of before) if (client.getQueryData(key) === is) client.setQueryData(key, was);
  };
  try {
    const answer = await send();
    if (!succeeded(answer)) undo();
    return answer;
  } catch (error) {
    undo();
    throw error;
  }
};
