-- {{entity}}: helpers

CREATE OR REPLACE FUNCTION {{"schema"}}.{{"pk"}}(p_identifier TEXT{{?tenant}}, p_tenant_id UUID DEFAULT app.current_tenant(){{/tenant}})
RETURNS {{key_type}}
LANGUAGE sql STABLE PARALLEL SAFE
{{?identifier}}
RETURN coalesce((
  SELECT t.{{"key"}} FROM {{"schema"}}.{{"table"}} t
  WHERE t.id = app.to_uuid({{pk_of}}p_identifier){{?tenant}} AND t.tenant_id = {{pk_of}}p_tenant_id{{/tenant}} AND t.deleted_at IS NULL), (
  SELECT t.{{"key"}} FROM {{"schema"}}.{{"table"}} t
  WHERE t.identifier = {{pk_of}}p_identifier{{?tenant}} AND t.tenant_id = {{pk_of}}p_tenant_id{{/tenant}} AND t.deleted_at IS NULL));
{{:}}
RETURN (
  SELECT t.{{"key"}} FROM {{"schema"}}.{{"table"}} t
  WHERE t.id = app.to_uuid({{pk_of}}p_identifier){{?tenant}} AND t.tenant_id = {{pk_of}}p_tenant_id{{/tenant}} AND t.deleted_at IS NULL);
{{/identifier}}

CREATE OR REPLACE FUNCTION {{"schema"}}.{{"id"}}(p_pk {{key_type}}{{?tenant}}, p_tenant_id UUID DEFAULT app.current_tenant(){{/tenant}})
RETURNS UUID
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT t.id FROM {{"schema"}}.{{"table"}} t
  WHERE t.{{"key"}} = {{id_of}}p_pk{{?tenant}} AND t.tenant_id = {{id_of}}p_tenant_id{{/tenant}} AND t.deleted_at IS NULL);
{{?identifier}}

CREATE OR REPLACE FUNCTION {{"schema"}}.{{"identifier"}}(p_pk {{key_type}}{{?tenant}}, p_tenant_id UUID DEFAULT app.current_tenant(){{/tenant}})
RETURNS TEXT
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT t.identifier FROM {{"schema"}}.{{"table"}} t
  WHERE t.{{"key"}} = {{identifier_of}}p_pk{{?tenant}} AND t.tenant_id = {{identifier_of}}p_tenant_id{{/tenant}} AND t.deleted_at IS NULL);
{{/identifier}}

-- For actions that store a reference: the key, held against deletion until commit
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"ref"}}({{?tenant}}p_tenant_id UUID, {{/tenant}}p_id UUID, p_field TEXT)
RETURNS {{key_type}}
LANGUAGE plpgsql
AS $specql${{?shadowed}}
#variable_conflict use_variable{{/shadowed}}
DECLARE
  v_pk {{key_type}};
BEGIN
  SELECT t.{{"key"}} INTO v_pk FROM {{"schema"}}.{{"table"}} t
  WHERE t.id = p_id{{mine}} AND t.deleted_at IS NULL
  FOR KEY SHARE;
  IF v_pk IS NULL AND p_id IS NOT NULL THEN
    PERFORM app.reject('validation:reference_not_found', {{'not_found'}}, ARRAY[p_field]);
  END IF;
  RETURN v_pk;
END
$specql$;
{{?actions}}

-- For actions that change a row: the row, locked, live, and still the version the client saw
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"lock"}}(
  {{?tenant}}p_tenant_id UUID, {{/tenant}}p_id UUID, p_expected_version TIMESTAMPTZ, p_delete BOOLEAN DEFAULT false)
RETURNS {{"schema"}}.{{"table"}}
LANGUAGE plpgsql
AS $specql${{?shadowed}}
#variable_conflict use_variable{{/shadowed}}
DECLARE
  v_row {{"schema"}}.{{"table"}};
