// {{entity}}: what the database demands of inputs
{{?checked}}
import * as check from '../checks';
{{/checked}}
{{?composite}}
import * as composite from '../composites';
{{/composite}}

{{#unchecked}}
// Only the database checks the rule {{.name}}: {{.why}}.
{{/unchecked}}
{{?unchecked}}

{{/unchecked}}
/** What the columns demand: null, or the code that the database would refuse a value with. */
export const {{query}}Rules = {
{{#rules}}
  {{.name}}: {{.rule}},
{{/rules}}
} as const;
{{?checks}}

/** The rules of several fields and of its authors: true, false, or null, with which they hold too. */
export const {{query}}Checks = {
{{#checks}}
  {{.name}}: (r: check.Row): boolean | null => {{.js}},
{{/checks}}
} as const;
{{/checks}}
{{#actions}}

export const validate{{.name}}Input = /* @__PURE__ */ check.input({{query}}Rules, '{{.words}}'{{?.others}}, () => ({
{{#.own}}
  {{.name}}: {{.rule}},
{{/.own}}
}){{/.others}}{{?.checks}}, () => [
{{#.checks}}
  { holds: {{.holds}}, fields: [{{.fields}}], given: [{{.given}}], code: {{'.code'}} },
{{/.checks}}
]{{/.checks}});
{{/actions}}
