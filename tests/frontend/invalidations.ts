// What every action of several projects makes stale: exactly the queries of mutation-impacts.json, with the real caches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InMemoryCache, type ApolloCache } from '@apollo/client';
import { QueryClient } from '@tanstack/react-query';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { Client, cacheExchange, fetchExchange, type Exchange, type OperationResult } from '@urql/core';
import { staleExchange } from './frontend/generated/urql';
import { readFileSync } from 'node:fs';
import * as exampleApollo from './frontend/generated/index.apollo';
import * as exampleTanstack from './frontend/generated/index.tanstack';
import * as exampleUrql from './frontend/generated/index.urql';
import * as corpusApollo from '../corpus/frontend/generated/index.apollo';
import * as corpusTanstack from '../corpus/frontend/generated/index.tanstack';
import * as corpusUrql from '../corpus/frontend/generated/index.urql';
import * as impactsApollo from '../impacts/frontend/generated/index.apollo';
import * as impactsTanstack from '../impacts/frontend/generated/index.tanstack';
import * as impactsUrql from '../impacts/frontend/generated/index.urql';
import type { CacheInvalidation, Impact } from './frontend/generated/results';
import { metaOf, quiet } from './server';

interface Mutation {
  readonly entity: string;
  readonly graphqlName: string;
  readonly operationType: string;
  readonly cacheInvalidations: readonly CacheInvalidation[];
}
interface Entity {
  readonly query: string;
  readonly listQuery: string;
}
interface Impacts {
  readonly mutations: Readonly<Record<string, Mutation>>;
  readonly entities: Readonly<Record<string, Entity>>;
}
interface Settle {
  readonly apollo: (cache: ApolloCache, result: object) => void;
  readonly tanstack: (client: QueryClient, impact: Impact, answer: object) => Promise<void>;
  readonly impact: Impact;
  readonly updates: object;
}

const work = process.env['SPECQL_WORK'] ?? '.';
const load = (project: string): Impacts =>
  JSON.parse(readFileSync(`${work}/${project}/frontend/generated/mutation-impacts.json`, 'utf8')) as Impacts;
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The answer of an action to the row with the id 1. */
const answerOf = (m: Mutation) => ({ __typename: `${pascal(m.graphqlName)}Success`, id: '1', _meta: metaOf(m.cacheInvalidations) });

/** Every query that a client could ask: `contact 1`, `contact 2`, `contacts`. */
const all = (impacts: Impacts): readonly string[] =>
  Object.values(impacts.entities).flatMap(({ query, listQuery }) => [`${query} 1`, `${query} 2`, listQuery]);

/** By the file alone: lists by name, rows by name; of a row that is gone only itself. */
const staleOf = (impacts: Impacts, m: Mutation): readonly string[] => {
  const own = impacts.entities[m.entity]?.query;
  return m.cacheInvalidations
    .filter((one) => one.strategy !== 'UPDATE')
    .flatMap(({ query, strategy }) => {
      if (!Object.values(impacts.entities).some((e) => e.query === query)) return [query];
      return strategy === 'EVICT' && query === own && deletes(m) ? [`${query} 1`] : [`${query} 1`, `${query} 2`];
    })
    .sort();
};
const deletes = (m: Mutation): boolean => m.operationType === 'DELETE';

const type = (impacts: Impacts, query: string): string =>
  Object.entries(impacts.entities).find(([, e]) => e.query === query || e.listQuery === query)?.[0] ?? '';

const apollo = (impacts: Impacts, m: Mutation, settle: Settle): readonly string[] => {
  const cache = new InMemoryCache();
  const field = (name: string): string => (name.endsWith(' 1') || name.endsWith(' 2') ? `${name.slice(0, -2)}({"id":"${name.slice(-1)}"})` : name);
  const root = Object.fromEntries(
    all(impacts).map((name) => {
      const of = type(impacts, name.replace(/ .$/, ''));
      return [field(name), /\d$/.test(name) ? { __ref: `${of}:${name.slice(-1)}` } : [{ __ref: `${of}:1` }]];
    }),
  );
  const rows = Object.keys(impacts.entities).flatMap((of) => ['1', '2'].map((id) => [`${of}:${id}`, { __typename: of, id, kept: 'yes' }]));
  cache.restore({ ROOT_QUERY: { __typename: 'Query', ...root }, ...(Object.fromEntries(rows) as object) });
  settle.apollo(cache, { data: { [m.graphqlName]: answerOf(m) } });
  const left = cache.extract()['ROOT_QUERY'] ?? {};
  return all(impacts).filter((name) => !(field(name) in left)).sort();
};

