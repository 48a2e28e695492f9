-- What holds in every project.
SELECT test.ok(count(*) > 0, 'there are tables') FROM test.tab;

-- Access
SELECT test.ok(bool_and(relrowsecurity AND relforcerowsecurity) IS NOT FALSE, 'row-level security, forced, on tables of tenants')
FROM test.tab WHERE tenant;
SELECT test.ok(count(*) = 0, 'no policy on shared tables')
FROM pg_policy p JOIN test.tab t ON t.oid = p.polrelid WHERE NOT t.tenant;
SELECT test.ok(count(*) = 0, 'PUBLIC executes ' || min(p.oid::REGPROCEDURE::TEXT))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
  aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
WHERE x.grantee = 0 AND n.nspname IN (SELECT nspname FROM test.tab UNION SELECT 'app')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e');

-- Table views: of the same tenants as their table, read by the API and written by actions, and refreshed as a whole
SELECT test.ok(bool_and(relrowsecurity AND relforcerowsecurity) IS NOT FALSE, 'row-level security, forced, on table views of tenants')
FROM test.viw WHERE tenant;
SELECT test.ok(count(*) = 0, 'a table view without its table: ' || min(v.oid::REGCLASS::TEXT))
FROM test.viw v WHERE NOT EXISTS (
  SELECT FROM test.tab t WHERE t.nspname = v.nspname AND t.relname = 'tb_' || substr(v.relname, 4) AND t.tenant = v.tenant);
SELECT test.ok(count(*) = 0, 'a constraint on a table view: ' || min(k.conname))
FROM pg_constraint k JOIN test.viw v ON v.oid = k.conrelid WHERE k.contype NOT IN ('p', 'u', 'n'); -- n: NOT NULL, since PostgreSQL 18
SELECT test.ok(count(*) = 0, 'who may do what with ' || min(v.oid::REGCLASS::TEXT))
FROM test.viw v WHERE (
  SELECT count(*) <> 5 OR bool_or(x.grantee = 0) FROM pg_class c, aclexplode(c.relacl) x
  WHERE c.oid = v.oid AND x.grantee <> c.relowner);
SELECT test.ok(count(*) = 0, 'no comment on ' || min(v.oid::REGCLASS || '.' || a.attname))
FROM test.viw v JOIN pg_attribute a ON a.attrelid = v.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND (
  col_description(v.oid, a.attnum) IS NULL OR obj_description(v.oid, 'pg_class') IS NULL);
DO $$
DECLARE
  v_view RECORD;
BEGIN
  FOR v_view IN SELECT * FROM test.viw v WHERE length(v.relname) < 55 LOOP
    EXECUTE format('SELECT %I.%I()', v_view.nspname, 'refresh_' || v_view.relname);
  END LOOP;
END
$$;

-- Keys (D1, D4, D11, D16)
SELECT test.ok(count(*) = 0, 'a foreign key between tenants without the tenant: ' || min(k.conname))
FROM pg_constraint k JOIN test.tab f ON f.oid = k.conrelid AND f.tenant JOIN test.tab t ON t.oid = k.confrelid AND t.tenant
WHERE k.contype = 'f' AND NOT EXISTS (
  SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'tenant_id' AND a.attnum = ANY (k.conkey));
SELECT test.ok(count(*) = 0, 'a foreign key without an index: ' || min(k.conname))
FROM pg_constraint k JOIN test.tab t ON t.oid = k.conrelid
WHERE k.contype = 'f' AND NOT EXISTS (
  SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indpred IS NULL
    AND i.indkey[0] = k.conkey[cardinality(k.conkey)]);
