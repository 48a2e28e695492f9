// {{entity}}: hooks for urql
import { useQuery, type UseQueryResponse } from 'urql';
{{?actions}}
import type { UseMutationResponse } from 'urql';
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
import { {{?patched}}foresee, {{/patched}}{{?actions}}settle, useChange as use_change, type GraphCache, {{/actions}}type QueryOptions } from '../urql';
{{?actions}}
import { {{?patched}}foreseen, {{/patched}}type Impact{{?patched}}, type Patch{{/patched}} } from '../results';
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
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.mutation}}Patch = (input: {{.name}}Input): Patch<{{type}}> => ({ {{.patch}} });
{{/.patch}}

export const use{{.name}} = (): UseMutationResponse<{{.name}}Mutation, {{.name}}MutationVariables> =>
  use_change({{.name}}Document, {{.mutation}}Impact);
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
{{?patched}}

/** For the option `optimistic` of Graphcache: what to show until the answer is there, if the row is in the cache. */
export const {{query}}Optimistic = {
{{#actions}}
{{?.patch}}
  {{.mutation}}: ({ input }: { readonly input: {{.name}}Input }, cache: GraphCache): {{.name}}Mutation['{{.mutation}}'] | null => {
    const row = foresee(cache, {{type}}FieldsFragment, '{{type}}', {{.mutation}}Patch(input));
    return row && { __typename: '{{.name}}Success', message: '', updatedFields: [], {{.row}}: row,{{?.returned}} result: null,{{/.returned}} _meta: foreseen('{{type}}') };
  },
{{/.patch}}
{{/actions}}
} as const;
{{/patched}}