const tanstack = async (impacts: Impacts, m: Mutation, settle: Settle): Promise<readonly string[]> => {
  const client = new QueryClient();
  const key = (name: string) => (/ \d$/.test(name) ? [name.slice(0, -2), { id: name.slice(-1) }] : [name, {}]);
  for (const name of all(impacts)) client.setQueryData(key(name), { id: '1' });
  await settle.tanstack(client, settle.impact, answerOf(m));
  const left = (name: string) => client.getQueryState(key(name));
  return all(impacts).filter((name) => (left(name)?.isInvalidated ?? true) || left(name)?.data === null).sort();
};

/** Which queries urql asks again. */
const urql = async (impacts: Impacts, m: Mutation, caches: readonly Exchange[]): Promise<readonly string[]> => {
  const asked: string[] = [];
  const text = (name: string): string =>
    / \d$/.test(name) ? `{ ${name.slice(0, -2)}(id: "${name.slice(-1)}") { __typename id } }` : `{ ${name} { __typename id } }`;
  const fetch = (_: unknown, init?: RequestInit) => {
    const { query } = JSON.parse(String(init?.body)) as { query: string };
    const name = all(impacts).find((one) => query.replace(/\s+/g, ' ').includes(text(one)));
    if (name === undefined) return Promise.resolve(Response.json({ data: { [m.graphqlName]: answerOf(m) } }));
    asked.push(name);
    const row = (id: string) => ({ __typename: type(impacts, name.replace(/ .$/, '')), id });
    return Promise.resolve(Response.json({ data: { [name.replace(/ .$/, '')]: / \d$/.test(name) ? row(name.slice(-1)) : [row('1'), row('2')] } }));
  };
  const client = new Client({ url: 'http://localhost/', exchanges: [...caches, fetchExchange], fetch: fetch as typeof globalThis.fetch, preferGetMethod: false });
  // As the hooks ask: an empty list has no type.
  for (const name of all(impacts)) {
    const query = name.replace(/ .$/, '');
    client.query(`query ${text(name)}`, {}, { additionalTypenames: [type(impacts, query), query] }).subscribe(() => undefined);
  }
  await quiet();
  asked.splice(0);
  const told = '_meta { cacheInvalidations { query filter strategy reason } }';
  const mutation = `mutation { ${m.graphqlName} { __typename ... on ${pascal(m.graphqlName)}Success { id ${told} } } }`;
  const result: OperationResult = await client.mutation(mutation, {}).toPromise();
  assert.equal(result.error, undefined);
  await quiet();
  return [...new Set(asked)].sort();
};

const keys = new Proxy({}, { get: () => (row: { id?: string }) => row.id ?? null, has: () => true });

/** With Graphcache. */
const graph = (settle: Settle): readonly Exchange[] => [graphcache({ updates: settle.updates as never, keys, logger: () => undefined })];

/** The document cache knows queries by their names, not of which row they are. */
const byName = (names: readonly string[], all_: readonly string[]): readonly string[] => {
  const stale = new Set(names.map((name) => name.replace(/ .$/, '')));
  return all_.filter((name) => stale.has(name.replace(/ .$/, ''))).sort();
};

const projects = {
  example: [exampleApollo, exampleTanstack, exampleUrql],
  corpus: [corpusApollo, corpusTanstack, corpusUrql],
  impacts: [impactsApollo, impactsTanstack, impactsUrql],
} as const;

let checked = 0;
for (const [project, [a, t, u]] of Object.entries(projects)) {
  const impacts = load(project);
  const updates = Object.fromEntries(
    Object.entries(u)
      .filter(([name]) => name.endsWith('Updates'))
      .flatMap(([, value]) => Object.entries((value as { Mutation: object }).Mutation)),
  );
  for (const [key, m] of Object.entries(impacts.mutations)) {
    const settle = {
      apollo: Object.entries(a).find(([name]) => name === `settle${pascal(m.graphqlName)}`)?.[1],
      tanstack: t.settle,
      impact: Object.entries(t).find(([name]) => name === `${m.graphqlName}Impact`)?.[1],
      updates: { Mutation: updates },
    } as unknown as Settle;
    test(`${project}: ${key}`, async () => {
      const expected = staleOf(impacts, m);
      assert.deepEqual(apollo(impacts, m, settle), expected, 'Apollo');
      assert.deepEqual(await tanstack(impacts, m, settle), expected, 'TanStack');
      assert.deepEqual(await urql(impacts, m, graph(settle)), expected, 'urql with Graphcache');
      assert.deepEqual(await urql(impacts, m, [cacheExchange, staleExchange]), byName(expected, all(impacts)), 'urql');
    });
    checked += 1;
  }
}

test('there are actions', () => {
  assert.ok(checked > 20);
});
