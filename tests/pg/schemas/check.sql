-- Schemas that are there already, and those that are shared unless said otherwise.
SELECT test.ok(test.col('public.tb_public_thing', 'tenant_id') = 'uuid not null', 'public is like any other');
SELECT test.ok(test.col('core.tb_core_thing', 'tenant_id') IS NULL AND test.col('app.tb_app_thing', 'tenant_id') IS NULL, 'core and app are shared');
SELECT test.ok(to_regprocedure('app.app_thing_pk(text)') IS NOT NULL, 'a helper in app');
SELECT test.ok((SELECT count(*) = 4 FROM pg_indexes WHERE indexname ~ '^idx_tb_public_thing_(mail|_host_app_thing)(_2)?$'),
  'the index of a key is called apart from that of a field, if it must be');
