-- {{entity}}: input types and actions
{{?removed}}

-- What actions remove for good
{{#removed}}
GRANT DELETE ON {{.table}} TO {{"action_role"}};
{{/removed}}
{{/removed}}
{{#actions}}

-- {{.api}}
CREATE TYPE app.{{".input"}} AS (
{{#.inputs}}
  {{".name"}}{{.gap}}{{.type}}{{,}}
{{/.inputs}}
);

CREATE OR REPLACE FUNCTION {{"schema"}}.{{".api"}}(
  auth_tenant_id UUID, input_data app.{{".input"}}, input_payload JSONB, auth_user_id UUID)
RETURNS app.mutation_result
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $specql$
#variable_conflict {{.conflict}}
{{?.variables}}
DECLARE
{{#.variables}}
  {{.name}} {{.type}}{{?.value}} := {{.value}}{{/.value}};
{{/.variables}}
{{/.variables}}
BEGIN
{{.body}}END
$specql$;

CREATE OR REPLACE FUNCTION app.{{".api"}}(auth_tenant_id UUID, auth_user_id UUID, input_payload JSONB)
RETURNS app.mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET standard_conforming_strings = on SET datestyle = 'ISO, MDY' SET intervalstyle = postgres SET bytea_output = hex
SET extra_float_digits = 1
AS $specql$
DECLARE
  v_session UUID;
  v_detail TEXT;
  v_schema TEXT;
  v_table TEXT;
  v_column TEXT;
  v_constraint TEXT;
BEGIN
  v_session := app.enter_tenant(auth_tenant_id);
{{?.permission}}
  PERFORM app.validate({{.permission}},
    'security:permission_denied', 'Permission denied');
{{/.permission}}
  RETURN app.leave_tenant(v_session, {{"schema"}}.{{".api"}}(
    auth_tenant_id,
    {{.read_input}},
    input_payload,
    auth_user_id));
EXCEPTION
  WHEN transaction_rollback OR lock_not_available OR insufficient_resources THEN
    RAISE;
  WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL,
      v_schema = SCHEMA_NAME, v_table = TABLE_NAME, v_column = COLUMN_NAME, v_constraint = CONSTRAINT_NAME;
    RETURN app.fail(auth_tenant_id, auth_user_id, {{'type'}}, {{'.api'}}, input_payload,
      SQLSTATE, SQLERRM, v_detail, v_schema, v_table, v_column, v_constraint{{?.input_type}}, p_input => {{'.input_type'}}{{/.input_type}});
END
$specql$;

REVOKE EXECUTE ON FUNCTION {{"schema"}}.{{".api"}}(UUID, app.{{".input"}}, JSONB, UUID) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION app.{{".api"}}(UUID, UUID, JSONB) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{"schema"}}.{{".api"}}(UUID, app.{{".input"}}, JSONB, UUID) TO {{"action_role"}};
GRANT EXECUTE ON FUNCTION app.{{".api"}}(UUID, UUID, JSONB) TO {{"api_role"}};
ALTER FUNCTION app.{{".api"}}(UUID, UUID, JSONB) OWNER TO {{"action_role"}};
{{/actions}}
