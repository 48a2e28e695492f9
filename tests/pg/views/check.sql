-- Table views: what they hold, what each refresh function does, and for whom.
\set A '''aaaaaaaa-0000-4000-8000-00000000000a'''
\set B '''bbbbbbbb-0000-4000-8000-00000000000b'''
INSERT INTO common.tb_country (pk_country, id, code, name) OVERRIDING SYSTEM VALUE VALUES
  (1, 'c0000000-0000-4000-8000-000000000001', 'FR', 'France'), (2, 'c0000000-0000-4000-8000-000000000002', 'DE', 'Germany');
INSERT INTO crm.tb_person (pk_person, id, tenant_id, first_name, email) OVERRIDING SYSTEM VALUE VALUES
  (1, 'd0000000-0000-4000-8000-000000000001', :A, 'Ada', 'ada@example.com'),
  (2, 'd0000000-0000-4000-8000-000000000002', :B, 'Bob', NULL);
INSERT INTO crm.tb_company (pk_company, id, tenant_id, name, rank, fk_country, fk_parent, fk_founder) OVERRIDING SYSTEM VALUE VALUES
  (1, 'e0000000-0000-4000-8000-000000000001', :A, 'Group', 1, 2, NULL, NULL),
  (2, 'e0000000-0000-4000-8000-000000000002', :A, 'O''Neill', 7, 1, 1, 1),
  (3, 'e0000000-0000-4000-8000-000000000003', :B, 'Theirs', 9, 1, NULL, 2);
INSERT INTO crm.tb_tag (pk_tag, id, tenant_id, slug, colour, fk_owner) OVERRIDING SYSTEM VALUE VALUES
  (1, 'f0000000-0000-4000-8000-000000000001', :A, 'hot', 'red', 1), (2, 'f0000000-0000-4000-8000-000000000002', :A, 'new', NULL, NULL);
INSERT INTO crm.tb_order_item (pk_order_item, id, tenant_id, identifier, "order", first_note, p_pk, price, day, at, codes, facts, data,
  fk_company, fk_owner_person, fk_owner_company, fk_previous, fk_tenant) OVERRIDING SYSTEM VALUE VALUES
  (5000000001, '10000000-0000-4000-8000-000000000001', :A, 'OI-1', 'first', 'n', 4, 9.5, '2026-01-31', '(1,2)', '{a,b}', '{"x": 1}', 'raw',
    2, 1, NULL, NULL, 1),
  (5000000002, '10000000-0000-4000-8000-000000000002', :A, 'OI-2', 'second', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, 2, 5000000001, NULL),
  (5000000003, '10000000-0000-4000-8000-000000000003', :B, NULL, 'theirs', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    3, 2, NULL, NULL, NULL);
INSERT INTO crm.tb_order_item_tags (tenant_id, fk_order_item, fk_tag) VALUES
  (:A, 5000000001, 2), (:A, 5000000001, 1), (:A, 5000000002, 2);
INSERT INTO crm.tb_note (pk_note, text, fk_country, fk_about) OVERRIDING SYSTEM VALUE VALUES (1, 'for all', 1, 2);

-- What one item shows
CREATE FUNCTION test.item(p_path TEXT[], p_pk BIGINT DEFAULT 5000000001) RETURNS JSONB LANGUAGE sql AS $$
  SELECT v.data #> p_path FROM crm.tv_order_item v WHERE v.pk_order_item = p_pk
$$;
-- What actions do: as their role, in a tenant
CREATE PROCEDURE test.act(p_tenant UUID, p_statement TEXT) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::TEXT, true);
  SET LOCAL ROLE app_action;
  EXECUTE p_statement;
  RESET ROLE;
END
$$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA test TO PUBLIC;

