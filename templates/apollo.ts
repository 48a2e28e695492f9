// {{entity}}: hooks for Apollo Client
import { {{?patched}}useApolloClient, {{/patched}}{{?actions}}useMutation, {{/actions}}useQuery } from '@apollo/client/react';
{{?actions}}
import type { ApolloCache } from '@apollo/client';
{{/actions}}
import {
{{?patched}}
  {{type}}FieldsFragment,
{{/patched}}
  {{one}}Document,
  {{many}}Document,
{{#actions}}
  {{.name}}Document,
{{/actions}}
} from './{{stem}}.documents';
import type {
{{?patched}}
  {{type}},
{{/patched}}
  {{one}}Query,
  {{one}}QueryVariables,
  {{many}}Query,
  {{many}}QueryVariables,
{{#actions}}
{{?.patch}}
  {{.name}}Input,
{{/.patch}}
  {{.name}}Mutation,
  {{.name}}MutationVariables,
{{/actions}}
} from './{{stem}}.types';
{{?actions}}
import { {{?patched}}foresee, {{/patched}}settle } from '../apollo';
import { {{?patched}}foreseen, {{/patched}}type Impact{{?patched}}, type Patch{{/patched}} } from '../results';
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

const {{.mutation}}Impact: Impact = { {{.impact}} };

/** For client.mutate: what it does to the cache. */
export const settle{{.name}} = (
  cache: ApolloCache,
  result: { readonly data?: {{.name}}Mutation | null | undefined },
): void => {
  settle(cache, {{.mutation}}Impact, result.data?.{{.mutation}});
};
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.mutation}}Patch = (input: {{.name}}Input): Patch<{{type}}> => ({ {{.patch}} });
{{/.patch}}
{{?.patch}}

/** For client.mutate: what to show until the answer is there; null if the row is not in the cache. */
export const foresee{{.name}} = (cache: ApolloCache, { input }: {{.name}}MutationVariables): {{.name}}Mutation | null => {
  const row = foresee(cache, {{type}}FieldsFragment, '{{type}}', {{.mutation}}Patch(input));
  return row && { {{.mutation}}: { __typename: '{{.name}}Success', message: '', updatedFields: [], {{.row}}: row,{{?.returned}} result: null,{{/.returned}} _meta: foreseen('{{type}}') } };
};

export const use{{.name}} = (
  options: useMutation.Options<{{.name}}Mutation, {{.name}}MutationVariables> = {},
) => {
  const { cache: shown } = useApolloClient(options.client);
  return useMutation({{.name}}Document, {
    optimisticResponse: (variables, { IGNORE }) => foresee{{.name}}(shown, variables) ?? IGNORE,
    ...options,
    update(cache, result, context) {
      settle{{.name}}(cache, result);
      options.update?.(cache, result, context);
    },
  });
};
{{:}}

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
{{/.patch}}
{{/actions}}
