-- What the checks are written in. A check that fails stops the run.
\set QUIET on
CREATE SCHEMA IF NOT EXISTS test;
GRANT USAGE ON SCHEMA test TO PUBLIC;

CREATE FUNCTION test.ok(p_holds BOOLEAN, p_what TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  IF p_holds IS NOT TRUE THEN
    RAISE EXCEPTION 'not ok: %', p_what;
  END IF;
END
$$;

-- A statement that must work; what it did stays
CREATE FUNCTION test.takes(p_statement TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE p_statement;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION 'refused with % (%): %', SQLSTATE, SQLERRM, p_statement;
END
$$;

-- A statement that must fail with this SQLSTATE, and if given by this constraint
CREATE FUNCTION test.refuses(p_state TEXT, p_statement TEXT, p_constraint TEXT DEFAULT NULL) RETURNS VOID
LANGUAGE plpgsql AS $$
DECLARE
  v_constraint TEXT;
BEGIN
  BEGIN
    EXECUTE p_statement;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
    -- What RESTRICT refuses has a state of its own since PostgreSQL 18
    IF replace(SQLSTATE, '23001', '23503') <> p_state OR v_constraint <> p_constraint THEN
      RAISE EXCEPTION '% by "%" instead of %: %', SQLSTATE, v_constraint, p_state, p_statement;
    END IF;
    RETURN;
  END;
  RAISE EXCEPTION 'accepted: %', p_statement;
END
$$;

-- Type, NOT NULL and default of a column as one text
CREATE FUNCTION test.col(p_table TEXT, p_column TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || coalesce(' = ' || pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = p_table::REGCLASS AND a.attname = p_column AND NOT a.attisdropped
$$;

-- Tables that we made, but the foundation's own: we grant something on every one, a hand-written one has no grants
CREATE VIEW test.tab AS
  SELECT c.oid, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS tenant
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relname LIKE 'tb\_%' AND n.nspname <> 'app' AND c.relacl IS NOT NULL;

-- Table views
CREATE VIEW test.viw AS
  SELECT c.oid, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS tenant
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relname LIKE 'tv\_%' AND n.nspname <> 'app' AND c.relacl IS NOT NULL;
