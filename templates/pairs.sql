-- {{field}}: one row per pair
CREATE TABLE {{"schema"}}.{{"table"}} (
{{#columns}}
  {{".name"}}{{.gap}}{{.type}} NOT NULL,
{{/columns}}
  CONSTRAINT {{"primary_key"}} PRIMARY KEY ({{"own"}}, {{"target"}})
);

CREATE INDEX {{"index"}} ON {{"schema"}}.{{"table"}} ({{"target"}});
{{?tenant}}

ALTER TABLE {{"schema"}}.{{"table"}} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {{"schema"}}.{{"table"}} FORCE ROW LEVEL SECURITY;
CREATE POLICY {{"policy"}} ON {{"schema"}}.{{"table"}} USING (tenant_id = (SELECT app.current_tenant()));
{{/tenant}}

GRANT SELECT ON {{"schema"}}.{{"table"}} TO {{"api_role"}};
GRANT SELECT, INSERT, DELETE ON {{"schema"}}.{{"table"}} TO {{"action_role"}};