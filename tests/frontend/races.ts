// A read that was on its way when an action answered does not come after it: with the real clients.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { Client, cacheExchange, fetchExchange, type Exchange } from '@urql/core';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { settleUpdateContact } from './frontend/generated/crm/contact.apollo';
import { ContactDocument, UpdateContactDocument } from './frontend/generated/crm/contact.documents';
import { makeFreshLink } from './frontend/generated/apollo';
import { staleExchange } from './frontend/generated/urql';
import { contactsOptions, createContactImpact } from './frontend/generated/crm/contact.tanstack';
import { settle } from './frontend/generated/tanstack';
import { contactUpdates } from './frontend/generated/crm/contact.urql';
import { asEmail, type UUID } from './frontend/generated/scalars';
import { makeServer, quiet } from './server';

const folder = `${process.env['SPECQL_WORK'] ?? '.'}/example/frontend/generated`;
const schema = introspectionFromSchema(buildSchema(readFileSync(`${folder}/schema.graphql`, 'utf8')));
const one = '1' as UUID;
const input = { id: one, email: asEmail('new@example.com') };

/** A server whose reads of one row take as long as somebody wants, once. */
const slow = () => {
  const server = makeServer(folder);
  const late: (() => void)[] = [];
  let slowly = true;
  const run = async (query: Parameters<typeof server.run>[0], variables: object) => {
    const answer = await server.run(query, variables);
    if (slowly && answer.data && 'contact' in answer.data) {
      slowly = false;
      await new Promise<void>((done) => late.push(done));
    }
    return answer;
  };
  return { run, finish: () => { late.forEach((done) => { done(); }); } };
};

test('apollo: an answer that was on its way before the action does not come after it', async () => {
  const server = slow();
  const end = new ApolloLink((operation) => new Observable((observer) => {
    void server.run(operation.query, operation.variables).then((result) => { observer.next(result as ApolloLink.Result); observer.complete(); });
  }));
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([makeFreshLink(), end]) });
  let shown: string | undefined;
  client.watchQuery({ query: ContactDocument, variables: { id: one } }).subscribe((r) => (shown = r.data?.contact?.email));
  await quiet();
  await client.mutate({ mutation: UpdateContactDocument, variables: { input }, update: settleUpdateContact });
  await quiet();
  server.finish();
  await quiet();
  assert.equal(shown, 'new@example.com');
});

test('tanstack: the first answer of a list that was on its way before the action does not come after it', async () => {
  const client = new QueryClient();
  const answers: ((rows: object[]) => void)[] = [];
  const queryFn = () => new Promise<object[]>((done) => answers.push(done));
  const observer = new QueryObserver(client, { queryKey: contactsOptions(() => Promise.reject(new Error())).queryKey as readonly unknown[], queryFn, retry: false });
  const leave = observer.subscribe(() => undefined);
  const settled = settle(client, createContactImpact, { __typename: 'CreateContactSuccess' });
  await quiet();
  answers.forEach((done, i) => { done(i === 0 ? [] : [{ id: one }]); });
  await settled;
  assert.deepEqual(observer.getCurrentResult().data, [{ id: one }]);
  leave();
});

const caches: Readonly<Record<string, readonly Exchange[]>> = {
  'the cache of documents': [cacheExchange, staleExchange],
  Graphcache: [graphcache({ schema, updates: contactUpdates as never })],
};
for (const [name, exchanges] of Object.entries(caches))
  test(`urql: an answer that was on its way before the action does not come after it, with ${name}`, async () => {
    const server = slow();
    const fetch = async (_: unknown, init?: RequestInit) => {
      const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: object };
      return Response.json(await server.run(query, variables));
    };
    const client = new Client({ url: 'http://localhost/', exchanges: [...exchanges, fetchExchange], fetch: fetch as typeof globalThis.fetch, preferGetMethod: false });
    let shown: string | undefined;
    client.query(ContactDocument, { id: one }, { additionalTypenames: ['Contact'] }).subscribe((r) => (shown = r.data?.contact?.email));
    await quiet();
    await client.mutation(UpdateContactDocument, { input }, { additionalTypenames: ['Contact'] }).toPromise();
    await quiet();
    server.finish();
    await quiet();
    assert.equal(shown, 'new@example.com');
  });
