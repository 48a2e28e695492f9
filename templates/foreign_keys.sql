-- {{entity}}: foreign keys
{{#tables}}

ALTER TABLE {{"schema"}}.{{".table"}}{{#.keys}}
  ADD {{.clause}}{{,}}{{/.keys}};
{{/tables}}
{{?unlinked}}

{{#unlinked}}
-- {{".table"}}.{{".column"}}: no constraint, since no file declares {{.target}}
{{/unlinked}}
{{/unlinked}}
