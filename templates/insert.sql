INSERT INTO {{table}} AS t (
{{columns}})
VALUES (
{{values}}){{?ignore}}
ON CONFLICT DO NOTHING{{/ignore}}{{?keys}}
ON CONFLICT ({{keys}}) WHERE deleted_at IS NULL DO UPDATE SET{{#sets}}
  {{".column"}} = {{.value}},{{/sets}}
  updated_at = greatest(now(), t.created_at + INTERVAL '1 microsecond'),
  updated_by = {{user}}{{/keys}}{{?again}}
WHERE t.{{"key"}} = {{replaced}}.{{"key"}} OR {{again}}{{/again}}{{?into}}
RETURNING t.* INTO {{into}}{{/into}}{{?ids}}
RETURNING t.id{{/ids}}
