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
  {{.name}}: (v: unknown): check.Fault | null => {{.rule}},
{{/rules}}
} as const;
{{#actions}}

export const validate{{.name}}Input = (input: unknown): readonly check.Issue[] =>
  check.input(input, {
{{#.inputs}}
    {{.name}}: { required: {{?.required}}true{{:}}false{{/.required}}, nullable: {{?.nullable}}true{{:}}false{{/.nullable}}, rule: {{.rule}} },
{{/.inputs}}
  });
{{/actions}}