-- A view costs something, so there is one only where the block asks for it
SELECT test.ok(array_agg(v.oid::REGCLASS::TEXT ORDER BY v.oid::REGCLASS::TEXT)
  = '{common.tv_country,crm.tv_company,crm.tv_note,crm.tv_order_item}', 'the views') FROM test.viw v;

-- Types and names of the columns
SELECT test.ok(test.col('crm.tv_order_item', c) IS NOT DISTINCT FROM t, c || ': ' || coalesce(test.col('crm.tv_order_item', c), 'none'))
FROM (VALUES
  ('pk_order_item', 'bigint not null'), ('id', 'uuid not null'), ('tenant_id', 'uuid not null'),
  ('fk_company', 'integer'), ('company_id', 'uuid'), ('fk_owner_person', 'integer'), ('fk_owner_company', 'integer'), ('owner_id', 'uuid'),
  ('fk_previous', 'bigint'), ('previous_id', 'uuid'), ('group_id', 'uuid'), ('fk_tenant', 'integer'), ('ref_tenant_id', 'uuid'), ('tags_id', NULL),
  ('order', 'text'), ('first_note', 'text'), ('firstNote', NULL), ('price', 'double precision'), ('moment', 'timestamp with time zone'),
  ('at', 'point'), ('codes', 'text[]'), ('facts', 'jsonb'), ('payload', 'text'), ('country_code', 'text'), ('parent_country_id', 'uuid'),
  ('rank', 'bigint'), ('data', 'jsonb not null'), ('refreshed_at', 'timestamp with time zone not null = now()')) AS x (c, t);
SELECT test.ok(test.col('crm.tv_note', 'tenant_id') IS NULL AND test.col('crm.tv_note', 'country_id') = 'uuid'
  AND test.col('crm.tv_note', 'about_id') IS NULL AND test.col('crm.tv_note', 'fk_about') IS NULL, 'of a shared entity')
;
SELECT test.ok(pg_get_indexdef(format('crm.%I', i)::REGCLASS) LIKE '%' || d, i || ': ' || pg_get_indexdef(format('crm.%I', i)::REGCLASS))
FROM (VALUES
  ('idx_tv_order_item_tenant', 'btree (tenant_id, id)'), ('idx_tv_order_item__company_id', 'btree (tenant_id, company_id)'),
  ('idx_tv_order_item__fk_company', 'btree (fk_company)'), ('idx_tv_order_item_order', 'btree (tenant_id, "order")'),
  ('idx_tv_order_item_payload', 'gin (payload gin_trgm_ops)'), ('idx_tv_order_item__parent_name', 'gist (parent_name)'),
  ('idx_tv_order_item_at', 'gist (at)'), ('idx_tv_order_item_codes', 'gin (codes)'), ('idx_tv_order_item_data', 'gin (data)'),
  ('idx_tv_note__country_id', 'btree (country_id)')) AS x (i, d);

-- Self and batch: these rows and no others
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000001])');
SELECT test.ok(array_agg(pk_order_item) = '{5000000001}', 'one row') FROM crm.tv_order_item;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[NULL, 5000000002, 5000000003])');
SELECT test.ok(array_agg(pk_order_item ORDER BY pk_order_item) = '{5000000001,5000000002}', 'a batch; not of another tenant') FROM crm.tv_order_item;
CALL test.act(:B, 'SELECT crm.refresh_tv_order_item(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000001, 5000000003])');
SELECT test.ok(count(*) = 2, 'a tenant cannot have another''s rows refreshed') FROM crm.tv_order_item;

