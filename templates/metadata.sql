-- {{entity}}: annotations

COMMENT ON TABLE {{"schema"}}.{{"table"}} IS {{'text'}};
{{#columns}}
COMMENT ON COLUMN {{"schema"}}.{{"table"}}.{{".name"}} IS {{'.text'}};
{{/columns}}
{{#joins}}

COMMENT ON TABLE {{"schema"}}.{{".table"}} IS {{'.text'}};
{{#.columns}}
COMMENT ON COLUMN {{"schema"}}.{{".table"}}.{{".name"}} IS {{'.text'}};
{{/.columns}}
{{/joins}}
{{#views}}

COMMENT ON TABLE {{"schema"}}.{{".table"}} IS {{'.text'}};
{{#.columns}}
COMMENT ON COLUMN {{"schema"}}.{{".table"}}.{{".name"}} IS {{'.text'}};
{{/.columns}}
{{/views}}
{{?rules}}

{{#rules}}
COMMENT ON CONSTRAINT {{".name"}} ON {{"schema"}}.{{"table"}} IS {{'.text'}};
{{/rules}}
{{/rules}}
{{#actions}}

COMMENT ON TYPE app.{{".input"}} IS {{'.text'}};
{{#.inputs}}
COMMENT ON COLUMN app.{{".type"}}.{{".name"}} IS {{'.text'}};
{{/.inputs}}
COMMENT ON FUNCTION app.{{".api"}}(UUID, UUID, JSONB) IS {{'.mutation'}};
COMMENT ON FUNCTION {{"schema"}}.{{".api"}}(UUID, app.{{".input"}}, JSONB, UUID) IS {{'.core'}};
{{/actions}}
