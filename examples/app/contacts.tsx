// The people of the roastery's customers, with the hooks that are generated for Apollo Client.
import { useState } from 'react';
import { useContacts, useCreateContact, useSubscribe } from '../frontend/generated/crm/contact.apollo';
import type { Contact, CreateContactInput, SubscribeErrorCode } from '../frontend/generated/crm/contact.types';
import { validateCreateContactInput } from '../frontend/generated/crm/contact.validators';
import { isEmail } from '../frontend/generated/scalars';

/** Every code has its words; a new one in the YAML is a line that the compiler misses here, if it has none by default. */
const sentence = (code: SubscribeErrorCode, message: string): string => {
  switch (code) {
    case 'already_subscribed':
      return 'Has the newsletter already.';
    case 'permission_denied':
      return 'You may not do this.';
    default:
      return message;
  }
};

const Subscribe = ({ contact }: { readonly contact: Contact }) => {
  const [subscribe, { loading }] = useSubscribe();
  const [problem, setProblem] = useState('');
  const click = async () => {
    const answer = (await subscribe({ variables: { input: { id: contact.id } } })).data?.subscribe;
    if (answer?.__typename === 'SubscribeError') setProblem(sentence(answer.code, answer.message));
  };
  if (contact.newsletter) return <span>gets the newsletter</span>;
  return (
    <>
      <button
        disabled={loading}
        onClick={() => {
          void click();
        }}
      >
        Subscribe
      </button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </>
  );
};

/** What a form holds as an input, if the database would take it; else what is wrong, by field. */
export const readContact = (
  form: Readonly<Record<'firstName' | 'lastName' | 'email', string>>,
): CreateContactInput | ReadonlyMap<string, string> => {
  const issues = validateCreateContactInput(form);
  if (issues.length === 0 && isEmail(form.email)) return { ...form, email: form.email };
  return new Map(issues.map(({ field, code }) => [field, code]));
};

const empty = { firstName: '', lastName: '', email: '' };

const NewContact = () => {
  const [form, setForm] = useState(empty);
  const [create] = useCreateContact();
  const read = readContact(form);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read instanceof Map) return;
        void create({ variables: { input: read as CreateContactInput } }).then(() => {
          setForm(empty);
        });
      }}
    >
      {(['firstName', 'lastName', 'email'] as const).map((field) => (
        <input
          key={field}
          name={field}
          aria-invalid={read instanceof Map && read.has(field)}
          value={form[field]}
          onChange={(event) => {
            setForm({ ...form, [field]: event.target.value });
          }}
        />
      ))}
      <button disabled={read instanceof Map}>Add</button>
    </form>
  );
};

export const Contacts = () => {
  const { data, error } = useContacts({ orderBy: [{ lastName: 'ASC' }], limit: 50 });
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p>Loading</p>;
  return (
    <main>
      <ul>
        {data.contacts.map((contact) => (
          <li key={contact.id}>
            {contact.firstName} {contact.lastName} <a href={`mailto:${contact.email}`}>{contact.email}</a>{' '}
            <Subscribe contact={contact} />
          </li>
        ))}
      </ul>
      <NewContact />
    </main>
  );
};