-- What is in it
SELECT test.ok(v.data - 'created_at' - 'updated_at' = '{
  "__typename": "OrderItem", "id": "10000000-0000-4000-8000-000000000001", "identifier": "OI-1",
  "order": "first", "first_note": "n", "p_pk": 4, "price": 9.5, "day": "2026-01-31", "at": "(1,2)", "codes": ["a", "b"], "facts": {"x": 1}, "data": "raw",
  "company": {"__typename": "Company", "id": "e0000000-0000-4000-8000-000000000002", "name": "O''Neill",
    "parent": {"__typename": "Company", "id": "e0000000-0000-4000-8000-000000000001"},
    "country": {"__typename": "Country", "id": "c0000000-0000-4000-8000-000000000001", "code": "FR", "name": "France"},
    "founder": {"__typename": "Person", "id": "d0000000-0000-4000-8000-000000000001", "first_name": "Ada"}},
  "owner": {"__typename": "Person", "id": "d0000000-0000-4000-8000-000000000001", "first_name": "Ada", "email": "ada@example.com"},
  "previous": null, "group": null,
  "tenant": {"__typename": "Person", "id": "d0000000-0000-4000-8000-000000000001"},
  "tags": [
    {"__typename": "Tag", "id": "f0000000-0000-4000-8000-000000000001", "slug": "hot", "colour": "red",
      "owner": {"__typename": "Person", "id": "d0000000-0000-4000-8000-000000000001", "email": "ada@example.com"}},
    {"__typename": "Tag", "id": "f0000000-0000-4000-8000-000000000002", "slug": "new", "colour": null, "owner": null}]}', v.data::TEXT)
FROM crm.tv_order_item v WHERE pk_order_item = 5000000001;
SELECT test.ok(v.data ? 'created_at' AND v.data ? 'updated_at' AND NOT v.data::TEXT ~ 'tenant_id|pk_|fk_', 'keys and tenants stay inside')
FROM crm.tv_order_item v WHERE pk_order_item = 5000000001;
SELECT test.ok((company_id, owner_id, previous_id, ref_tenant_id, "order", first_note, price, moment, codes, facts, payload, country_code, parent_name, parent_country_id, rank)
  IS NOT DISTINCT FROM ('e0000000-0000-4000-8000-000000000002'::UUID, 'd0000000-0000-4000-8000-000000000001'::UUID, NULL::UUID,
    'd0000000-0000-4000-8000-000000000001'::UUID, 'first', 'n', 9.5::FLOAT, '2026-01-31T00:00Z'::TIMESTAMPTZ, '{a,b}'::TEXT[], '{"x": 1}'::JSONB, 'raw',
    'FR', 'Group', 'c0000000-0000-4000-8000-000000000002'::UUID, 7::BIGINT), 'columns to filter by')
FROM crm.tv_order_item v WHERE pk_order_item = 5000000001;
-- One of several, with "*", refs and all; a row before it with a list of its own
SELECT test.ok(test.item('{owner}', 5000000002) = '{"__typename": "Company", "id": "e0000000-0000-4000-8000-000000000002", "name": "O''Neill", "rank": 7,
  "country": {"__typename": "Country", "id": "c0000000-0000-4000-8000-000000000001"},
  "parent": {"__typename": "Company", "id": "e0000000-0000-4000-8000-000000000001"},
  "founder": {"__typename": "Person", "id": "d0000000-0000-4000-8000-000000000001"}}', test.item('{owner}', 5000000002)::TEXT);
SELECT test.ok(test.item('{previous}', 5000000002) = '{"__typename": "OrderItem", "id": "10000000-0000-4000-8000-000000000001", "order": "first", "identifier": "OI-1",
  "tags": [{"__typename": "Tag", "id": "f0000000-0000-4000-8000-000000000001"}, {"__typename": "Tag", "id": "f0000000-0000-4000-8000-000000000002"}]}',
  test.item('{previous}', 5000000002)::TEXT);

