// After each action the right queries are stale, and no others: with the real caches of the three clients.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { Client, cacheExchange, fetchExchange, type Exchange, type TypedDocumentNode } from '@urql/core';
import { settleCreateContact, settleDeleteContact, settleUpdateContact } from './frontend/generated/crm/contact.apollo';
import {
  ContactDocument,
  ContactsDocument,
  CreateContactDocument,
  DeleteContactDocument,
  UpdateContactDocument,
} from './frontend/generated/crm/contact.documents';
import { CompaniesDocument } from './frontend/generated/crm/company.documents';
import { companiesOptions } from './frontend/generated/crm/company.tanstack';
import {
  contactOptions,
  contactsOptions,
  createContactImpact,
  deleteContactImpact,
  updateContactImpact,
} from './frontend/generated/crm/contact.tanstack';
import { contactUpdates } from './frontend/generated/crm/contact.urql';
import { foresee, settle as settleTanstack, type Execute } from './frontend/generated/tanstack';
import { settle as settleUrql, staleExchange, type GraphCache } from './frontend/generated/urql';
import { asEmail, asUUID, type UUID } from './frontend/generated/scalars';
import { closePersonTasksImpact, finishAllImpact, finishTaskImpact } from '../corpus/frontend/generated/hr/task.tanstack';
import { settle as settleApollo } from './frontend/generated/apollo';
import type { Impact } from './frontend/generated/results';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { makeServer, quiet } from './server';

const folder = `${process.env['SPECQL_WORK'] ?? '.'}/example/frontend/generated`;
const schema = introspectionFromSchema(buildSchema(readFileSync(`${folder}/schema.graphql`, 'utf8')));
const one = '1' as UUID;
const two = '2' as UUID;
/** Of an action of some other entity: a list, and any row of a type. */
const elsewhere: Impact = {
  queries: ['companies'],
  types: { Contact: 'contact' },
  touched: [],
  type: 'Order',
  query: 'order',
  list: 'orders',
  deletes: false,
  row: null,
};
const created = { firstName: 'Bo', lastName: 'B', email: asEmail('bo@example.com') };

// ---- Apollo Client ----

const apollo = async () => {
  const server = makeServer(folder);
  const link = new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        void server.run(operation.query, operation.variables).then((result) => {
          observer.next(result as ApolloLink.Result);
          observer.complete();
        });
      }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const seen: Record<string, unknown> = {};
  client.watchQuery({ query: ContactDocument, variables: { id: one } }).subscribe((r) => (seen['one'] = r.data?.contact));
  client.watchQuery({ query: ContactDocument, variables: { id: two } }).subscribe((r) => (seen['two'] = r.data?.contact));
  client.watchQuery({ query: ContactsDocument, variables: {} }).subscribe((r) => (seen['all'] = r.data?.contacts?.length));
  client.watchQuery({ query: CompaniesDocument, variables: {} }).subscribe();
  await quiet();
  assert.deepEqual(server.since(), ['companies', 'contact 1', 'contact 2', 'contacts']);
  return { client, server, seen };
};

test('apollo: create', async () => {
  const { client, server, seen } = await apollo();
  await client.mutate({ mutation: CreateContactDocument, variables: { input: created }, update: settleCreateContact });
  await quiet();
  assert.deepEqual(server.since(), ['contacts']);
  assert.equal(seen['all'], 3);
});

test('apollo: update', async () => {
  const { client, server, seen } = await apollo();
  const input = { id: one, email: asEmail('new@example.com') };
  await client.mutate({ mutation: UpdateContactDocument, variables: { input }, update: settleUpdateContact });
  await quiet();
  assert.deepEqual(server.since(), ['contacts']);
  assert.equal((seen['one'] as { email: string }).email, 'new@example.com');
});

test('apollo: an update that failed', async () => {
  const { client, server } = await apollo();
  const input = { id: one, email: asEmail('taken@example.com') };
  const { data } = await client.mutate({ mutation: UpdateContactDocument, variables: { input }, update: settleUpdateContact });
  await quiet();
  assert.equal(data?.updateContact.__typename, 'UpdateContactError');
  assert.deepEqual(server.since(), []);
});

test('apollo: delete', async () => {
  const { client, server, seen } = await apollo();
  await client.mutate({ mutation: DeleteContactDocument, variables: { input: { id: one } }, update: settleDeleteContact });
  await quiet();
  assert.deepEqual(server.since(), ['contact 1', 'contacts']);
  assert.equal(seen['one'], null);
  assert.equal(seen['all'], 1);
  assert.equal(JSON.stringify(client.cache.extract()).includes('Contact:1'), false);
});

