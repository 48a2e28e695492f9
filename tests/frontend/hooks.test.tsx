// The hooks of the three clients in a page: what they show before the answer is there, and when it is a failure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReactElement } from 'react';
import { act, create, type ReactTestRenderer } from 'react-test-renderer';
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { Client, Provider, cacheExchange, fetchExchange, type Exchange } from 'urql';
import * as apollo from './frontend/generated/crm/contact.apollo';
import * as tanstack from './frontend/generated/crm/contact.tanstack';
import * as urql from './frontend/generated/crm/contact.urql';
import { DeleteContactDocument } from './frontend/generated/crm/contact.documents';
import { staleExchange } from './frontend/generated/urql';
import type { Execute } from './frontend/generated/tanstack';
import type { UUID } from './frontend/generated/scalars';
import { makeServer, quiet } from './server';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const folder = `${process.env['SPECQL_WORK'] ?? '.'}/example/frontend/generated`;
const id = '1' as UUID;
const input = { id };
const other = { id: '2' as UUID };

/** A server whose answers to actions wait until they are let go, or the network fails; those to queries if it is told to. */
const makeSlow = () => {
  const server = makeServer(folder);
  let release: (fail: boolean) => void = () => undefined;
  let held: Promise<void> | undefined;
  /** What queries are answered now arrives when the function that comes back is called. */
  const hold = (): (() => void) => {
    let letGo: () => void = () => undefined;
    held = new Promise((done) => (letGo = done));
    return () => {
      held = undefined;
      letGo();
    };
  };
  const run = async (query: Parameters<typeof server.run>[0], variables: object) => {
    if (JSON.stringify(query).includes('mutation')) {
      const failed = await new Promise<boolean>((done) => (release = done));
      if (failed) throw new Error('no network');
    }
    const answer = await server.run(query, variables);
    await held;
    return answer;
  };
  return { ...server, run, hold, release: (fail: boolean) => { release(fail); } };
};
type Slow = ReturnType<typeof makeSlow>;

let subscribe: () => Promise<unknown> = () => Promise.resolve();
let remove = subscribe;
let reread = subscribe;
interface Rows {
  readonly one: boolean | undefined;
  readonly two: boolean | undefined;
  readonly all: readonly (boolean | undefined)[] | undefined;
}
const Shown = ({ one, two, all }: Rows) => <p>{`one ${String(one)}, two ${String(two)}, all ${String(all)}`}</p>;

const WithApollo = () => {
  const one = apollo.useContact({ id });
  const two = apollo.useContact(other);
  const all = apollo.useContacts();
  const [run] = apollo.useSubscribe();
  const [runRemove] = apollo.useDeleteContact();
  subscribe = () => run({ variables: { input } });
  remove = () => runRemove({ variables: { input } });
  reread = () => all.refetch();
  return <Shown one={one.data?.contact?.newsletter} two={two.data?.contact?.newsletter} all={all.data?.contacts?.map((c) => c?.newsletter)} />;
};
const startApollo = (server: Slow): ReactElement => {
  const link = new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        server.run(operation.query, operation.variables).then(
          (result) => {
            observer.next(result as ApolloLink.Result);
            observer.complete();
          },
          (error: unknown) => { observer.error(error as Error); },
        );
      }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  return <ApolloProvider client={client}><WithApollo /></ApolloProvider>;
};

const WithTanstack = ({ execute }: { readonly execute: Execute }) => {
  const one = tanstack.useContact(execute, { id });
  const two = tanstack.useContact(execute, other);
  const all = tanstack.useContacts(execute);
  const { mutateAsync } = tanstack.useSubscribe(execute);
  const { mutateAsync: runRemove } = tanstack.useDeleteContact(execute);
  subscribe = () => mutateAsync(input);
  remove = () => runRemove(input);
  reread = () => all.refetch();
  return <Shown one={one.data?.newsletter} two={two.data?.newsletter} all={all.data?.map((c) => c.newsletter)} />;
};
const startTanstack = (server: Slow): ReactElement => {
  const execute: Execute = async (document, variables) => (await server.run(document, variables as object)).data as never;
  return <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><WithTanstack execute={execute} /></QueryClientProvider>;
};

const WithUrql = () => {
  const [one] = urql.useContact({ id });
  const [two] = urql.useContact(other);
  const [all, again] = urql.useContacts();
  const [, run] = urql.useSubscribe();
  const [, runRemove] = urql.useDeleteContact();
  subscribe = () => run({ input });
  remove = () => runRemove({ input });
  reread = () => {
    again({ requestPolicy: 'network-only' });
    return Promise.resolve();
  };
  return <Shown one={one.data?.contact?.newsletter} two={two.data?.contact?.newsletter} all={all.data?.contacts.map((c) => c.newsletter)} />;
};
const startUrqlWith = (server: Slow, caches: readonly Exchange[]): { readonly client: Client; readonly page: ReactElement } => {
  const fetch = async (_: unknown, init?: RequestInit) => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables?: object };
    return Response.json(await server.run(query, variables ?? {}));
  };
  const client = new Client({ url: 'http://localhost/', exchanges: [...caches, fetchExchange], fetch: fetch as typeof globalThis.fetch, preferGetMethod: false });
  return { client, page: <Provider value={client}><WithUrql /></Provider> };
};
const startUrql = (server: Slow): ReactElement =>
  startUrqlWith(server, [graphcache({ updates: urql.contactUpdates, optimistic: urql.contactOptimistic, logger: () => undefined })]).page;