-- All: of one tenant, of every tenant; a day after all that a time can be
UPDATE crm.tb_order_item SET day = '5874897-12-31' WHERE pk_order_item = 5000000003;
SELECT crm.refresh_tv_order_item(:B) \g /dev/null
SELECT test.ok(v.moment = 'infinity' AND v.data ->> 'day' = '5874897-12-31', v.moment::TEXT) FROM crm.tv_order_item v WHERE tenant_id = :B;
SELECT test.ok(v.data #>> '{company,name}' = 'Theirs' AND v.data ->> 'tags' = '[]', v.data::TEXT) FROM crm.tv_order_item v WHERE tenant_id = :B;
DELETE FROM crm.tv_order_item;
INSERT INTO crm.tv_order_item (pk_order_item, id, tenant_id, data) VALUES (77, gen_random_uuid(), :A, '{}');
SELECT crm.refresh_tv_order_item() \g /dev/null
SELECT test.ok(array_agg(pk_order_item ORDER BY pk_order_item) = '{5000000001,5000000002,5000000003}', 'all, and no row of nothing') FROM crm.tv_order_item;

-- A refresh writes only what differs, whatever the time zone of the session
UPDATE crm.tv_order_item SET refreshed_at = '2000-01-01';
SET timezone = 'Asia/Tokyo';
SELECT crm.refresh_tv_order_item() \g /dev/null
RESET timezone;
SELECT test.ok(count(*) = 3, 'nothing differs') FROM crm.tv_order_item WHERE refreshed_at = '2000-01-01';

-- Related: by each ref, near and far
UPDATE crm.tb_company SET name = 'New' WHERE pk_company = 2;
UPDATE common.tb_country SET name = 'Gallia' WHERE pk_country = 1;
UPDATE crm.tb_person SET email = 'new@example.com' WHERE pk_person = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_previous(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000001])');
SELECT test.ok(array_agg(pk_order_item ORDER BY pk_order_item) = '{5000000002}', 'the row that shows the first one') FROM crm.tv_order_item WHERE refreshed_at > '2000-01-01';
SELECT test.ok(test.item('{company,name}') = '"O''Neill"' AND test.item('{owner,name}', 5000000002) = '"New"', 'nothing else was refreshed');
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_company(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[2])');
SELECT test.ok(test.item('{company,name}') = '"New"', 'by a ref');
UPDATE common.tb_country SET name = 'Francia' WHERE pk_country = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_company__country(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[1, 2])');
SELECT test.ok(test.item('{company,country,name}') = '"Francia"', 'by a ref of a ref');
UPDATE crm.tb_person SET email = 'newer@example.com' WHERE pk_person = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_tags__owner(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[1])');
SELECT test.ok(test.item('{tags,0,owner,email}') = '"newer@example.com"', 'by a ref of those in a list');
UPDATE crm.tb_tag SET colour = 'green' WHERE pk_tag = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_tags(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[1])');
SELECT test.ok(test.item('{tags,0,colour}') = '"green"', 'by a list');
UPDATE crm.tb_company SET fk_country = NULL WHERE pk_company = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_company__parent(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[1])');
SELECT test.ok(parent_country_id IS NULL AND parent_name = 'Group', 'by a row that only a filter shows') FROM crm.tv_order_item WHERE pk_order_item = 5000000001;
UPDATE common.tb_country SET code = 'ES' WHERE pk_country = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_note_by_country(ARRAY[1])');
SELECT test.ok(data -> 'country' ->> 'code' = 'ES' AND NOT data ? 'about', 'a shared entity shows no tenant''s rows') FROM crm.tv_note;
CALL test.act(:A, 'SELECT common.refresh_tv_country(ARRAY[1])');
SELECT test.ok(data ->> 'code' = 'ES', 'forced, without a ref') FROM common.tv_country WHERE pk_country = 1;
CALL test.act(:A, 'SELECT crm.refresh_tv_company(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[1, 2])');
SELECT test.ok(data -> 'parent' = '{"__typename": "Company", "id": "e0000000-0000-4000-8000-000000000001"}', data::TEXT) FROM crm.tv_company WHERE pk_company = 2;

