// {{entity}}: hooks for urql
import * as react from 'urql';
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
import { {{?patched}}foresee, {{/patched}}{{?actions}}settle, use_change, type GraphCache, {{/actions}}type QueryOptions } from '../urql';
{{?actions}}
import { {{?foreseen}}foreseen, {{/foreseen}}type Impact{{?patched}}, type Patch{{/patched}} } from '../results';
{{/actions}}

/** An empty list has no type: urql must be told of which it is, and what an action calls stale. */
const one = { additionalTypenames: [{{'type'}}, {{'query'}}] };
const many = { additionalTypenames: [{{'type'}}, {{'list'}}] };

export const use{{one}} = (
  variables: types.{{one}}QueryVariables,
  options: QueryOptions = {},
): react.UseQueryResponse<types.{{one}}Query, types.{{one}}QueryVariables> => react.useQuery({ context: one, ...options, query: {{one}}Document, variables });

export const use{{many}} = (
  variables: types.{{many}}QueryVariables = {},
  options: QueryOptions = {},
): react.UseQueryResponse<types.{{many}}Query, types.{{many}}QueryVariables> => react.useQuery({ context: many, ...options, query: {{many}}Document, variables });
{{#actions}}

export const {{.word}}Impact: Impact = { {{.impact}} };
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.word}}Patch = (input: types.{{.name}}Input): Patch<types.{{type}}> => ({ {{.patch}} });
{{/.patch}}

export const use{{.operation}} = (): react.UseMutationResponse<types.{{.name}}Mutation, types.{{.name}}MutationVariables> =>
  use_change({{.operation}}Document, {{.word}}Impact);
{{/actions}}
{{?actions}}

/** For the option `updates` of Graphcache. */
export const {{word}}Updates = {
  Mutation: {
{{#actions}}
    {{.mutation}}: (result: { readonly {{.mutation}}?: unknown }, _: unknown, cache: GraphCache): void => {
      settle(cache, {{.word}}Impact, result.{{.mutation}});
    },
{{/actions}}
  },
} as const;
{{/actions}}
{{?foreseen}}

/** For the option `optimistic` of Graphcache: what to show until the answer is there, if the row is in the cache. */
export const {{word}}Optimistic = {
{{#actions}}
{{?.patch}}
  {{.mutation}}: ({ input }: { readonly input: types.{{.name}}Input }, cache: GraphCache): types.{{.name}}Mutation['{{.mutation}}'] | null => {
    const row = foresee(cache, {{type}}FieldsFragment, '{{type}}', {{.word}}Patch(input));
    return row && { __typename: '{{.name}}Success', message: '', updatedFields: [], {{.row}}: row,{{?.returned}} result: null,{{/.returned}} _meta: foreseen('{{type}}', 'UPDATE') };
  },
{{/.patch}}
{{?.removed}}
  {{.mutation}}: ({ input }: { readonly input: types.{{.name}}Input }): types.{{.name}}Mutation['{{.mutation}}'] => ({
    __typename: '{{.name}}Success',
    message: '',
    updatedFields: [],
    id: input.id,
{{?.returned}}
    result: null,
{{/.returned}}
    _meta: foreseen('{{type}}', 'DELETE'),
  }),
{{/.removed}}
{{/actions}}
} as const;
{{/foreseen}}
