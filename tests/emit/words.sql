-- What the calls are written in. A check that fails stops the run.
\set QUIET on
CREATE SCHEMA IF NOT EXISTS test;
GRANT USAGE ON SCHEMA test TO PUBLIC;

CREATE FUNCTION test.ok(name TEXT, holds BOOLEAN) RETURNS VOID LANGUAGE plpgsql AS $specql$
BEGIN
  IF holds IS NOT TRUE THEN
    RAISE EXCEPTION 'not ok: %', name;
  END IF;
END
$specql$;

-- An action's answer, and the fields that it names
CREATE FUNCTION test.answers(name TEXT, result app.mutation_result, status TEXT, fields TEXT[] DEFAULT '{}') RETURNS VOID
LANGUAGE plpgsql AS $specql$
BEGIN
  IF (result.status, result.updated_fields) IS DISTINCT FROM (status, fields) THEN
    RAISE EXCEPTION 'not ok: %: % % %', name, result.status, result.updated_fields, (
      SELECT l.error_context FROM app.tb_mutation_audit_log l ORDER BY l.created_at DESC, l.ctid DESC LIMIT 1);
  END IF;
END
$specql$;

-- A statement that must fail with this SQLSTATE
CREATE FUNCTION test.fails(name TEXT, statement TEXT, state TEXT) RETURNS VOID LANGUAGE plpgsql AS $specql$
BEGIN
  BEGIN
    EXECUTE statement;
  EXCEPTION
    WHEN OTHERS THEN
      PERFORM test.ok(name || ' (' || SQLSTATE || ')', SQLSTATE = state);
      RETURN;
  END;
  PERFORM test.ok(name, false);
END
$specql$;

\set A '''aaaaaaaa-0000-4000-8000-00000000000a'''
\set B '''bbbbbbbb-0000-4000-8000-00000000000b'''
\set user '''11111111-0000-4000-8000-000000000001'''
