-- Rows and calls of a random project. Prints one line for each thing that should not be: class, table, message.
\set QUIET on
CREATE TABLE test.found (what TEXT, relation TEXT, message TEXT);

CREATE FUNCTION test.try(p_relation TEXT, p_what TEXT, p_statement TEXT, p_fine TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE p_statement;
EXCEPTION WHEN OTHERS THEN
  IF SQLSTATE !~ p_fine THEN
    INSERT INTO test.found VALUES (p_what, p_relation, SQLSTATE || ' ' || SQLERRM || ' in ' || p_statement);
  END IF;
END
$$;

CREATE TABLE test.samples (type TEXT, value TEXT);
INSERT INTO test.samples VALUES
  ('text', 'a'), ('text', ''), ('text', 'A1 é'), ('character varying', 'a'), ('character', 'a'), ('integer', '1'), ('integer', '-1'), ('bigint', '1'),
  ('smallint', '1'), ('double precision', '1.5'), ('double precision', 'NaN'), ('numeric', '1.5'), ('numeric', '-1'), ('boolean', 'true'), ('date', '2026-01-31'),
  ('time without time zone', '12:00'), ('timestamp with time zone', '2026-01-31T12:00:00Z'), ('interval', '1 day'),
  ('uuid', '550e8400-e29b-41d4-a716-446655440000'), ('jsonb', '{}'), ('jsonb', '[1]'), ('jsonb', '"x"'), ('jsonb', 'null'), ('jsonb', '[{}]'), ('bytea', '\x00'), ('inet', '10.0.0.1'),
  ('macaddr', '08:00:2b:01:02:03'), ('point', '(1,2)');
INSERT INTO test.samples SELECT type || '[]', ARRAY[value]::TEXT FROM test.samples;
INSERT INTO test.samples SELECT type, '{NULL}' FROM test.samples WHERE type LIKE '%[]';
INSERT INTO test.samples SELECT type, '{}' FROM test.samples WHERE type LIKE '%[]';

CREATE VIEW test.col AS
  SELECT t.oid, a.attnum, a.attname, format_type(a.atttypid, NULL) AS type,
    a.attnotnull AND a.attidentity = '' AND NOT a.atthasdef AND a.attname <> 'tenant_id' AS needed
  FROM test.tab t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped;

-- A row of defaults, where nothing is required: of our own checks none may refuse it
SELECT test.try(t.oid::REGCLASS::TEXT, 'default', format('INSERT INTO %s %s', t.oid::REGCLASS,
    CASE WHEN t.tenant THEN '(tenant_id) VALUES (gen_random_uuid())' ELSE 'DEFAULT VALUES' END), '^(22012|22003|22008|22011|22023|54000)$')
FROM test.tab t WHERE NOT EXISTS (SELECT FROM test.col c WHERE c.oid = t.oid AND c.needed)
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.conname LIKE '%\_target');

-- Each column with some values of its type: the checks may refuse them, and must not break
SELECT test.try(t.oid::REGCLASS::TEXT, 'value', format('INSERT INTO %s (%I%s) VALUES (%L%s)', t.oid::REGCLASS, c.attname,
    CASE WHEN t.tenant THEN ', tenant_id' END, s.value, CASE WHEN t.tenant THEN ', gen_random_uuid()' END),
    '^(23...|22012|22003|22008|22011|22001|22023|54000)$')
FROM test.tab t JOIN test.col c ON c.oid = t.oid JOIN test.samples s ON s.type = c.type
WHERE c.attname NOT IN ('tenant_id', 'id')
  AND NOT EXISTS (SELECT FROM test.col o WHERE o.oid = t.oid AND o.needed AND o.attnum <> c.attnum);

-- Every row in its table view
SELECT test.try(v.oid::REGCLASS::TEXT, 'view', format('SELECT %I.%I()', v.nspname, 'refresh_' || v.relname), '^$') FROM test.viw v WHERE length(v.relname) < 55;

-- Each helper with values that find nothing
SELECT test.try(p.oid::REGPROCEDURE::TEXT, 'call', format('SELECT %I.%I(%s)', n.nspname, p.proname,
    (SELECT string_agg(format('%L::%s', CASE format_type(a, NULL) WHEN 'uuid' THEN gen_random_uuid()::TEXT WHEN 'text' THEN 'x' WHEN 'boolean' THEN 'true'
      WHEN 'integer' THEN '1' WHEN 'bigint' THEN '1' END, format_type(a, NULL)), ', ' ORDER BY i)
     FROM unnest(p.proargtypes) WITH ORDINALITY x (a, i))), '^P0001|^SQ')
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname IN (SELECT nspname FROM test.tab) AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  AND p.prorettype <> 'app.mutation_result'::REGTYPE;

-- Each action with payloads that nobody prepared: it answers, and knows what with
CREATE FUNCTION test.surprise(action TEXT, payload JSONB) RETURNS TEXT LANGUAGE plpgsql AS $body$
DECLARE
  v_status TEXT;
BEGIN
  EXECUTE format('SELECT (app.%I($1, $2, $3)).status', action) INTO v_status USING gen_random_uuid(), gen_random_uuid(), payload;
  IF v_status <> 'failed:unexpected_error' THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT string_agg(l.error_context::TEXT, ' ') FROM app.tb_mutation_audit_log l WHERE l.error_context ->> 'action' = action);
END
$body$;
INSERT INTO test.found (what, relation, message)
SELECT 'answer', p.proname, coalesce(s.payload::TEXT, 'NULL') || ': ' || a.surprise
FROM pg_proc p, (VALUES ('{}'::JSONB), (NULL), ('[]'), (jsonb_build_object('id', gen_random_uuid()))) s (payload),
  LATERAL (SELECT test.surprise(p.proname, s.payload)) a
WHERE p.pronamespace = 'app'::REGNAMESPACE AND p.proargnames[1] = 'auth_tenant_id' AND a.surprise IS NOT NULL;

\pset format unaligned
\pset tuples_only on
\o
SELECT 'FOUND ' || what || ' ' || relation || ': ' || message FROM test.found ORDER BY 1;
