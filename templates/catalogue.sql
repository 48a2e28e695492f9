-- What a database holds, one property a row: kind, schema, table, name, property, value
WITH ns AS MATERIALIZED (
  SELECT n.oid, n.nspname::TEXT AS schema, n.nspacl AS acl, n.nspowner AS owner FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::REGCLASS AND d.objid = n.oid AND d.deptype = 'e')),
rel AS MATERIALIZED (
  SELECT c.oid, ns.schema, c.relname::TEXT AS name, c.relkind AS kind, c.relpersistence AS persistence, c.reltype AS type, c.relowner AS owner, c.relacl AS acl, c.reloptions AS options,
    c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
    CASE WHEN c.relkind IN ('r', 'p', 'f') THEN 'table' WHEN c.relkind IN ('v', 'm') THEN 'view'
      WHEN c.relkind = 'S' THEN 'sequence' ELSE 'type' END AS word
  FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::REGCLASS AND d.objid = c.oid
      AND (d.deptype = 'e' OR (c.relkind = 'S' AND d.deptype IN ('a', 'i'))))),
fun AS MATERIALIZED (
  SELECT p.*, ns.schema, p.proname || '(' || oidvectortypes(p.proargtypes) || ')' AS name FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::REGCLASS AND d.objid = p.oid AND d.deptype IN ('e', 'i'))),
acls (class, oid, owner, acl) AS (
  SELECT 'n', ns.oid, ns.owner, coalesce(ns.acl, acldefault('n', ns.owner)) FROM ns
  UNION ALL
  SELECT 'r', rel.oid, rel.owner, coalesce(rel.acl, acldefault(CASE rel.kind WHEN 'S' THEN 's'::"char" ELSE 'r' END, rel.owner)) FROM rel
  WHERE rel.kind <> 'c'
  UNION ALL
  SELECT 'f', fun.oid, fun.proowner, coalesce(fun.proacl, acldefault('f', fun.proowner)) FROM fun),
grants (class, oid, text) AS MATERIALIZED (
  SELECT g.class, g.oid, string_agg(g.text, '; ' ORDER BY g.text COLLATE "C")
  FROM (
    SELECT a.class, a.oid, coalesce(r.rolname, 'PUBLIC') || ': '
        || string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END, ', '
          ORDER BY x.privilege_type COLLATE "C") AS text
    FROM acls a, aclexplode(a.acl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
    WHERE x.grantee <> a.owner
    GROUP BY a.class, a.oid, r.rolname, x.grantee) g
  GROUP BY g.class, g.oid)

SELECT 'schema', ns.schema, '', ns.schema, v.* FROM ns LEFT JOIN grants g ON g.class = 'n' AND g.oid = ns.oid,
  LATERAL (VALUES ('', ''), ('grants', coalesce(g.text, ''))) v (property, value)