BEGIN
  IF p_delete THEN
    SELECT t.* INTO v_row FROM {{"schema"}}.{{"table"}} t
    WHERE t.id = p_id{{mine}}
    FOR UPDATE;
  ELSE
    SELECT t.* INTO v_row FROM {{"schema"}}.{{"table"}} t
    WHERE t.id = p_id{{mine}} AND t.deleted_at IS NULL
    FOR NO KEY UPDATE;
  END IF;

  IF v_row.id IS NULL THEN
    PERFORM app.reject('validation:reference_not_found', {{'not_found'}}, '{id}');
  ELSIF v_row.deleted_at IS NOT NULL THEN
    PERFORM app.reject('noop:already_deleted', {{'already_deleted'}});
  ELSIF v_row.updated_at <> p_expected_version THEN
    PERFORM app.reject('conflict:stale_version', {{'stale'}}, '{expected_version}',
      {{"schema"}}.{{"object"}}(v_row));
  END IF;
  RETURN v_row;
END
$specql$;

-- The fields in which two versions of a row differ; when there are none, the action is undone unless p_any is true
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"changes"}}(
  p_old {{"schema"}}.{{"table"}}, p_new {{"schema"}}.{{"table"}}, p_any BOOLEAN DEFAULT false)
RETURNS TEXT[]
LANGUAGE plpgsql STABLE
AS $specql$
DECLARE
  v_fields TEXT[] := {{?differs}}array_remove(ARRAY[{{#differences}}
    CASE WHEN {{.fresh}} IS DISTINCT FROM {{.old}} THEN {{'.field'}} END{{,}}{{/differences}}], NULL){{:}}ARRAY[]::TEXT[]{{/differs}};
BEGIN
  IF v_fields = '{}' AND NOT p_any THEN
    PERFORM app.reject('noop:no_changes', 'Nothing to change', v_fields, {{"schema"}}.{{"object"}}(p_old));
  END IF;
  RETURN v_fields;
END
$specql$;

-- What the API may see of a row
CREATE OR REPLACE FUNCTION {{"schema"}}.{{"object"}}(p_row {{"schema"}}.{{"table"}})
RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $specql$
BEGIN
  RETURN {{#parts}}jsonb_build_object({{#.pairs}}
    {{'.field'}}, {{.value}}{{,}}{{/.pairs}}){{?.more}} || {{/.more}}{{/parts}};
END
$specql$;
{{#lists}}

-- For actions that set {{.field}}: the row has these and no others afterwards; gives the field if that was a change
CREATE OR REPLACE FUNCTION {{"schema"}}.{{".set"}}({{?.tenant}}p_tenant_id UUID, {{/.tenant}}p_pk {{key_type}}, p_keys {{.type}}[])
RETURNS TEXT[]
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_keys {{.type}}[] := coalesce(array_remove(p_keys, NULL), '{}');
  v_changed BOOLEAN;
BEGIN
  WITH gone AS (
    DELETE FROM {{"schema"}}.{{".table"}} j
    WHERE j.{{".own"}} = p_pk{{?.tenant}} AND j.tenant_id = p_tenant_id{{/.tenant}} AND j.{{".target"}} <> ALL (v_keys)
    RETURNING 1),
  come AS (
    INSERT INTO {{"schema"}}.{{".table"}} ({{?.tenant}}tenant_id, {{/.tenant}}{{".own"}}, {{".target"}})
    SELECT {{?.tenant}}p_tenant_id, {{/.tenant}}p_pk, k.key FROM unnest(v_keys) k (key)
    ON CONFLICT DO NOTHING
    RETURNING 1)
  SELECT EXISTS (SELECT FROM gone) OR EXISTS (SELECT FROM come) INTO v_changed;
  RETURN CASE WHEN v_changed THEN ARRAY[{{'.field'}}] ELSE '{}' END;
END
$specql$;
{{/lists}}
{{/actions}}

REVOKE EXECUTE ON FUNCTION{{#functions}}
  {{"schema"}}.{{".name"}}({{.types}}){{,}}{{/functions}} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION{{#functions}}
  {{"schema"}}.{{".name"}}({{.types}}){{,}}{{/functions}} TO {{"action_role"}};
