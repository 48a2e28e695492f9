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
