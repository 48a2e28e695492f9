-- What a loaded schema holds, in one line.
with own as (select oid from pg_namespace where nspname !~ '^(pg_|information_schema)')
select format('    PostgreSQL %s has %s tables, %s foreign keys, %s indexes, %s policies, %s functions, %s comments',
  current_setting('server_version_num')::int / 10000,
  (select count(*) from pg_class where relkind in ('r', 'p') and relnamespace in (select oid from own)),
  (select count(*) from pg_constraint where contype = 'f' and connamespace in (select oid from own)),
  (select count(*) from pg_class where relkind = 'i' and relnamespace in (select oid from own)),
  (select count(*) from pg_policy),
  (select count(*) from pg_proc where pronamespace in (select oid from own)),
  (select count(*) from pg_description d join pg_class c on c.oid = objoid where relnamespace in (select oid from own)));