UNION ALL
SELECT 'role', '', '', r.rolname::TEXT, v.* FROM pg_roles r,
  LATERAL (VALUES ('', ''), ('bypass of row-level security', CASE WHEN r.rolsuper OR r.rolbypassrls THEN 'yes' ELSE 'no' END),
    ('rights of the role of the actions', CASE WHEN r.rolname <> {{'action_role'}} THEN CASE WHEN NOT r.rolsuper AND EXISTS (
      SELECT FROM pg_roles a WHERE a.rolname = {{'action_role'}} AND pg_has_role(r.oid, a.oid, 'MEMBER')) THEN 'yes' ELSE 'no' END END),
    -- Before PostgreSQL 16, who makes roles may become any that is no superuser.
    ('rights of a role over all tables', CASE WHEN NOT r.rolsuper AND EXISTS (
      SELECT FROM pg_roles a WHERE ((a.rolsuper OR a.rolbypassrls) AND a.oid <> r.oid OR a.rolreplication
          OR a.rolcreaterole AND current_setting('server_version_num')::INTEGER < 160000
          OR a.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
        AND pg_has_role(r.oid, a.oid, 'MEMBER')) THEN 'yes' ELSE 'no' END),
    -- Who owns a table takes its row-level security away, and who owns a schema what is in it.
    ('rights of the owner of a table', CASE WHEN r.rolname <> {{'action_role'}} THEN CASE WHEN NOT r.rolsuper AND EXISTS (
      SELECT FROM (SELECT owner FROM rel WHERE word = 'table' UNION SELECT owner FROM ns WHERE ns.schema <> 'public') o
      WHERE pg_has_role(r.oid, o.owner, 'MEMBER')) THEN 'yes' ELSE 'no' END END)) v (property, value)
WHERE r.rolname IN ({{'api_role'}}, {{'action_role'}}) AND v.value IS NOT NULL

UNION ALL
SELECT 'extension', '', '', e.extname::TEXT, '', '' FROM pg_extension e

UNION ALL
SELECT rel.word, rel.schema, '', rel.name, v.* FROM rel LEFT JOIN grants g ON g.class = 'r' AND g.oid = rel.oid,
  LATERAL (VALUES
    ('', ''),
    ('comment', coalesce(CASE WHEN rel.kind = 'c' THEN obj_description(rel.type, 'pg_type') ELSE obj_description(rel.oid, 'pg_class') END, '')),
    ('grants', coalesce(g.text, '')),
    ('row-level security', CASE WHEN rel.word = 'table' THEN
      CASE WHEN rel.secured AND rel.forced THEN 'enabled and forced' WHEN rel.secured THEN 'enabled, not forced'
        WHEN rel.forced THEN 'forced, not enabled' ELSE 'disabled' END END),
    ('definition', CASE rel.word WHEN 'view' THEN pg_get_viewdef(rel.oid) WHEN 'sequence' THEN (
      SELECT concat_ws(' ', format_type(s.seqtypid, NULL), 'from', s.seqstart, 'by', s.seqincrement, 'within', s.seqmin, 'and', s.seqmax,
        CASE WHEN s.seqcycle THEN 'again and again' END) FROM pg_sequence s WHERE s.seqrelid = rel.oid) END),
    ('options', CASE WHEN rel.kind = 'v' THEN coalesce(array_to_string(rel.options, ', '), '') WHEN rel.word IN ('table', 'sequence') THEN
      concat_ws(', ', CASE rel.kind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' END, CASE WHEN rel.persistence = 'u' THEN 'unlogged' END) END),
    ('rules', CASE WHEN rel.word = 'table' THEN coalesce((SELECT string_agg(w.rulename, ', ' ORDER BY w.rulename) FROM pg_rewrite w WHERE w.ev_class = rel.oid), '') END),
    -- Partitions come and go.
    ('inheritance', CASE WHEN rel.kind = 'r' THEN concat_ws('; ',
      (SELECT 'of ' || string_agg(i.inhparent::REGCLASS::TEXT, ', ' ORDER BY i.inhseqno) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent AND c.relkind = 'r'
        WHERE i.inhrelid = rel.oid),
      (SELECT 'to ' || string_agg(i.inhrelid::REGCLASS::TEXT, ', ' ORDER BY i.inhrelid::REGCLASS::TEXT COLLATE "C") FROM pg_inherits i
        WHERE i.inhparent = rel.oid)) END)) v (property, value)
WHERE v.value IS NOT NULL

UNION ALL
SELECT CASE WHEN rel.kind = 'c' THEN 'attribute' ELSE 'column' END, rel.schema, rel.name, a.attname::TEXT, v.*
FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = rel.oid AND d.adnum = a.attnum
-- There are such constraints from PostgreSQL 18 on.
LEFT JOIN pg_constraint n ON n.conrelid = rel.oid AND n.contype = 'n' AND n.conkey[1] = a.attnum AND NOT n.convalidated,
  LATERAL (VALUES
    ('', ''),
    ('type', format_type(a.atttypid, a.atttypmod)),
    ('comment', coalesce(col_description(rel.oid, a.attnum), '')),
    ('NOT NULL', CASE WHEN rel.kind = 'c' THEN NULL WHEN n.oid IS NOT NULL THEN 'not valid' WHEN a.attnotnull THEN 'yes' ELSE 'no' END),
    ('default', CASE WHEN rel.kind = 'c' THEN NULL ELSE coalesce(pg_get_expr(d.adbin, d.adrelid), '') END),
    ('identity', CASE WHEN rel.kind = 'c' THEN NULL WHEN a.attgenerated <> '' THEN 'computed' WHEN a.attidentity = 'a' THEN 'always'
      WHEN a.attidentity = 'd' THEN 'by default' ELSE '' END),
    ('collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::REGCOLLATION::TEXT ELSE '' END),
    ('grants', CASE WHEN rel.kind = 'c' THEN NULL WHEN a.attacl IS NULL THEN '' ELSE coalesce((
      SELECT string_agg(g.text, '; ' ORDER BY g.text COLLATE "C")
      FROM (SELECT coalesce(r.rolname, 'PUBLIC') || ': ' || string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END,
          ', ' ORDER BY x.privilege_type COLLATE "C") AS text
        FROM aclexplode(a.attacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE x.grantee <> rel.owner GROUP BY r.rolname, x.grantee) g), '') END)) v (property, value)
WHERE rel.kind IN ('r', 'p', 'f', 'c') AND v.value IS NOT NULL

UNION ALL
SELECT 'constraint', rel.schema, rel.name, c.conname::TEXT, v.*
FROM rel JOIN pg_constraint c ON c.conrelid = rel.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x'),
  LATERAL (VALUES
    ('', ''),
    ('kind', CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key' WHEN 'c' THEN 'check' ELSE 'exclusion' END),
    ('columns', CASE WHEN c.contype <> 'c' THEN (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k (num, n)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) END),
    ('condition', CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) END),
    ('definition', CASE WHEN c.contype = 'x' THEN pg_get_constraintdef(c.oid) END),
    ('target', CASE WHEN c.contype = 'f' THEN (SELECT n.nspname || '.' || r.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.n) || ')'
      FROM unnest(c.confkey) WITH ORDINALITY k (num, n) JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num
      JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace GROUP BY n.nspname, r.relname) END),
    ('ON DELETE', CASE WHEN c.contype = 'f' THEN
      CASE c.confdeltype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' ELSE 'no action' END
        || coalesce((SELECT ' (' || string_agg(a.attname, ', ' ORDER BY k.n) || ')' FROM unnest(c.confdelsetcols) WITH ORDINALITY k (num, n)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num), '') END),
    ('options', concat_ws(', ', CASE WHEN NOT c.convalidated THEN 'not valid' END, CASE WHEN c.condeferrable THEN 'deferrable' END,
      CASE WHEN c.condeferred THEN 'initially deferred' END, CASE WHEN c.contype = 'c' AND c.connoinherit THEN 'no inherit' END,
      CASE WHEN c.contype = 'u' AND (SELECT i.indnullsnotdistinct FROM pg_index i WHERE i.indexrelid = c.conindid) THEN 'nulls not distinct' END,
      CASE WHEN c.contype = 'f' AND c.confupdtype <> 'a' THEN 'on update ' || c.confupdtype::TEXT END,
      CASE WHEN c.contype = 'f' AND c.confmatchtype <> 's' THEN 'match full' END,
      CASE WHEN EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled IN ('D', 'R')) THEN 'its triggers are disabled' END)),
    ('comment', coalesce(obj_description(c.oid, 'pg_constraint'), ''))) v (property, value)
WHERE v.value IS NOT NULL

UNION ALL
SELECT 'index', rel.schema, rel.name, c.relname::TEXT, v.*
FROM rel JOIN pg_index i ON i.indrelid = rel.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam,
  LATERAL (VALUES
    ('', ''),
    ('method', m.amname::TEXT),
    ('uniqueness', CASE WHEN i.indisunique THEN 'yes' ELSE 'no' END),
    ('columns', (SELECT string_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, k.n::INTEGER, true)), ', ' ORDER BY k.n)
      FROM unnest(i.indkey) WITH ORDINALITY k (num, n) LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num AND k.num > 0)),
    ('operators', coalesce((SELECT string_agg(o.opcname, ', ' ORDER BY k.n) FROM unnest(i.indclass) WITH ORDINALITY k (oid, n)
      JOIN pg_opclass o ON o.oid = k.oid AND NOT o.opcdefault), '')),
    ('condition', coalesce(pg_get_expr(i.indpred, i.indrelid), '')),
    ('options', concat_ws(', ', CASE WHEN NOT i.indisvalid THEN 'invalid' END, CASE WHEN i.indnatts <> i.indnkeyatts THEN 'includes columns' END,
      CASE WHEN i.indnullsnotdistinct THEN 'nulls not distinct' END,
      CASE WHEN EXISTS (SELECT FROM unnest(i.indoption) o WHERE o <> 0) THEN 'order ' || i.indoption::TEXT END,
      (SELECT 'collation ' || string_agg(k.oid::REGCOLLATION::TEXT, ', ' ORDER BY k.n) FROM unnest(i.indcollation) WITH ORDINALITY k (oid, n)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n - 1] AND a.attnum > 0
        WHERE k.oid NOT IN (0, coalesce(a.attcollation, '"default"'::REGCOLLATION))))),
    ('comment', coalesce(obj_description(c.oid, 'pg_class'), ''))) v (property, value)
