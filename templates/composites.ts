// Composites: values with members
import * as check from './checks';
import type * as api from './api';
{{#composites}}

export interface {{.name}} {
{{#.members}}
  readonly {{.name}}{{?.optional}}?{{/.optional}}: {{.type}}{{?.optional}} | null{{/.optional}};
{{/.members}}
}
export const is{{.name}} = (v: unknown): v is {{.name}} =>
  check.composite(v, {
{{#.members}}
    {{.name}}: { required: {{?.optional}}false{{:}}true{{/.optional}}, rule: {{.rule}} },
{{/.members}}
  }) === null;
{{/composites}}
