// {{entity}}: types of the API
import type * as api from '../api';
{{?composite}}
import type * as composite from '../composites';
{{/composite}}
{{#enums}}

export const {{.name}} = {
{{#.members}}
  {{.key}}: {{'.value'}},
{{/.members}}
} as const;
export type {{.name}} = {{.type}};
{{/enums}}

{{?doc}}{{doc}}{{/doc}}export interface {{type}} {
  readonly __typename: {{'type'}};
{{#fields}}
{{?.doc}}{{.doc}}{{/.doc}}  readonly {{.name}}: {{.type}};
{{/fields}}
}

{{?derived}}
export type {{type}}Where = api.Where<{{type}}>;
export type {{type}}OrderBy = api.OrderBy<{{type}}>;
{{:}}
/** What a list of them is narrowed to: rows for which all of it is so. */
export interface {{type}}Where {
{{#filters}}
  readonly {{.name}}?: api.{{.type}} | null;
{{/filters}}
  readonly AND?: readonly {{type}}Where[] | null;
  readonly OR?: readonly {{type}}Where[] | null;
  readonly NOT?: {{type}}Where | null;
}

export interface {{type}}OrderBy {
{{#orders}}
  readonly {{.name}}?: api.Direction | null;
{{/orders}}
}
{{/derived}}

export type {{query_type}}Query = { readonly {{query}}: {{type}} | null };
export type {{query_type}}QueryVariables = api.One;
export type {{list_type}}Query = { readonly {{list}}: readonly {{type}}[] };
export type {{list_type}}QueryVariables = api.Many<{{type}}Where, {{type}}OrderBy>;
{{#actions}}
{{?.inputs}}

export interface {{.name}}Input {
{{#.inputs}}
{{?.doc}}{{.doc}}{{/.doc}}  readonly {{.name}}{{?.optional}}?{{/.optional}}: {{.type}};
{{/.inputs}}
}
{{/.inputs}}

{{?.doc}}{{.doc}}{{/.doc}}export interface {{.name}}Success {
  readonly __typename: '{{.name}}Success';
  readonly message: string;
  readonly updatedFields: readonly {{.updated}}[];
{{?.row}}
  readonly {{.row}}: {{.row_type}};
{{/.row}}
{{?.returned}}
  readonly result: {{.name}}Returned | null;
{{/.returned}}
  readonly _meta: api.Meta;
}
{{?.returned}}

export interface {{.name}}Returned {
{{#.returned}}
  readonly {{.name}}: {{.type}};
{{/.returned}}
}
{{/.returned}}
export type {{.name}}ErrorCode = {{.codes}};
export type {{.name}}Error = api.Failed<'{{.name}}Error', {{.name}}ErrorCode>;
export type {{.name}}Result = {{.name}}Success | {{.name}}Error;
export type {{.name}}Mutation = { readonly {{.mutation}}: {{.name}}Result };
export type {{.name}}MutationVariables = {{?.inputs}}api.Variables<{{.name}}Input>{{:}}api.NoVariables{{/.inputs}};
{{/actions}}
