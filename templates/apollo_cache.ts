// Apollo Client: what actions do to the cache
import { ApolloLink, Observable, type ApolloCache } from '@apollo/client';
import type { TypedDocumentNode } from './document';
import { goneSoon, stale, succeeded, type Impact, type Patch } from './results';

interface Answer {
  readonly __typename: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Forgets what the rows of a type hold, but not that they are there: a list would go on without rows that are gone. */
const forget = (cache: ApolloCache, type: string): void => {
  const all: unknown = cache.extract();
  if (!isObject(all)) return;
  for (const [id, row] of Object.entries(all)) {
    if (!id.startsWith(`${type}:`) || !isObject(row)) continue;
    const fields = new Set(Object.keys(row).map((key) => /^\w+/.exec(key)?.[0] ?? key));
    for (const fieldName of fields) if (fieldName !== '__typename' && fieldName !== 'id') cache.evict({ id, fieldName });
  }
};

/** Shows a row no more: in no list, and not where it is asked for by its id. */
const hide = (cache: ApolloCache, impact: Impact, id: string): void => {
  cache.modify<Record<string, unknown>>({
    fields: {
      [impact.query]: (shown: unknown, { isReference, readField }) => (isReference(shown) && readField('id', shown) === id ? null : shown),
      [impact.list]: (shown: unknown, { isReference, readField }) =>
        Array.isArray(shown) ? (shown as readonly unknown[]).filter((row) => !isReference(row) || readField('id', row) !== id) : shown,
    },
  });
};

const isAnswer = (value: unknown): value is Answer => isObject(value) && typeof value['__typename'] === 'string';

/** In front of the link that asks the server: a read that was on its way when an action succeeded is asked again, for it may
    not know of the action; its answer would be written over that of the action. */
export const makeFreshLink = (): ApolloLink => {
  let actions = 0;
  return new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        const kind: string = operation.operationType;
        let leave = (): void => undefined;
        const ask = (): void => {
          const before = actions;
          let late = false;
          const asked = forward(operation).subscribe({
            next: (result) => {
              late = late || (kind === 'query' && before !== actions);
              if (kind === 'mutation' && Object.values(result.data ?? {}).some((one) => isAnswer(one) && succeeded(one))) actions += 1;
              if (!late) observer.next(result);
            },
            error: (error: unknown) => { observer.error(error); },
            complete: () => {
              if (late) ask();
              else observer.complete();
            },
          });
          leave = () => { asked.unsubscribe(); };
          if (observer.closed) leave();
        };
        ask();
        return () => { leave(); };
      }),
  );
};

/** Evicts what an action made stale, if it succeeded; watched queries read it again. */
export const settle = (cache: ApolloCache, impact: Impact, answer: Answer | null | undefined): void => {
  if (!answer || !succeeded(answer)) return;
  const soon = goneSoon(impact, answer);
  if (soon !== null) {
    hide(cache, impact, soon);
    return;
  }
  const { queries, types } = stale(impact, answer);
  for (const fieldName of queries) cache.evict({ id: 'ROOT_QUERY', fieldName });
  if (impact.deletes && 'id' in answer && typeof answer.id === 'string') {
    cache.evict({ id: 'ROOT_QUERY', fieldName: impact.query, args: { id: answer.id } });
    const id = cache.identify({ __typename: impact.type, id: answer.id });
    if (id !== undefined) cache.evict({ id });
  }
  for (const type of types) forget(cache, type);
  cache.gc();
};

/** A row of the cache with a patch; null if it is not there, or not all of it. */
export const foresee = <Row extends object>(
  cache: ApolloCache,
  fragment: TypedDocumentNode<Row, Record<string, never>>,
  type: string,
  patch: Patch<Row>,
): Row | null => {
  const id = cache.identify({ __typename: type, id: patch.id });
  const row: unknown = id === undefined ? null : cache.readFragment({ id, fragment });
  return isObject(row) ? ({ ...row, ...patch } as unknown as Row) : null;
};