-- A deleted target is null, also when the ref was cleared; a deleted row vanishes; so does one that is no more
UPDATE crm.tb_company SET deleted_at = now() WHERE pk_company = 2;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_company(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[2])');
SELECT test.ok(data -> 'company' = 'null' AND company_id IS NULL AND fk_company = 2 AND country_code IS NULL, 'a deleted target')
FROM crm.tv_order_item WHERE pk_order_item = 5000000001;
UPDATE crm.tb_company SET deleted_at = NULL WHERE pk_company = 2;
SELECT crm.refresh_tv_order_item(:A) \g /dev/null
UPDATE crm.tb_order_item SET fk_company = NULL WHERE pk_order_item = 5000000001;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_company(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[2])');
SELECT test.ok(data -> 'company' = 'null' AND fk_company IS NULL, 'a ref that was cleared') FROM crm.tv_order_item WHERE pk_order_item = 5000000001;
UPDATE crm.tb_order_item SET deleted_at = now() WHERE pk_order_item = 5000000001;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000001])');
SELECT test.ok(count(*) = 0, 'a deleted row') FROM crm.tv_order_item WHERE pk_order_item = 5000000001;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item_by_previous(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000001])');
SELECT test.ok(test.item('{previous}', 5000000002) = 'null', 'a ref to a deleted row');
UPDATE crm.tb_order_item SET deleted_at = NULL WHERE pk_order_item = 5000000001;
SELECT crm.refresh_tv_order_item() \g /dev/null
DELETE FROM crm.tb_order_item_tags WHERE fk_order_item = 5000000002;
UPDATE crm.tb_order_item SET fk_previous = NULL;
DELETE FROM crm.tb_order_item WHERE pk_order_item = 5000000002;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item(''aaaaaaaa-0000-4000-8000-00000000000a'', ARRAY[5000000002])');
SELECT test.ok(array_agg(pk_order_item ORDER BY pk_order_item) = '{5000000001,5000000003}', 'a row that is no more') FROM crm.tv_order_item;

-- Who sees and does what
SET ROLE app_api;
SELECT test.ok(count(*) = 0, 'without a tenant nothing is seen') FROM crm.tv_order_item;
SELECT set_config('app.tenant_id', :B, false) \g /dev/null
SELECT test.ok(array_agg(pk_order_item) = '{5000000003}', 'a tenant sees his own') FROM crm.tv_order_item;
SELECT test.ok(count(*) = 1, 'shared rows are seen by all') FROM crm.tv_note;
SELECT test.refuses('42501', 'DELETE FROM crm.tv_note');
SELECT test.refuses('42501', 'SELECT crm.refresh_tv_note()');
SELECT test.refuses('42501', 'SELECT crm.refresh_tv_order_item()');
RESET ROLE;
RESET app.tenant_id;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item()');
SELECT test.ok(count(*) = 2, 'a role under row-level security refreshes its tenant''s rows only') FROM crm.tv_order_item;

-- Two that change different parts of one row: the second waits for the first and sees what it did
CREATE EXTENSION dblink;
SELECT test.ok(dblink_connect(n, format('host=%s dbname=%s user=postgres', split_part(current_setting('unix_socket_directories'), ',', 1), current_database()))
  = 'OK', n) FROM unnest('{one,two}'::TEXT[]) n;
