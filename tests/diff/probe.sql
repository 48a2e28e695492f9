-- What the tests look at.
CREATE SCHEMA probe;

-- Every table by its oid: name, file, columns, where its rows lie, the rows in the order of their keys
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
