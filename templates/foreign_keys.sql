-- {{entity}}: foreign keys
{{#tables}}

ALTER TABLE {{"schema"}}.{{".table"}}{{#.keys}}
  ADD CONSTRAINT {{".name"}} FOREIGN KEY ({{?.tenant}}tenant_id, {{/.tenant}}{{".column"}})
    REFERENCES {{".schema"}}.{{".table"}} ({{?.tenant}}tenant_id, {{/.tenant}}{{".key"}}) ON DELETE {{.rule}}{{?.some}} ({{".column"}}){{/.some}}{{,}}{{/.keys}};
{{/tables}}
{{?unlinked}}

{{#unlinked}}
-- {{".table"}}.{{".column"}}: no constraint, since no file declares {{.target}}
{{/unlinked}}
{{/unlinked}}
