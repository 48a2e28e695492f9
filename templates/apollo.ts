// {{entity}}: hooks for Apollo Client
import * as react from '@apollo/client/react';
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
  {{.operation}}Document,
{{/actions}}
} from './{{stem}}.documents';
import type * as types from './{{stem}}.types';
{{?actions}}
import { {{?patched}}foresee, {{/patched}}settle } from '../apollo';
import { {{?foreseen}}foreseen, {{/foreseen}}type Impact{{?patched}}, type Patch{{/patched}} } from '../results';
{{/actions}}

export const use{{one}} = (
  variables: types.{{one}}QueryVariables,
  options: Omit<react.useQuery.Options<types.{{one}}Query, types.{{one}}QueryVariables>, 'variables' | 'returnPartialData'> = {},
) => react.useQuery({{one}}Document, { ...options, variables });

export const use{{many}} = (
  variables: types.{{many}}QueryVariables = {},
  options: Omit<react.useQuery.Options<types.{{many}}Query, types.{{many}}QueryVariables>, 'variables' | 'returnPartialData'> = {},
) => react.useQuery({{many}}Document, { ...options, variables });
{{#actions}}

const {{.word}}Impact: Impact = { {{.impact}} };

/** For client.mutate: what it does to the cache. */
export const settle{{.name}} = (
  cache: ApolloCache,
  result: { readonly data?: types.{{.name}}Mutation | null | undefined },
): void => {
  settle(cache, {{.word}}Impact, result.data?.{{.mutation}});
};
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.word}}Patch = (input: types.{{.name}}Input): Patch<types.{{type}}> => ({ {{.patch}} });
{{/.patch}}
{{?.patch}}

/** For client.mutate: what to show until the answer is there; null if the row is not in the cache. */
export const foresee{{.name}} = (cache: ApolloCache, { input }: types.{{.name}}MutationVariables): types.{{.name}}Mutation | null => {
  const row = foresee(cache, {{type}}FieldsFragment, '{{type}}', {{.word}}Patch(input));
  return row && { {{.mutation}}: { __typename: '{{.name}}Success', message: '', updatedFields: [], {{.row}}: row,{{?.returned}} result: null,{{/.returned}} _meta: foreseen('{{type}}', 'UPDATE') } };
};

export const use{{.operation}} = (
  options: react.useMutation.Options<types.{{.name}}Mutation, types.{{.name}}MutationVariables> = {},
) => {
  const { cache: shown } = react.useApolloClient(options.client);
  return react.useMutation({{.operation}}Document, {
    optimisticResponse: (variables, { IGNORE }) => foresee{{.name}}(shown, variables) ?? IGNORE,
    ...options,
    update(cache, result, context) {
      settle{{.name}}(cache, result);
      options.update?.(cache, result, context);
    },
  });
};
{{:}}
{{?.removed}}

/** For client.mutate: what to show until the answer is there. */
export const foresee{{.name}} = ({ input }: types.{{.name}}MutationVariables): types.{{.name}}Mutation => ({
  {{.mutation}}: { __typename: '{{.name}}Success', message: '', updatedFields: [], id: input.id,{{?.returned}} result: null,{{/.returned}} _meta: foreseen('{{type}}', 'DELETE') },
});
{{/.removed}}

export const use{{.operation}} = (
  options: react.useMutation.Options<types.{{.name}}Mutation, types.{{.name}}MutationVariables> = {},
) =>
  react.useMutation({{.operation}}Document, {
{{?.removed}}
    optimisticResponse: foresee{{.name}},
{{/.removed}}
    ...options,
    update(cache, result, context) {
      settle{{.name}}(cache, result);
      options.update?.(cache, result, context);
    },
  });
{{/.patch}}
{{/actions}}