SELECT test.ok(count(*) = 0, 'the same foreign key twice: ' || min(a.conname))
FROM pg_constraint a JOIN pg_constraint b ON a.conrelid = b.conrelid AND a.conkey = b.conkey AND a.oid < b.oid
WHERE a.contype = 'f' AND b.contype = 'f';
SELECT test.ok(count(*) = 0, 'SET NULL would clear the tenant: ' || min(k.conname))
FROM pg_constraint k
WHERE k.contype = 'f' AND k.confdeltype = 'n' AND cardinality(k.conkey) > 1 AND cardinality(k.confdelsetcols) IS DISTINCT FROM 1;
SELECT test.ok(count(*) = 0, 'the same index twice: ' || min(a.indexrelid::REGCLASS::TEXT))
FROM pg_index a JOIN pg_index b ON a.indrelid = b.indrelid AND a.indkey = b.indkey AND a.indexrelid < b.indexrelid
  AND a.indclass = b.indclass AND a.indisunique = b.indisunique AND a.indpred IS NOT DISTINCT FROM b.indpred
JOIN test.tab t ON t.oid = a.indrelid;

-- Names of our own, never PostgreSQL's or cut ones
SELECT test.ok(count(*) = 0, 'a constraint that we did not name: ' || min(k.conname))
FROM pg_constraint k JOIN test.tab t ON t.oid = k.conrelid
WHERE k.contype <> 'n' AND k.conname !~ '^(tb_.*_(pkey|key|fkey)|chk_tb_.*)$';

-- Patterns tell letters' case (D15)
SELECT test.ok(count(*) = 0, 'a pattern that takes any case: ' || min(k.conname))
FROM pg_constraint k WHERE k.contype = 'c' AND pg_get_constraintdef(k.oid) ~ '[^~]~\*';
SELECT test.ok(count(*) = 0, 'a condition that is not immutable: ' || min(k.conname))
FROM pg_constraint k JOIN test.tab t ON t.oid = k.conrelid
JOIN pg_depend d ON d.classid = 'pg_constraint'::REGCLASS AND d.objid = k.oid AND d.refclassid = 'pg_proc'::REGCLASS
JOIN pg_proc p ON p.oid = d.refobjid
WHERE k.contype = 'c' AND p.provolatile <> 'i';

-- Comments (D16)
SELECT test.ok(count(*) = 0, 'no comment on ' || min(t.oid::REGCLASS || '.' || a.attname))
FROM test.tab t JOIN pg_attribute a ON a.attrelid = t.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND col_description(t.oid, a.attnum) IS NULL;
SELECT test.ok(count(*) = 0, 'no comment on ' || min(t.oid::REGCLASS::TEXT))
FROM test.tab t WHERE obj_description(t.oid, 'pg_class') IS NULL;

-- Helpers (D3, D6): there for every entity, and each body fits its table
SELECT test.ok(count(*) = 0, 'no helper of ' || min(t.oid::REGCLASS::TEXT))
FROM test.tab t, unnest('{pk,id,ref}'::TEXT[]) suffix
WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'pk_' || substr(t.relname, 4))
  AND NOT EXISTS (
    SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = t.nspname AND p.proname IN (substr(t.relname, 4) || '_' || suffix)
      AND p.pronargs = CASE suffix WHEN 'ref' THEN 2 ELSE 1 END + t.tenant::INTEGER)
  AND length(t.relname) < 50;

-- All its warnings; by position, since one parameter's name is misspelt in some versions. Another server than the
-- installed one (with-server) comes without plpgsql_check.
\getenv programs PG_PROGRAMS
\if :{?programs}
\else
CREATE EXTENSION plpgsql_check;
SELECT test.ok(count(*) = 0, 'plpgsql_check: ' || min(f.p || ': ' || f.message))
FROM (
  SELECT p.oid::REGPROCEDURE::TEXT AS p, c.message
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang,
    plpgsql_check_function_tb(p.oid::REGPROCEDURE, 0, true, true, true, true, true, false, NULL, NULL, 'app.mutation_result') c
  WHERE l.lanname = 'plpgsql' AND n.nspname IN (SELECT nspname FROM test.tab UNION SELECT 'app')
    AND c.message NOT LIKE 'unused parameter%'
) f;
\endif
