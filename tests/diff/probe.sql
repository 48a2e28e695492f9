-- What the tests look at.
CREATE SCHEMA probe;

-- Every table by its oid, and every role: name, file, columns, where its rows lie, the rows in the order of their keys
CREATE FUNCTION probe.tables() RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  v_table REGCLASS;
  v_all JSONB := '{}';
  v_one JSONB;
BEGIN
  FOR v_table IN SELECT c.oid FROM pg_class c WHERE relnamespace::regnamespace::text IN ('crm', 'sales') AND relkind = 'r' LOOP
    EXECUTE format('SELECT jsonb_build_object(''rows'', coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.ctid), ''[]''),
      ''places'', coalesce(jsonb_agg(t.ctid ORDER BY t.ctid), ''[]'')) FROM %s t', v_table) INTO v_one;
    v_one := v_one || jsonb_build_object('name', v_table::text, 'file', pg_relation_filenode(v_table), 'columns', (
      SELECT jsonb_agg(attname) FROM pg_attribute WHERE attrelid = v_table AND attnum > 0 AND NOT attisdropped));
    v_all := v_all || jsonb_build_object(v_table::oid::text, v_one);
  END LOOP;
  -- Statements that name a role are lost with it.
  SELECT v_all || coalesce(jsonb_object_agg('role ' || rolname, '{"name": "", "rows": [], "places": [], "columns": [], "file": 0}'::JSONB), '{}')
  INTO v_all FROM pg_roles WHERE rolname !~ '^pg_';
  RETURN v_all;
END
$$;

-- What table views of crm hold that a refresh would change, and what it would make of it
CREATE FUNCTION probe.stale() RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  v_view TEXT;
  v_old JSONB;
  v_new JSONB;
  v_rows CONSTANT TEXT := 'SELECT coalesce(jsonb_agg(to_jsonb(t) - ''refreshed_at'' ORDER BY t.id), ''[]'') FROM crm.%I t';
  v_all JSONB := '[]';
BEGIN
  FOR v_view IN SELECT relname FROM pg_class WHERE relnamespace::regnamespace::text = 'crm' AND relkind = 'r' AND relname LIKE 'tv\_%' LOOP
    EXECUTE format(v_rows, v_view) INTO v_old;
    EXECUTE format('SELECT crm.%I()', 'refresh_' || v_view);
    EXECUTE format(v_rows, v_view) INTO v_new;
    IF v_old <> v_new THEN
      v_all := v_all || jsonb_build_array(v_old, v_new);
    END IF;
  END LOOP;
  RETURN v_all;
END
$$;

-- The error of statements that are undone in any case, or NULL
CREATE FUNCTION probe.attempt(p_sql TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE p_sql;
  RAISE 'it succeeds' USING ERRCODE = 'P0999';
EXCEPTION
  WHEN SQLSTATE 'P0999' THEN
    RETURN NULL;
  WHEN OTHERS THEN
    RETURN SQLERRM;
END
$$;

CREATE FUNCTION probe.catalogue() RETURNS JSONB LANGUAGE sql AS $$
  SELECT jsonb_agg(line ORDER BY line) FROM (
    SELECT concat_ws(' ', 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
      pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'c')
      AND c.relnamespace::regnamespace::text IN ('crm', 'sales', 'app')
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace::regnamespace::text IN ('crm', 'sales')
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname IN ('crm', 'sales')
    UNION ALL
    SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, qual) FROM pg_policies
    UNION ALL
    SELECT concat_ws(' ', 'table', oid::regclass, relkind, relrowsecurity, relforcerowsecurity, relacl::text) FROM pg_class
    WHERE relnamespace::regnamespace::text IN ('crm', 'sales') AND relkind IN ('r', 'S')) all_of_it
$$;

-- The same of all schemas that a project makes, and functions and comments
CREATE FUNCTION probe.everything() RETURNS JSONB LANGUAGE sql AS $$
  WITH s AS (SELECT oid FROM pg_namespace WHERE nspname IN ('app', 'crm', 'crm_x', 'sales', 'reference', 'public'))
  SELECT jsonb_agg(line ORDER BY line) FROM (
    SELECT concat_ws(' ', 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
      pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'c') AND c.relnamespace IN (SELECT oid FROM s)
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint'))
    FROM pg_constraint WHERE connamespace IN (SELECT oid FROM s)
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes JOIN s ON s.oid = schemaname::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, qual) FROM pg_policies
    UNION ALL
    SELECT concat_ws(' ', 'table', c.oid::regclass, relkind, relrowsecurity, relforcerowsecurity, relowner::regrole,
      ARRAY(SELECT a::text FROM unnest(relacl) a ORDER BY 1), obj_description(c.oid, 'pg_class'),
      obj_description(c.reltype, 'pg_type'))
    FROM pg_class c WHERE relnamespace IN (SELECT oid FROM s) AND relkind IN ('r', 'S', 'c')
    UNION ALL
    SELECT concat_ws(' ', 'function', proowner::regrole, ARRAY(SELECT a::text FROM unnest(proacl) a ORDER BY 1),
      obj_description(oid, 'pg_proc'), pg_get_functiondef(oid))
    FROM pg_proc WHERE pronamespace IN (SELECT oid FROM s) AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')) all_of_it
$$;
