// The example's app, rendered with what a server of its schema answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Contacts, readContact } from './app/contacts';
import { pending, tasters } from './app/filters';
import { ContactsDocument } from './frontend/generated/crm/contact.documents';
import { validateCreateContactInput, validateUpdateContactInput } from './frontend/generated/crm/contact.validators';
import { OrdersDocument } from './frontend/generated/sales/order.documents';
import { validateShipOrderInput } from './frontend/generated/sales/order.validators';
import { makeServer } from './server';

const folder = `${process.env['SPECQL_WORK'] ?? '.'}/example/frontend/generated`;

const clientOf = (server: ReturnType<typeof makeServer>) =>
  new ApolloClient({
    cache: new InMemoryCache(),
    link: new ApolloLink(
      (operation) =>
        new Observable((observer) => {
          void server.run(operation.query, operation.variables).then((result) => {
            observer.next(result as ApolloLink.Result);
            observer.complete();
          });
        }),
    ),
  });

const page = (client: ApolloClient) =>
  renderToStaticMarkup(
    <ApolloProvider client={client}>
      <Contacts />
    </ApolloProvider>,
  );

test('the app shows the contacts', async () => {
  const server = makeServer(folder);
  const row = server.rows.get('2');
  if (row) server.rows.set('2', { ...row, firstName: '<Bo>', newsletter: true });
  const client = clientOf(server);
  assert.equal(page(client), '<p>Loading</p>');
  await client.query({ query: ContactsDocument, variables: { orderBy: [{ lastName: 'ASC' }], limit: 50 } });
  const html = page(client);
  assert.match(html, /<li>Ada L <a href="mailto:ada@example.com">ada@example.com<\/a> <button>Subscribe<\/button><\/li>/);
  assert.match(html, /<li>&lt;Bo&gt; L .*gets the newsletter<\/span><\/li>/);
  assert.match(html, /<button disabled="">Add<\/button>/);
});

test('a server takes what TypeScript lets one ask for, and what docs/frontend.md says of the rest', async () => {
  const server = makeServer(folder);
  const orders = async (variables: object): Promise<string> => {
    const { errors } = await server.run(OrdersDocument, variables);
    return errors?.[0]?.message.replaceAll(/\s+/g, ' ') ?? '';
  };
  assert.equal(await orders(pending('8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b')), '');
  assert.equal((await server.run(ContactsDocument, tasters)).errors, undefined);
  // null asks for nothing; a list has no null in it.
  for (const where of [null, {}, { status: null }, { status: { eq: null, in: null } }, { AND: null, OR: [], NOT: null }]) {
    assert.equal(await orders({ where, orderBy: null, limit: null, offset: null }), '');
  }
  assert.equal(await orders({ where: { status: { in: [] } }, orderBy: [], limit: 0 }), '');
  assert.match(await orders({ where: { status: { in: [null] } } }), /Expected non-nullable type "String!" not to be null/);
  // What is no value of an enum is one of GraphQL, but not of TypeScript.
  assert.equal(await orders({ where: { status: { eq: 'lost' } } }), '');
  assert.match(await orders({ where: { status: { gt: 'open' }, colour: { eq: 'red' } } }), /"(gt|colour)" is not defined by type/);
  assert.match(await orders({ where: { deliverTo: { eq: {} } } }), /"eq" is not defined by type "PresenceFilter"/);
  assert.match(await orders({ orderBy: [{ total: 'desc' }] }), /does not exist in "OrderDirection" enum/);
  assert.match(await orders({ limit: 1.5 }), /Int cannot represent non-integer value/);
});

test('the form knows what the database takes', () => {
  const good = { firstName: 'Ada', lastName: 'L', email: 'ada@example.com' };
  assert.deepEqual(readContact(good), good);
  assert.deepEqual(readContact({ ...good, email: 'ada@' }), new Map([['email', 'invalid_format']]));
  assert.deepEqual(readContact({ ...good, firstName: '' }), new Map([['firstName', 'invalid_length']]));
  assert.deepEqual(readContact({ ...good, firstName: '🚀'.repeat(81) }), new Map([['firstName', 'invalid_length']]));
  assert.deepEqual(readContact({ ...good, firstName: '🚀'.repeat(80) }), { ...good, firstName: '🚀'.repeat(80) });
});

test('of inputs it is asked what must be there, what may be null, and what is no input', () => {
  const id = '8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b';
  const faults = (issues: readonly { readonly field: string; readonly code: string }[]) => issues.map(({ field, code }) => `${field}: ${code}`);
  assert.deepEqual(faults(validateCreateContactInput({})), ['firstName: required_field', 'lastName: required_field', 'email: required_field']);
  assert.deepEqual(faults(validateCreateContactInput([])), [': invalid_payload']);
  assert.deepEqual(faults(validateUpdateContactInput({ id })), []);
  assert.deepEqual(faults(validateUpdateContactInput({})), ['id: required_field']);
  assert.deepEqual(faults(validateUpdateContactInput({ id, firstName: null, mobile: null, companyId: null })), ['firstName: required_field']);
  assert.deepEqual(faults(validateUpdateContactInput({ id, fax: '1', companyId: 'x', expectedVersion: 'now' })), ['fax: unknown_field', 'companyId: invalid_input', 'expectedVersion: invalid_input']);
  assert.deepEqual(faults(validateShipOrderInput({ id, tracking: 'AB12345678' })), []);
  assert.deepEqual(faults(validateShipOrderInput({ id, tracking: 'no' })), ['tracking: invalid_format']);
  assert.deepEqual(faults(validateShipOrderInput({ id: null, tracking: 'AB12345678' })), ['id: required_field']);
});
