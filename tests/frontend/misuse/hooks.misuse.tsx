import { cacheExchange } from '@urql/exchange-graphcache';
import { useContact, useSubscribe } from './frontend/generated/crm/contact.apollo';
import { useContact as useContactTanstack, useSubscribe as useSubscribeTanstack } from './frontend/generated/crm/contact.tanstack';
import { contactOptimistic, contactUpdates, useContact as useContactUrql, useSubscribe as useSubscribeUrql } from './frontend/generated/crm/contact.urql';
import type { Execute } from './frontend/generated/tanstack';
import type { UUID } from './frontend/generated/scalars';

export const Apollo = ({ id }: { readonly id: UUID }) => {
  const { data } = useContact({ id });
  const [subscribe] = useSubscribe();
  // error
  useContact({ id: '1' });
  // error
  useContact({});
  // error
  void subscribe({ variables: { id } });
  const run = async () => {
    const { data: done } = await subscribe({ variables: { input: { id } } });
    if (done?.subscribe.__typename === 'SubscribeError' && done.subscribe.code === 'already_subscribed') return 'yes';
    // error
    if (done?.subscribe.__typename === 'SubscribeFailure') return 'no';
    return '';
  };
  void run();
  // error
  return <p>{data?.contact.firstName}</p>;
};

export const Tanstack = ({ execute, id }: { readonly execute: Execute; readonly id: UUID }) => {
  const { data } = useContactTanstack(execute, { id });
  const { mutate } = useSubscribeTanstack(execute);
  // error
  useContactTanstack(execute, { ids: id });
  // error
  mutate({ contact: id });
  mutate({ id });
  // error
  return <p>{data.firstName}</p>;
};

export const Urql = ({ id }: { readonly id: UUID }) => {
  const [{ data }] = useContactUrql({ id });
  const [, subscribe] = useSubscribeUrql();
  // error
  useContactUrql({ id: 1 });
  // error
  void subscribe({ input: {} });
  void subscribe({ input: { id } });
  // error
  return <p>{data?.contact?.fax}</p>;
};

// What is made for Graphcache is what it takes.
export const exchange = cacheExchange({ updates: contactUpdates, optimistic: contactOptimistic });
// error
export const swapped = cacheExchange({ updates: contactOptimistic });