test('apollo: rows of others', async () => {
  const { client, server, seen } = await apollo();
  for (const row of server.rows.values()) server.rows.set(row.id, { ...row, firstName: 'Zoe' });
  settleApollo(client.cache, elsewhere, { __typename: 'ShipOrderSuccess' });
  await quiet();
  assert.deepEqual(server.since().filter((name) => !name.startsWith('contact')), ['companies']);
  assert.equal((seen['one'] as { firstName: string }).firstName, 'Zoe');
  assert.equal((seen['two'] as { firstName: string }).firstName, 'Zoe');
  assert.equal(seen['all'], 2);
});

test('what is inferred', () => {
  const { queries, types, touched, deletes, row } = closePersonTasksImpact;
  assert.deepEqual([queries, types, touched, deletes, row], [['person', 'persons', 'tasks'], { Person: 'person' }, ['Person', 'Task'], true, null]);
  assert.deepEqual([finishAllImpact.queries, finishAllImpact.types], [['task', 'tasks'], { Task: 'task' }]);
  assert.deepEqual([finishTaskImpact.queries, finishTaskImpact.types, finishTaskImpact.row], [['tasks'], {}, 'task']);
  assert.deepEqual([createContactImpact.queries, createContactImpact.types], [['contacts'], {}]);
});

// ---- TanStack Query ----

const tanstack = async () => {
  const server = makeServer(folder);
  const execute: Execute = async (document, variables) => {
    const { data, errors } = await server.run(document, variables as object);
    if (errors) throw errors[0] ?? new Error('failed');
    return data as never;
  };
  const client = new QueryClient();
  await client.fetchQuery(contactOptions(execute, { id: one }));
  await client.fetchQuery(contactOptions(execute, { id: two }));
  await client.fetchQuery(contactsOptions(execute));
  await client.fetchQuery(companiesOptions(execute));
  const stale = () =>
    client
      .getQueryCache()
      .getAll()
      .filter((q) => q.state.isInvalidated)
      .map((q) => q.queryHash)
      .sort();
  return { client, execute, stale };
};

test('tanstack: create', async () => {
  const { client, execute, stale } = await tanstack();
  const { createContact } = await execute(CreateContactDocument, { input: created });
  await settleTanstack(client, createContactImpact, createContact);
  assert.deepEqual(stale(), ['["contacts",{}]']);
  assert.ok(createContact.__typename === 'CreateContactSuccess');
  assert.deepEqual(client.getQueryData(contactOptions(execute, { id: createContact.contact.id }).queryKey), createContact.contact);
});

test('tanstack: update', async () => {
  const { client, execute, stale } = await tanstack();
  const { updateContact } = await execute(UpdateContactDocument, { input: { id: one, email: asEmail('new@example.com') } });
  await settleTanstack(client, updateContactImpact, updateContact);
  assert.deepEqual(stale(), ['["contacts",{}]']);
  assert.equal(client.getQueryData(contactOptions(execute, { id: one }).queryKey)?.email, 'new@example.com');
});

test('tanstack: an update that failed', async () => {
  const { client, execute, stale } = await tanstack();
  const { updateContact } = await execute(UpdateContactDocument, { input: { id: one, email: asEmail('taken@example.com') } });
  await settleTanstack(client, updateContactImpact, updateContact);
  assert.deepEqual(stale(), []);
});

test('tanstack: delete', async () => {
  const { client, execute, stale } = await tanstack();
  const { deleteContact } = await execute(DeleteContactDocument, { input: { id: one } });
  await settleTanstack(client, deleteContactImpact, deleteContact);
  assert.deepEqual(stale(), ['["contacts",{}]']);
  assert.equal(client.getQueryData(contactOptions(execute, { id: one }).queryKey), null);
});

test('tanstack: who shows a row that is deleted shows it no more', async () => {
  const { client, execute } = await tanstack();
  const observer = new QueryObserver(client, { ...contactOptions(execute, { id: one }), staleTime: Infinity });
  const leave = observer.subscribe(() => undefined);
  assert.equal(observer.getCurrentResult().data?.id, one);
  const { deleteContact } = await execute(DeleteContactDocument, { input: { id: one } });
  await settleTanstack(client, deleteContactImpact, deleteContact);
  assert.equal(observer.getCurrentResult().data, null);
  leave();
});

test('tanstack: an answer that was on its way before the action does not come after it', async () => {
  for (const deletes of [false, true]) {
    const { client, execute } = await tanstack();
    const key = contactOptions(execute, { id: one }).queryKey;
    const old = client.getQueryData(key) ?? null;
    const late: (() => void)[] = [];
    const asked = client.fetchQuery({ queryKey: key, queryFn: () => new Promise<typeof old>((done) => late.push(() => { done(old); })) });
    if (deletes) {
      const { deleteContact } = await execute(DeleteContactDocument, { input: { id: one } });
      await settleTanstack(client, deleteContactImpact, deleteContact);
    } else {
      const { updateContact } = await execute(UpdateContactDocument, { input: { id: one, email: asEmail('new@example.com') } });
      await settleTanstack(client, updateContactImpact, updateContact);
    }
    for (const done of late) done();
    await asked.catch(() => undefined);
    assert.equal(client.getQueryData(key)?.email, deletes ? undefined : 'new@example.com');
  }
});