UPDATE crm.tb_order_item SET fk_company = 2 WHERE pk_order_item = 5000000001;
CALL test.act(:A, 'SELECT crm.refresh_tv_order_item()');
SELECT dblink_exec('one', $$BEGIN; UPDATE crm.tb_order_item SET "order" = 'changed' WHERE pk_order_item = 5000000001$$) \g /dev/null
SELECT dblink_exec('two', $$BEGIN; UPDATE crm.tb_company SET name = 'Changed' WHERE pk_company = 2$$) \g /dev/null
SELECT dblink_send_query('two', $$SELECT crm.refresh_tv_order_item_by_company('aaaaaaaa-0000-4000-8000-00000000000a', ARRAY[2])$$) \g /dev/null
SELECT pg_sleep(0.2) \g /dev/null
SELECT test.ok(dblink_is_busy('two') = 1, 'the second waits');
SELECT * FROM dblink('one', $$SELECT crm.refresh_tv_order_item('aaaaaaaa-0000-4000-8000-00000000000a', ARRAY[5000000001])$$) AS x (x TEXT) \g /dev/null
SELECT dblink_exec('one', 'COMMIT') \g /dev/null
SELECT * FROM dblink_get_result('two') AS x (x TEXT) \g /dev/null
SELECT * FROM dblink_get_result('two') AS x (x TEXT) \g /dev/null
SELECT dblink_exec('two', 'COMMIT') \g /dev/null
SELECT test.ok(test.item('{order}') = '"changed"' AND test.item('{company,name}') = '"Changed"', 'nothing is lost');

-- Actions: each scope, in the caller's tenant
DELETE FROM crm.tv_order_item;
DELETE FROM crm.tv_company;
SET ROLE app_api;
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.rename_company(:A, gen_random_uuid(), '{"id": "e0000000-0000-4000-8000-000000000001", "name": "Holding"}') r;
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.rename_company(:A, gen_random_uuid(), '{"id": "e0000000-0000-4000-8000-000000000002", "name": "Renamed"}') r;
RESET ROLE;
SELECT test.ok(count(*) = 2 AND bool_and(tenant_id = :A), 'self, and those that have it as their parent') FROM crm.tv_company;
SELECT test.ok(array_agg(pk_order_item) = '{5000000001}' AND test.item('{company,name}') = '"Renamed"' AND min(parent_name) = 'Holding', 'related')
FROM crm.tv_order_item;
DELETE FROM crm.tv_company;
INSERT INTO crm.tb_company (pk_company, id, tenant_id, name) OVERRIDING SYSTEM VALUE VALUES (9, 'e0000000-0000-4000-8000-000000000009', :A, 'Third');
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.move_item(:A, gen_random_uuid(),
  '{"id": "10000000-0000-4000-8000-000000000001", "company_id": "e0000000-0000-4000-8000-000000000009"}') r;
SELECT test.ok(array_agg(pk_company ORDER BY pk_company) = '{2,9}', 'propagate: old and new') FROM crm.tv_company;
SELECT test.ok(test.item('{company,name}') = '"Third"', 'self of a key of BIGINT');
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.note_all(:A, gen_random_uuid(), '{"note": "seen"}') r;
SELECT test.ok(count(*) FILTER (WHERE first_note = 'seen') = 1, 'batch') FROM crm.tv_order_item;
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.rename_country(:A, gen_random_uuid(), '{"id": "c0000000-0000-4000-8000-000000000001", "name": "Iberia"}') r;
SELECT test.ok(data #>> '{owner,name}' IS NULL AND count(*) = 1, 'rows of a shared entity are shown by those of the caller''s tenant')
FROM crm.tv_order_item WHERE tenant_id = :A GROUP BY data;
SELECT test.ok(r.status = 'success', r::TEXT) FROM app.delete_company(:A, gen_random_uuid(), '{"id": "e0000000-0000-4000-8000-000000000009"}') r;
SELECT test.ok(count(*) = 0, 'a company that was deleted, and what that did to its items') FROM crm.tv_company WHERE pk_company = 9;
SELECT test.ok(count(*) = 0, 'deleted with its company') FROM crm.tv_order_item WHERE pk_order_item = 5000000001;
-- A failure undoes the refresh too
SELECT test.ok(r.status <> 'success', r::TEXT) FROM app.rename_company(:B, gen_random_uuid(), '{"id": "e0000000-0000-4000-8000-000000000002", "name": "Stolen"}') r;
SELECT test.ok(data ->> 'name' = 'Renamed', 'another tenant''s') FROM crm.tv_company WHERE pk_company = 2;
