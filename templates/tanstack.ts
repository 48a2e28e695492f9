// {{entity}}: hooks for TanStack Query
import * as react from '@tanstack/react-query';
import {
  {{one}}Document,
  {{many}}Document,
{{#actions}}
  {{.operation}}Document,
{{/actions}}
} from './{{stem}}.documents';
import type * as types from './{{stem}}.types';
import { {{?foreseen}}foresee, {{/foreseen}}{{?actions}}settle, {{/actions}}type Execute, {{?actions}}type MutationOptions, {{/actions}}type QueryOptions } from '../tanstack';
{{?actions}}
import type { Impact{{?patched}}, Patch{{/patched}} } from '../results';
{{/actions}}

export const {{word}}Keys = {
  {{query}}: (variables: types.{{one}}QueryVariables) => [{{'query'}}, variables] as const,
  {{list}}: (variables: types.{{many}}QueryVariables = {}) => [{{'list'}}, variables] as const,
} as const;

type OneKey = ReturnType<typeof {{word}}Keys.{{query}}>;
type ManyKey = ReturnType<typeof {{word}}Keys.{{list}}>;

export const {{word}}Options = (execute: Execute, variables: types.{{one}}QueryVariables) =>
  react.queryOptions({
    queryKey: {{word}}Keys.{{query}}(variables),
    queryFn: async (): Promise<types.{{type}} | null> => (await execute({{one}}Document, variables)).{{query}},
  });

export const {{words}}Options = (execute: Execute, variables: types.{{many}}QueryVariables = {}) =>
  react.queryOptions({
    queryKey: {{word}}Keys.{{list}}(variables),
    queryFn: async (): Promise<readonly types.{{type}}[]> => (await execute({{many}}Document, variables)).{{list}},
  });

export const use{{one}} = (
  execute: Execute,
  variables: types.{{one}}QueryVariables,
  options: QueryOptions<types.{{type}} | null, OneKey> = {},
) => react.useQuery({ ...{{word}}Options(execute, variables), ...options });

export const use{{many}} = (
  execute: Execute,
  variables: types.{{many}}QueryVariables = {},
  options: QueryOptions<readonly types.{{type}}[], ManyKey> = {},
) => react.useQuery({ ...{{words}}Options(execute, variables), ...options });
{{#actions}}

export const {{.word}}Impact: Impact = { {{.impact}} };
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.word}}Patch = (input: types.{{.name}}Input): Patch<types.{{type}}> => ({ {{.patch}} });
{{/.patch}}

export const use{{.operation}} = (
  execute: Execute,
  options: MutationOptions<types.{{.name}}Result, {{?.input}}types.{{.name}}Input{{:}}void{{/.input}}> = {},
) => {
  const client = react.useQueryClient();
  return react.useMutation({
    ...options,
    mutationKey: ['{{.mutation}}'],
{{?.patch}}
    mutationFn: async (input: types.{{.name}}Input): Promise<types.{{.name}}Result> =>
      foresee(client, {{'query'}}, {{'list'}}, {{.word}}Patch(input), async () => (await execute({{.operation}}Document, { input })).{{.mutation}}),
{{/.patch}}
{{?.removed}}
    mutationFn: async (input: types.{{.name}}Input): Promise<types.{{.name}}Result> =>
      foresee(client, {{'query'}}, {{'list'}}, { id: input.id }, async () => (await execute({{.operation}}Document, { input })).{{.mutation}}, true),
{{/.removed}}
{{?.plain}}
    mutationFn: async ({{?.input}}input: types.{{.name}}Input{{/.input}}): Promise<types.{{.name}}Result> =>
      (await execute({{.operation}}Document, { {{?.input}}input{{/.input}} })).{{.mutation}},
{{/.plain}}
    onSuccess: async (answer, ...rest) => {
      await settle(client, {{.word}}Impact, answer);
      await options.onSuccess?.(answer, ...rest);
    },
  });
};
{{/actions}}