test('tanstack: what is foreseen stays until the answer has settled', async () => {
  const { client, execute } = await tanstack();
  const row = () => client.getQueryData(contactOptions(execute, { id: one }).queryKey)?.newsletter;
  const rows = () => client.getQueryData(contactsOptions(execute).queryKey)?.map((c) => c.newsletter);
  for (const [answer, after] of [['SubscribeSuccess', true], ['SubscribeError', false]] as const) {
    await foresee(client, 'contact', 'contacts', { id: one, newsletter: true }, () => {
      assert.deepEqual([row(), rows()], [true, [true, false]]);
      return Promise.resolve({ __typename: answer });
    });
    assert.deepEqual([row(), rows()], [after, [after, false]]);
    await client.resetQueries();
    await client.fetchQuery(contactOptions(execute, { id: one }));
    await client.fetchQuery(contactsOptions(execute));
  }
});

// ---- urql ----

const urql = async (...caches: Exchange[]) => {
  const server = makeServer(folder);
  const fetch = async (_: unknown, init?: RequestInit) => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: object };
    return new Response(JSON.stringify(await server.run(query, variables ?? {})), { headers: { 'content-type': 'application/json' } });
  };
  const client = new Client({ url: 'http://localhost/', exchanges: [...caches, fetchExchange], fetch: fetch as typeof globalThis.fetch, preferGetMethod: false });
  const watch = <D, V extends object>(document: TypedDocumentNode<D, V>, variables: V, type: string) =>
    client.query(document, variables as never, { additionalTypenames: [type] }).subscribe(() => undefined);
  watch(ContactDocument, { id: one }, 'Contact');
  watch(ContactDocument, { id: two }, 'Contact');
  watch(ContactsDocument, {}, 'Contact');
  watch(CompaniesDocument, {}, 'Company');
  await quiet();
  assert.deepEqual(server.since(), ['companies', 'contact 1', 'contact 2', 'contacts']);
  return { client, server };
};

for (const [name, input] of [
  ['create', [CreateContactDocument, { input: created }]],
  ['update', [UpdateContactDocument, { input: { id: one, email: asEmail('new@example.com') } }]],
  ['delete', [DeleteContactDocument, { input: { id: one } }]],
] as const) {
  test(`urql: ${name}, with the cache of documents`, async () => {
    const { client, server } = await urql(cacheExchange);
    await client.mutation(input[0] as never, input[1] as never, { additionalTypenames: ['Contact'] }).toPromise();
    await quiet();
    // It knows types only, of all that the answer holds: of the contact's company too.
    assert.deepEqual(server.since(), [...(name === 'delete' ? [] : ['companies']), 'contact 1', 'contact 2', 'contacts']);
  });
  test(`urql: ${name}, with Graphcache`, async () => {
    const { client, server } = await urql(graphcache({ schema, updates: contactUpdates as never }));
    await client.mutation(input[0] as never, input[1] as never).toPromise();
    await quiet();
    assert.deepEqual(server.since(), name === 'delete' ? ['contact 1', 'contacts'] : ['contacts']);
  });
}

test('urql: an update that failed, with Graphcache', async () => {
  const { client, server } = await urql(graphcache({ schema, updates: contactUpdates as never }));
  await client.mutation(UpdateContactDocument, { input: { id: one, email: asEmail('taken@example.com') } }).toPromise();
  await quiet();
  assert.deepEqual(server.since(), []);
});

test('urql: what a caller calls stale, with the cache of documents', async () => {
  const { client, server } = await urql(cacheExchange, staleExchange);
  const context = { additionalTypenames: ['Company'] };
  await client.mutation(UpdateContactDocument, { input: { id: one, email: asEmail('taken@example.com') } }, context).toPromise();
  await quiet();
  assert.deepEqual(server.since(), []);
  await client.mutation(DeleteContactDocument, { input: { id: one } }, context).toPromise();
  await quiet();
  assert.deepEqual(server.since(), ['companies', 'contact 1', 'contact 2', 'contacts']);
});

test('urql: rows of others, with Graphcache', async () => {
  const updates = { Mutation: { createContact: (_: unknown, __: unknown, cache: GraphCache) => { settleUrql(cache, elsewhere, { __typename: 'ShipOrderSuccess' }); } } };
  const { client, server } = await urql(graphcache({ schema, updates: updates as never }));
  client.query('query Ours { all: contacts { __typename id } }', {}).subscribe(() => undefined);
  await quiet();
  server.since();
  await client.mutation(CreateContactDocument, { input: created }).toPromise();
  await quiet();
  assert.deepEqual(server.since(), ['companies', 'contact 1', 'contact 2', 'contacts', 'contacts']);
});

test('scalars', () => {
  assert.throws(() => asUUID('1'), /not of the type UUID: 1/);
});
