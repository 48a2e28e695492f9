-- {{entity}}{{?code}} ({{code}}){{/code}}: table, checks, indexes, access

CREATE TABLE {{"schema"}}.{{"table"}} (
{{#columns}}
  {{.clause}},
{{/columns}}
  CONSTRAINT {{"primary_key"}} PRIMARY KEY ({{"key"}}),
  CONSTRAINT {{"id_key"}} UNIQUE (id){{?tenant}},
  CONSTRAINT {{"tenant_key"}} UNIQUE (tenant_id, {{"key"}}){{/tenant}}{{#checks}},
  {{.clause}}{{/checks}}
);
{{?indexes}}

{{#indexes}}
{{.sql}}
{{/indexes}}
{{/indexes}}
{{?tenant}}

ALTER TABLE {{"schema"}}.{{"table"}} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {{"schema"}}.{{"table"}} FORCE ROW LEVEL SECURITY;
CREATE POLICY {{"policy"}} ON {{"schema"}}.{{"table"}} USING (tenant_id = (SELECT app.current_tenant()));
{{/tenant}}

GRANT SELECT ON {{"schema"}}.{{"table"}} TO {{"api_role"}};
GRANT SELECT, INSERT, UPDATE ON {{"schema"}}.{{"table"}} TO {{"action_role"}};
{{#joins}}

{{.sql}}
{{/joins}}
