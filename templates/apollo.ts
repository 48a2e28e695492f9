// {{entity}}: hooks for Apollo Client
import { {{?actions}}useMutation, {{/actions}}useQuery } from '@apollo/client/react';
{{?actions}}
import type { ApolloCache } from '@apollo/client';
{{/actions}}
import {
  {{one}}Document,
  {{many}}Document,
{{#actions}}
  {{.name}}Document,
{{/actions}}
} from './{{stem}}.documents';
import type {
  {{one}}Query,
  {{one}}QueryVariables,
  {{many}}Query,
  {{many}}QueryVariables,
{{#actions}}
  {{.name}}Mutation,
  {{.name}}MutationVariables,
{{/actions}}
} from './{{stem}}.types';
{{?actions}}
import { settle } from '../apollo';
import type { Impact } from '../results';
{{/actions}}

export const use{{one}} = (
  variables: {{one}}QueryVariables,
  options: Omit<useQuery.Options<{{one}}Query, {{one}}QueryVariables>, 'variables' | 'returnPartialData'> = {},
) => useQuery({{one}}Document, { ...options, variables });

export const use{{many}} = (
  variables: {{many}}QueryVariables = {},
  options: Omit<useQuery.Options<{{many}}Query, {{many}}QueryVariables>, 'variables' | 'returnPartialData'> = {},
) => useQuery({{many}}Document, { ...options, variables });
{{#actions}}

const {{.mutation}}: Impact = { {{.impact}} };

/** For client.mutate: what it does to the cache. */
export const settle{{.name}} = (
  cache: ApolloCache,
  result: { readonly data?: {{.name}}Mutation | null | undefined },
): void => {
  settle(cache, {{.mutation}}, result.data?.{{.mutation}});
};

export const use{{.name}} = (
  options: useMutation.Options<{{.name}}Mutation, {{.name}}MutationVariables> = {},
) =>
  useMutation({{.name}}Document, {
    ...options,
    update(cache, result, context) {
      settle{{.name}}(cache, result);
      options.update?.(cache, result, context);
    },
  });
{{/actions}}
