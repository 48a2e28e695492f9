// {{entity}}: hooks for urql
import { useQuery, type UseQueryResponse } from 'urql';
{{?actions}}
import type { UseMutationResponse } from 'urql';
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
import { {{?actions}}settle, useChange, type GraphCache, {{/actions}}type QueryOptions } from '../urql';
{{?actions}}
import type { Impact } from '../results';
{{/actions}}

/** An empty list has no type: urql must be told of which it is. */
const context = { additionalTypenames: [{{'type'}}] };

export const use{{one}} = (
  variables: {{one}}QueryVariables,
  options: QueryOptions = {},
): UseQueryResponse<{{one}}Query, {{one}}QueryVariables> => useQuery({ context, ...options, query: {{one}}Document, variables });

export const use{{many}} = (
  variables: {{many}}QueryVariables = {},
  options: QueryOptions = {},
): UseQueryResponse<{{many}}Query, {{many}}QueryVariables> => useQuery({ context, ...options, query: {{many}}Document, variables });
{{#actions}}

export const {{.mutation}}Impact: Impact = { {{.impact}} };

export const use{{.name}} = (): UseMutationResponse<{{.name}}Mutation, {{.name}}MutationVariables> =>
  useChange({{.name}}Document, {{.mutation}}Impact);
{{/actions}}
{{?actions}}

/** For the option `updates` of Graphcache. */
export const {{query}}Updates = {
  Mutation: {
{{#actions}}
    {{.mutation}}: (result: { readonly {{.mutation}}?: unknown }, _: unknown, cache: GraphCache): void => {
      settle(cache, {{.mutation}}Impact, result.{{.mutation}});
    },
{{/actions}}
  },
} as const;
{{/actions}}
