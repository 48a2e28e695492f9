// {{entity}}: what the database demands of inputs
{{?checked}}
import * as check from '../checks';
{{/checked}}
{{?composite}}
import * as composite from '../composites';
{{/composite}}

{{?unchecked}}
// Only the database checks the rules of several fields, and those of its authors: {{unchecked}}.

{{/unchecked}}
/** What the columns demand: null, or the code that the database would refuse a value with. */
export const {{query}}Rules = {
{{#rules}}
  {{.name}}: {{.rule}},
{{/rules}}
} as const;
{{#actions}}

export const validate{{.name}}Input: check.Validate = (input) =>
  check.input(input, {
{{#.inputs}}
    {{.name}}: {{?.sort}}check.{{.sort}}({{.rule}}){{:}}{{.rule}}{{/.sort}},
{{/.inputs}}
  });
{{/actions}}
