-- {{field}}: one row per pair
CREATE TABLE {{"schema"}}.{{"table"}} (
{{#columns}}
  {{".name"}}{{.gap}}{{.type}} NOT NULL,
{{/columns}}
  CONSTRAINT {{"primary_key"}} PRIMARY KEY ({{"own"}}, {{"target"}})
);

CREATE INDEX {{"index"}} ON {{"schema"}}.{{"table"}} ({{"target"}});
{{?policy}}

{{policy}}
{{/policy}}

GRANT SELECT ON {{"schema"}}.{{"table"}} TO {{"api_role"}};
GRANT SELECT, INSERT, DELETE ON {{"schema"}}.{{"table"}} TO {{"action_role"}};