WHERE NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))

UNION ALL
SELECT 'policy', rel.schema, rel.name, p.polname::TEXT, v.*
FROM rel JOIN pg_policy p ON p.polrelid = rel.oid,
  LATERAL (VALUES
    ('', ''),
    ('command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END),
    ('kind', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END),
    ('roles', (SELECT string_agg(coalesce(r.rolname, 'PUBLIC'), ', ' ORDER BY r.rolname COLLATE "C") FROM unnest(p.polroles) x LEFT JOIN pg_roles r ON r.oid = x)),
    ('USING', coalesce(pg_get_expr(p.polqual, p.polrelid), '')),
    ('WITH CHECK', coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))) v (property, value)

UNION ALL
SELECT 'trigger', rel.schema, rel.name, t.tgname::TEXT, v.*
FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid AND NOT t.tgisinternal,
  LATERAL (VALUES ('', ''), ('definition', pg_get_triggerdef(t.oid)), ('state', CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled on replicas only'
    WHEN 'A' THEN 'enabled on replicas too' ELSE 'enabled' END)) v (property, value)

UNION ALL
SELECT 'function', f.schema, '', f.name, v.*
FROM fun f JOIN pg_language l ON l.oid = f.prolang JOIN pg_roles r ON r.oid = f.proowner LEFT JOIN grants g ON g.class = 'f' AND g.oid = f.oid,
  LATERAL (VALUES
    ('', ''),
    ('result', pg_get_function_result(f.oid)),
    ('parameters', coalesce(array_to_string(f.proargnames, ', ', '?'), '')),
    ('defaults', coalesce(pg_get_expr(f.proargdefaults, 0), '')),
    ('security', CASE WHEN f.prosecdef THEN 'definer' ELSE 'invoker' END),
    ('owner', CASE WHEN f.prosecdef THEN r.rolname::TEXT END),
    ('settings', coalesce(array_to_string(f.proconfig, '; '), '')),
    ('language', l.lanname::TEXT),
    ('volatility', CASE f.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END),
    ('options', concat_ws(', ', CASE WHEN f.prokind <> 'f' THEN 'kind ' || f.prokind::TEXT END, CASE WHEN f.proisstrict THEN 'strict' END, CASE WHEN f.proleakproof THEN 'leakproof' END,
      CASE f.proparallel WHEN 's' THEN 'parallel safe' WHEN 'r' THEN 'parallel restricted' END)),
    ('grants', coalesce(g.text, '')),
    ('comment', coalesce(obj_description(f.oid, 'pg_proc'), '')),
    ('body', coalesce(CASE WHEN f.prokind IN ('f', 'p') THEN pg_get_function_sqlbody(f.oid) END, f.prosrc))) v (property, value)
WHERE v.value IS NOT NULL

UNION ALL
SELECT 'type', ns.schema, '', t.typname::TEXT, v.*
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace,
  LATERAL (VALUES
    ('', ''),
    ('comment', coalesce(obj_description(t.oid, 'pg_type'), '')),
    ('definition', CASE WHEN t.typtype = 'e' THEN (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
      WHEN t.typtype = 'r' THEN (SELECT 'range of ' || format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid)
      ELSE concat_ws(' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || t.typdefault, (SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY c.conname)
        FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c')) END)) v (property, value)
WHERE t.typtype IN ('e', 'd', 'r') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::REGCLASS AND d.objid = t.oid AND d.deptype = 'e');
