UPDATE {{table}} t SET
{{#sets}}
  {{".column"}} = {{.value}},
{{/sets}}
  updated_at = now(),
  updated_by = {{user}}
WHERE {{where}}{{?into}}
RETURNING t.* INTO {{into}}{{/into}}{{?ids}}
RETURNING t.id{{/ids}}
