-- {{entity}}{{?code}} ({{code}}){{/code}}: table, checks, indexes, access

CREATE TABLE {{"schema"}}.{{"table"}} (
{{#columns}}
  {{.clause}},
{{/columns}}
  CONSTRAINT {{"primary_key"}} PRIMARY KEY ({{"key"}}),
  CONSTRAINT {{"id_key"}} UNIQUE (id){{?tenant_key}},
  {{tenant_key}}{{/tenant_key}}{{#checks}},
  {{.clause}}{{/checks}}
);
{{?indexes}}

{{#indexes}}
{{.sql}}
{{/indexes}}
{{/indexes}}
{{?policy}}

{{policy}}
{{/policy}}

GRANT SELECT ON {{"schema"}}.{{"table"}} TO {{"api_role"}};
GRANT SELECT, INSERT, UPDATE ON {{"schema"}}.{{"table"}} TO {{"action_role"}};
{{#joins}}

{{.sql}}
{{/joins}}
