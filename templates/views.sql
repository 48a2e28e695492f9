-- {{entity}}: table view

-- Made from the tables by refresh_tv_ functions only. A foreign key would check what they just read, and stand in the way of a delete.
CREATE TABLE {{"schema"}}.{{"view"}} (
{{#columns}}
  {{".name"}}{{.gap}}{{.type}}{{?.required}} NOT NULL{{/.required}}{{?.value}} DEFAULT {{.value}}{{/.value}},
{{/columns}}
  CONSTRAINT {{"primary_key"}} PRIMARY KEY ({{"key"}}),
  CONSTRAINT {{"id_key"}} UNIQUE (id)
);

{{#indexes}}
CREATE INDEX {{".name"}} ON {{"schema"}}.{{"view"}} {{?.method}}USING {{.method}} {{/.method}}({{.columns}});
{{/indexes}}
{{?tenant}}

ALTER TABLE {{"schema"}}.{{"view"}} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {{"schema"}}.{{"view"}} FORCE ROW LEVEL SECURITY;
CREATE POLICY {{"policy"}} ON {{"schema"}}.{{"view"}} USING (tenant_id = (SELECT app.current_tenant()));
{{/tenant}}

GRANT SELECT ON {{"schema"}}.{{"view"}} TO {{"api_role"}};
GRANT SELECT, INSERT, UPDATE, DELETE ON {{"schema"}}.{{"view"}} TO {{"action_role"}};

-- The rows of these keys, locked first: whoever comes second sees what the first one changed. So are rows that they did not
-- show yet: who changes such a row does not know yet that these show it.
-- What is stored does not depend on the time zone and the formats of the session
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"refresh"}}({{?tenant}}p_tenant_id UUID, {{/tenant}}p_pk {{key_type}}[])
RETURNS VOID
LANGUAGE plpgsql
SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = postgres SET bytea_output = hex SET extra_float_digits = 1
SET plan_cache_mode = force_custom_plan SET enable_seqscan = on
AS $specql$
#variable_conflict use_variable
BEGIN
  -- To plan for a few keys takes longer than to find them: that is done once, and by indexes, however small the tables are then
  IF cardinality(p_pk) <= 100 THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
  END IF;

  PERFORM FROM {{"schema"}}.{{"table"}} b
  WHERE b.{{"key"}} = ANY (p_pk){{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}}
  ORDER BY b.{{"key"}}
  FOR NO KEY UPDATE;
{{#bys}}

  PERFORM FROM {{"schema"}}.{{"table"}} b{{#.steps}}
  JOIN {{.table}} ON {{.condition}}{{/.steps}}
  JOIN {{.other}} ON {{.is}}
  WHERE b.{{"key"}} = ANY (p_pk){{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}} AND b.deleted_at IS NULL AND NOT EXISTS (
    SELECT FROM {{"schema"}}.{{"view"}} v
    WHERE v.{{"key"}} = b.{{"key"}} AND {{.known}})
  ORDER BY {{.alias}}.{{".key"}}
  FOR SHARE OF {{.alias}};
{{/bys}}

  DELETE FROM {{"schema"}}.{{"view"}} v
  WHERE v.{{"key"}} = ANY (p_pk){{?tenant}} AND v.tenant_id = p_tenant_id{{/tenant}} AND NOT EXISTS (
    SELECT FROM {{"schema"}}.{{"table"}} b
    WHERE b.{{"key"}} = v.{{"key"}}{{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}} AND b.deleted_at IS NULL);

  INSERT INTO {{"schema"}}.{{"view"}} AS v ({{#values}}
    {{".name"}}{{,}}{{/values}})
  SELECT{{#values}}
    {{.value}}{{,}}{{/values}}
  FROM {{"schema"}}.{{"table"}} b{{#joins}}
  LEFT JOIN {{.table}} ON {{.condition}}{{/joins}}
  WHERE b.{{"key"}} = ANY (p_pk){{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}} AND b.deleted_at IS NULL
  ON CONFLICT ({{"key"}}) DO UPDATE SET{{#changes}}
    {{".name"}} = excluded.{{".name"}},{{/changes}}
    refreshed_at = now()
  WHERE ({{#changes}}
    v.{{".name"}}{{.cast}}{{,}}{{/changes}}) IS DISTINCT FROM ({{#changes}}
    excluded.{{".name"}}{{.cast}}{{,}}{{/changes}});
END
$specql$;

{{?tenant}}
-- All rows of a tenant; without one, of every tenant that the role may see
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"refresh"}}(p_tenant_id UUID DEFAULT NULL)
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
#variable_conflict use_variable
DECLARE
  v_tenant_id UUID;
BEGIN
  FOR v_tenant_id IN
    SELECT b.tenant_id FROM {{"schema"}}.{{"table"}} b WHERE p_tenant_id IS NULL OR b.tenant_id = p_tenant_id
    UNION
    SELECT v.tenant_id FROM {{"schema"}}.{{"view"}} v WHERE p_tenant_id IS NULL OR v.tenant_id = p_tenant_id
  LOOP
    PERFORM {{"schema"}}.{{"refresh"}}(v_tenant_id, ARRAY(
      SELECT b.{{"key"}} FROM {{"schema"}}.{{"table"}} b WHERE b.tenant_id = v_tenant_id AND b.deleted_at IS NULL
      UNION
      SELECT v.{{"key"}} FROM {{"schema"}}.{{"view"}} v WHERE v.tenant_id = v_tenant_id));
  END LOOP;
END
$specql$;
{{:}}
-- All rows
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"refresh"}}()
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
BEGIN
  PERFORM {{"schema"}}.{{"refresh"}}(ARRAY(
    SELECT b.{{"key"}} FROM {{"schema"}}.{{"table"}} b WHERE b.deleted_at IS NULL
    UNION
    SELECT v.{{"key"}} FROM {{"schema"}}.{{"view"}} v));
END
$specql$;
{{/tenant}}
{{#bys}}

-- The rows that show these keys as {{.path}}
CREATE OR REPLACE FUNCTION {{"schema"}}.{{".function"}}({{?tenant}}p_tenant_id UUID, {{/tenant}}p_pk {{.key_type}}[])
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
#variable_conflict use_variable
BEGIN
{{#.helds}}
  -- They may lead to another row now, and the view does not tell which one it showed
  PERFORM FROM {{"schema"}}.{{"table"}} b{{.joins}}
  WHERE {{.column}} = ANY (p_pk){{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}} AND b.deleted_at IS NULL
  ORDER BY {{.alias}}.{{".key"}}
  FOR SHARE OF {{.alias}};

{{/.helds}}
  PERFORM {{"schema"}}.{{"refresh"}}({{?tenant}}p_tenant_id, {{/tenant}}ARRAY(
    SELECT b.{{"key"}} FROM {{"schema"}}.{{"table"}} b{{#.steps}}
    JOIN {{.table}} ON {{.condition}}{{/.steps}}
    WHERE {{.column}} = ANY (p_pk){{?tenant}} AND b.tenant_id = p_tenant_id{{/tenant}}{{?.was}}
    UNION
    SELECT v.{{"key"}} FROM {{"schema"}}.{{"view"}} v
    WHERE v.{{".was"}} = ANY (p_pk){{?tenant}} AND v.tenant_id = p_tenant_id{{/tenant}}{{/.was}}));
END
$specql$;
{{/bys}}

REVOKE EXECUTE ON FUNCTION{{#functions}}
  {{"schema"}}.{{".name"}}({{.types}}){{,}}{{/functions}} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION{{#functions}}
  {{"schema"}}.{{".name"}}({{.types}}){{,}}{{/functions}} TO {{"action_role"}};
