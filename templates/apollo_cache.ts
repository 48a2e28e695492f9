// Apollo Client: what actions do to the cache
import type { ApolloCache } from '@apollo/client';
import { succeeded, type Impact } from './results';

interface Answer {
  readonly __typename: string;
}

const keys = (cache: ApolloCache): readonly string[] => {
  const all: unknown = cache.extract();
  return typeof all === 'object' && all !== null ? Object.keys(all) : [];
};

/** Evicts what an action made stale, if it succeeded; watched queries read it again. */
export const settle = (cache: ApolloCache, impact: Impact, answer: Answer | null | undefined): void => {
  if (!answer || !succeeded(answer)) return;
  for (const fieldName of impact.queries) cache.evict({ id: 'ROOT_QUERY', fieldName });
  if (impact.deletes && 'id' in answer && typeof answer.id === 'string') {
    const id = cache.identify({ __typename: impact.type, id: answer.id });
    if (id !== undefined) cache.evict({ id });
  }
  for (const type of impact.types) {
    for (const id of keys(cache)) if (id.startsWith(`${type}:`)) cache.evict({ id });
  }
  cache.gc();
};