const started = async (start: (server: Slow) => ReactElement, first = 'one false, two false, all false,false') => {
  const server = makeSlow();
  if (first.endsWith('all ')) server.rows.clear();
  const element = start(server);
  let page = undefined as unknown as ReactTestRenderer;
  await act(async () => {
    page = create(element);
    await quiet();
  });
  /** What the page shows, as soon as it is that; if that takes too long, what it shows then. */
  const shows = async (expected: string): Promise<void> => {
    const shown = () => (page.toJSON() as unknown as { children: readonly string[] }).children.join('');
    for (let i = 0; i < 40 && shown() !== expected; i++) await act(quiet);
    assert.equal(shown(), expected);
    await act(quiet);
    assert.equal(shown(), expected);
  };
  await shows(first);
  const click = (on: () => Promise<unknown> = subscribe) => act(async () => {
    on().catch(() => undefined);
    await quiet();
  });
  const answer = (fail: boolean) => act(async () => {
    server.release(fail);
    await quiet();
  });
  const wait = (then: () => void) => act(async () => {
    then();
    await quiet();
  });
  return { server, shows, click, answer, wait, end: () => { act(() => { page.unmount(); }); } };
};

for (const [name, start] of Object.entries({ apollo: startApollo, tanstack: startTanstack, urql: startUrql })) {
  test(`${name}: shown at once, and kept`, async () => {
    const { server, shows, click, answer, end } = await started(start);
    server.since();
    await click();
    await shows('one true, two false, all true,false');
    assert.deepEqual(server.since(), [], 'nothing is asked before the answer is there');
    await answer(false);
    await shows('one true, two false, all true,false');
    assert.deepEqual(server.since(), ['contacts']);
    end();
  });
  test(`${name}: an answer from before, that comes later`, async () => {
    const { server, shows, click, answer, wait, end } = await started(start);
    const letGo = server.hold();
    await click(reread);
    await click();
    await wait(letGo);
    await shows('one true, two false, all true,false');
    await answer(false);
    await shows('one true, two false, all true,false');
    end();
  });
  test(`${name}: what came meanwhile stays`, async () => {
    const { server, shows, click, answer, end } = await started(start);
    await click();
    await shows('one true, two false, all true,false');
    const row = server.rows.get('2');
    if (row) server.rows.set('3', { ...row, id: '3' }); // of somebody else
    await click(reread);
    await answer(true);
    await shows('one false, two false, all false,false,false');
    end();
  });
  test(`${name}: an answer that is a failure`, async () => {
    const { server, shows, click, answer, end } = await started(start);
    const row = server.rows.get('1');
    if (row) server.rows.set('1', { ...row, newsletter: true }); // somebody else was quicker
    server.since();
    await click();
    await shows('one true, two false, all true,false');
    await answer(false);
    await shows('one false, two false, all false,false');
    assert.deepEqual(server.since(), []);
    end();
  });
  test(`${name}: no network`, async () => {
    const { server, shows, click, answer, end } = await started(start);
    server.since();
    await click();
    await shows('one true, two false, all true,false');
    await answer(true);
    await shows('one false, two false, all false,false');
    assert.deepEqual(server.since(), []);
    end();
  });
  test(`${name}: gone at once, and for good`, async () => {
    const { server, shows, click, answer, end } = await started(start);
    server.since();
    await click(remove);
    await shows('one undefined, two false, all false');
    assert.deepEqual(server.since(), [], 'nothing is asked before the answer is there');
    await answer(false);
    await shows('one undefined, two false, all false');
    assert.ok(server.since().includes('contacts'));
    end();
  });
  for (const [what, lost] of [['an answer that is a failure', false], ['no network', true]] as const) {
    test(`${name}: gone, and back: ${what}`, async () => {
      const { server, shows, click, answer, end } = await started(start);
      const row = server.rows.get('1');
      if (row) server.rows.set('1', { ...row, lastName: 'kept' });
      server.since();
      await click(remove);
      await shows('one undefined, two false, all false');
      await answer(lost);
      await shows('one false, two false, all false,false');
      assert.deepEqual(server.since(), []);
      end();
    });
  }
}

// The cache of documents knows empty lists by what the hooks say of them, and answers without rows by what an action touches.
for (const [name, first] of [['', 'one false, two false, all false,false'], [', of an empty list', 'one undefined, two undefined, all ']] as const) {
  test(`urql: the cache of documents${name}`, async () => {
    const { server, click, answer, end } = await started((slow) => startUrqlWith(slow, [cacheExchange]).page, first);
    server.since();
    await click(remove);
    await answer(false);
    assert.deepEqual(server.since(), ['contact 1', 'contact 2', 'contacts']);
    end();
  });
  test(`urql: staleExchange${name}, whatever calls the action`, async () => {
    let client: Client | undefined;
    const { server, click, answer, end } = await started((slow) => {
      const made = startUrqlWith(slow, [cacheExchange, staleExchange]);
      ({ client } = made);
      return made.page;
    }, first);
    server.since();
    await click(() => client?.mutation(DeleteContactDocument, { input }).toPromise() ?? Promise.resolve());
    await answer(false);
    assert.deepEqual(server.since(), ['contact 1', 'contact 2', 'contacts']);
    end();
  });
}
