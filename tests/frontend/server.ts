// A server of the example's schema that keeps its rows in memory and counts what it is asked: graphql-js runs the real
// documents against the real schema.
import { readFileSync } from 'node:fs';
import { buildSchema, graphql, print, type DocumentNode } from 'graphql';
import type { CacheInvalidation, Meta } from './frontend/generated/results';

interface Row {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

const time = '2025-01-01T00:00:00Z';

const contact = (id: string, more: object = {}): Row => ({
  __typename: 'Contact',
  id,
  firstName: 'Ada',
  lastName: 'L',
  email: 'ada@example.com',
  newsletter: false,
  company: { __typename: 'Company', id: 'c1' },
  createdAt: time,
  updatedAt: time,
  ...more,
});

type Mutations = Readonly<Record<string, { readonly graphqlName: string; readonly cacheInvalidations: readonly CacheInvalidation[] }>>;

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const mutationsOf = (folder: string): Mutations =>
  (JSON.parse(readFileSync(`${folder}/mutation-impacts.json`, 'utf8')) as { mutations: Mutations }).mutations;

export const metaOf = (cacheInvalidations: readonly CacheInvalidation[]): Meta => ({
  primaryEntity: { entityType: 'Contact', operation: 'UPDATE', modifiedFields: [] },
  actualSideEffects: [],
  cacheInvalidations,
});

export const makeServer = (folder: string) => {
  const schema = buildSchema(readFileSync(`${folder}/schema.graphql`, 'utf8'));
  const rows = new Map<string, Row>([
    ['1', contact('1')],
    ['2', contact('2')],
  ]);
  const asked: string[] = [];
  const note = <T>(name: string, answer: T): T => {
    asked.push(name);
    return answer;
  };
  const mutations = mutationsOf(folder);
  /** As the database answers: what is stale afterwards is the same as in the file of impacts. */
  const success = (name: string, more: object) => ({
    __typename: `${name}Success`,
    message: 'done',
    updatedFields: [],
    _meta: metaOf(Object.values(mutations).find((m) => pascal(m.graphqlName) === name)?.cacheInvalidations ?? []),
    ...more,
  });
  const root = {
    contact: ({ id }: { id: string }) => note(`contact ${id}`, rows.get(id) ?? null),
    contacts: () => note('contacts', [...rows.values()]),
    companies: () => note('companies', []),
    orders: () => note('orders', []),
    createContact: ({ input }: { input: object }) => {
      const row = contact(String(rows.size + 1), input);
      rows.set(row.id, row);
      return success('CreateContact', { contact: row });
    },
    updateContact: ({ input }: { input: { id: string; email?: string } }) => {
      if (input.email === 'taken@example.com') {
        return { __typename: 'UpdateContactError', code: 'unique_violation', message: 'Already in use', fields: ['email'] };
      }
      const row = { ...contact(input.id), ...rows.get(input.id), ...input };
      rows.set(input.id, row);
      return success('UpdateContact', { contact: row });
    },
    subscribe: ({ input }: { input: { id: string } }) => {
      const row = { ...contact(input.id), ...rows.get(input.id) };
      if (row.newsletter) {
        return { __typename: 'SubscribeError', code: 'already_subscribed', message: 'Already subscribed', fields: ['newsletter'] };
      }
      rows.set(input.id, { ...row, newsletter: true });
      return success('Subscribe', { contact: { ...row, newsletter: true, lastName: 'as stored' } });
    },
    deleteContact: ({ input }: { input: { id: string } }) => {
      if (rows.get(input.id)?.['lastName'] === 'kept') {
        return { __typename: 'DeleteContactError', code: 'still_referenced', message: 'Still in use', fields: [] };
      }
      rows.delete(input.id);
      return success('DeleteContact', { id: input.id });
    },
  };
  const run = async (query: DocumentNode | string, variables: object) => {
    const source = typeof query === 'string' ? query : print(query);
    return graphql({ schema, source, rootValue: root, variableValues: { ...variables } });
  };
  /** What was asked since the last time. */
  const since = (): string[] => asked.splice(0).sort();
  return { run, since, rows };
};

/** Until everything has settled. */
export const quiet = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await new Promise((done) => setTimeout(done, 5));
};
