// {{entity}}: hooks for TanStack Query
import { queryOptions, {{?actions}}useMutation, {{/actions}}useQuery{{?actions}}, useQueryClient{{/actions}} } from '@tanstack/react-query';
import {
  {{one}}Document,
  {{many}}Document,
{{#actions}}
  {{.name}}Document,
{{/actions}}
} from './{{stem}}.documents';
import type {
  {{type}},
  {{one}}QueryVariables,
  {{many}}QueryVariables,
{{#actions}}
{{?.input}}
  {{.name}}Input,
{{/.input}}
  {{.name}}Result,
{{/actions}}
} from './{{stem}}.types';
import { {{?patched}}foresee, {{/patched}}{{?actions}}settle, {{/actions}}type Execute, {{?actions}}type MutationOptions, {{/actions}}type QueryOptions } from '../tanstack';
{{?actions}}
import type { Impact{{?patched}}, Patch{{/patched}} } from '../results';
{{/actions}}

export const {{query}}Keys = {
  {{query}}: (variables: {{one}}QueryVariables) => [{{'query'}}, variables] as const,
  {{list}}: (variables: {{many}}QueryVariables = {}) => [{{'list'}}, variables] as const,
} as const;

type OneKey = ReturnType<typeof {{query}}Keys.{{query}}>;
type ManyKey = ReturnType<typeof {{query}}Keys.{{list}}>;

export const {{query}}Options = (execute: Execute, variables: {{one}}QueryVariables) =>
  queryOptions({
    queryKey: {{query}}Keys.{{query}}(variables),
    queryFn: async (): Promise<{{type}} | null> => (await execute({{one}}Document, variables)).{{query}},
  });

export const {{list}}Options = (execute: Execute, variables: {{many}}QueryVariables = {}) =>
  queryOptions({
    queryKey: {{query}}Keys.{{list}}(variables),
    queryFn: async (): Promise<readonly {{type}}[]> => (await execute({{many}}Document, variables)).{{list}},
  });

export const use{{one}} = (
  execute: Execute,
  variables: {{one}}QueryVariables,
  options: QueryOptions<{{type}} | null, OneKey> = {},
) => useQuery({ ...{{query}}Options(execute, variables), ...options });

export const use{{many}} = (
  execute: Execute,
  variables: {{many}}QueryVariables = {},
  options: QueryOptions<readonly {{type}}[], ManyKey> = {},
) => useQuery({ ...{{list}}Options(execute, variables), ...options });
{{#actions}}

export const {{.mutation}}Impact: Impact = { {{.impact}} };
{{?.patch}}

/** The row as it will be if the action succeeds, whatever is stored. */
const {{.mutation}}Patch = (input: {{.name}}Input): Patch<{{type}}> => ({ {{.patch}} });
{{/.patch}}

export const use{{.name}} = (
  execute: Execute,
  options: MutationOptions<{{.name}}Result, {{?.input}}{{.name}}Input{{:}}void{{/.input}}> = {},
) => {
  const client = useQueryClient();
  return useMutation({
    ...options,
    mutationKey: ['{{.mutation}}'],
{{?.patch}}
    mutationFn: async (input: {{.name}}Input): Promise<{{.name}}Result> =>
      foresee(client, {{'query'}}, {{'list'}}, {{.mutation}}Patch(input), async () => (await execute({{.name}}Document, { input })).{{.mutation}}),
{{:}}
    mutationFn: async ({{?.input}}input: {{.name}}Input{{/.input}}): Promise<{{.name}}Result> =>
      (await execute({{.name}}Document, { {{?.input}}input{{/.input}} })).{{.mutation}},
{{/.patch}}
    onSuccess: async (answer, ...rest) => {
      await settle(client, {{.mutation}}Impact, answer);
      await options.onSuccess?.(answer, ...rest);
    },
  });
};
{{/actions}}
