-- Tenants, keys, delete rules, refs to several targets, lists of refs, helpers.
\set A '''aaaaaaaa-0000-4000-8000-00000000000a'''
\set B '''bbbbbbbb-0000-4000-8000-00000000000b'''
\set x '''cccccccc-0000-4000-8000-000000000001'''
\set y '''cccccccc-0000-4000-8000-000000000002'''
INSERT INTO common.tb_country (code) VALUES ('FR'), ('DE');
INSERT INTO crm.tb_company (pk_company, tenant_id, id, name, fk_country) OVERRIDING SYSTEM VALUE
VALUES (1, :A, :x, 'Ours', 1), (2, :A, :y, 'Also ours', NULL), (3, :B, gen_random_uuid(), 'Theirs', 1);
INSERT INTO crm.tb_contact (pk_contact, tenant_id, email, fk_company) VALUES
  (1, :A, 'a@example.com', 1), (2, :B, 'b@example.com', 3);
ALTER TABLE crm.tb_company ALTER pk_company RESTART 1000;
ALTER TABLE crm.tb_contact ALTER pk_contact RESTART 1000;
ALTER TABLE blog.tb_author ALTER pk_author RESTART 1000;
ALTER TABLE blog.tb_post ALTER pk_post RESTART 1000;

-- D1, D4, D5: every ref has its own column and its constraint, to the table of its target in that one's schema
SELECT test.ok(array_agg(format('%s %s %s', a.attname, k.confrelid::REGCLASS, k.confdeltype) ORDER BY a.attnum)
  = '{"fk_parent crm.tb_company n","fk_country common.tb_country r","fk_founder crm.tb_contact c"}', 'the keys of Company')
FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[cardinality(k.conkey)]
WHERE k.conrelid = 'crm.tb_company'::REGCLASS AND k.contype = 'f';
-- D2: one result type
SELECT test.ok(count(*) = 1, 'one type mutation_result') FROM pg_type WHERE typname = 'mutation_result';
-- D3, D6: the helpers' signatures, with and without a tenant, and of a name of two words
SELECT test.ok(to_regprocedure(f) IS NOT NULL, 'no function ' || f) FROM unnest('{
  "common.country_pk(text)","common.country_id(integer)","common.country_ref(uuid,text)",
  "crm.company_pk(text,uuid)","crm.order_item_pk(text,uuid)","crm.order_item_id(bigint,uuid)",
  "blog.author_identifier(integer,uuid)"}'::TEXT[]) f;
-- D7, D17: what the author said arrives as he said it, and words of SQL are names like any other
SELECT test.ok(obj_description('crm.tb_company'::REGCLASS) = E'A company; it''s "quoted".\n\nSecond paragraph with $specql$ and /* a star.\n\n@fraiseql:type\ntrinity: true', 'the description')
;
SELECT test.ok(c."order" = 1 AND c.mood = 'it''s fine', 'defaults of a column called order and of a value with a quote')
FROM crm.tb_contact c WHERE c.pk_contact = 1;
-- D8, D12: tests/errors/action-twice, entity-twice. D9: every project is loaded into an empty database. D10: plpgsql_check in every.sql
-- D13, D14, D15: ../types
-- D11, D16: every.sql

-- Keys stay within the tenant
SELECT test.refuses('23503', 'UPDATE crm.tb_contact SET fk_company = 3 WHERE pk_contact = 1', 'tb_contact_company_fkey');
SELECT test.refuses('23503', 'UPDATE crm.tb_company SET fk_parent = 3 WHERE pk_company = 1', 'tb_company_parent_fkey');
SELECT test.takes('UPDATE crm.tb_company SET fk_parent = 2 WHERE pk_company = 1');
SELECT test.takes('UPDATE common.tb_country SET fk_home = 3 WHERE pk_country = 2');
SELECT test.refuses('23502', 'INSERT INTO crm.tb_company (name) VALUES (''nobody'')');

-- What the API role sees
SET ROLE app_api;
SELECT test.ok(count(*) = 0, 'without a tenant nothing is seen') FROM crm.tb_company;
SELECT test.ok(count(*) = 2, 'shared rows are seen by all') FROM common.tb_country;
SELECT set_config('app.tenant_id', :A, false) \g /dev/null
SELECT test.ok(count(*) = 2 AND bool_and(tenant_id = :A), 'a tenant sees his own') FROM crm.tb_company;
SELECT test.refuses('42501', 'INSERT INTO crm.tb_company (tenant_id, name) VALUES (gen_random_uuid(), ''x'')');
RESET app.tenant_id;
BEGIN;
SET LOCAL app.tenant_id = 'aaaaaaaa-0000-4000-8000-00000000000a';
SELECT test.ok(count(*) = 1, 'a setting for one transaction') FROM crm.tb_contact;
COMMIT;
SELECT test.ok(count(*) = 0, 'after it the setting is empty, and nothing is seen') FROM crm.tb_contact;
RESET ROLE;
SET ROLE app_action;
SELECT set_config('app.tenant_id', :A, false) \g /dev/null
SELECT test.refuses('42501', 'INSERT INTO crm.tb_company (tenant_id, name) VALUES (''bbbbbbbb-0000-4000-8000-00000000000b'', ''x'')');
SELECT test.takes('INSERT INTO crm.tb_company (pk_company, tenant_id, name) VALUES (90, ''aaaaaaaa-0000-4000-8000-00000000000a'', ''x'')');
SELECT test.refuses('42501', 'DELETE FROM crm.tb_company WHERE pk_company = 90');
RESET app.tenant_id;
RESET ROLE;
DELETE FROM crm.tb_company WHERE pk_company = 90;

-- Unique per tenant, among live rows
SELECT test.refuses('23505', 'INSERT INTO crm.tb_contact (tenant_id, email) SELECT tenant_id, email FROM crm.tb_contact WHERE pk_contact = 1', 'tb_contact_email_key');
SELECT test.takes('INSERT INTO crm.tb_contact (pk_contact, tenant_id, email) VALUES (3, ''bbbbbbbb-0000-4000-8000-00000000000b'', ''a@example.com'')');
SELECT test.takes('UPDATE crm.tb_contact SET deleted_at = now() WHERE pk_contact = 3');
SELECT test.takes('INSERT INTO crm.tb_contact (pk_contact, tenant_id, email) VALUES (4, ''bbbbbbbb-0000-4000-8000-00000000000b'', ''a@example.com'')');

-- ON DELETE: restrict unless said otherwise; set_null leaves the tenant; cascade
SELECT test.refuses('23503', 'DELETE FROM crm.tb_company WHERE pk_company = 1', 'tb_contact_company_fkey');
SELECT test.takes('UPDATE crm.tb_contact SET fk_employer = 2 WHERE pk_contact = 1');
SELECT test.takes('DELETE FROM crm.tb_company WHERE pk_company = 2');
SELECT test.ok(fk_parent IS NULL AND tenant_id = :A, 'set_null clears the key only') FROM crm.tb_company WHERE pk_company = 1;
SELECT test.ok(NOT EXISTS (SELECT FROM crm.tb_contact WHERE pk_contact = 1), 'cascade takes the row along');

-- One of several targets
INSERT INTO blog.tb_author (pk_author, tenant_id, id, identifier, name) VALUES (1, :A, :y, 'ada', 'Ada'), (2, :B, gen_random_uuid(), 'ada', 'Other Ada');
SELECT test.refuses('23514', 'INSERT INTO blog.tb_post (tenant_id, title) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', ''x'')', 'chk_tb_post_owner_target');
SELECT test.refuses('23514', 'INSERT INTO blog.tb_post (tenant_id, title, fk_owner_author, fk_owner_company) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', ''x'', 1, 1)', 'chk_tb_post_owner_target');
SELECT test.refuses('23503', 'INSERT INTO blog.tb_post (tenant_id, title, fk_owner_author) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', ''x'', 2)', 'tb_post_owner_author_fkey');
SELECT test.takes('INSERT INTO blog.tb_post (pk_post, tenant_id, title, fk_owner_author, spot) VALUES (1, ''aaaaaaaa-0000-4000-8000-00000000000a'', ''one'', 1, ''(1,2)'')');
SELECT test.takes('INSERT INTO blog.tb_post (pk_post, tenant_id, title, fk_owner_company) VALUES (2, ''aaaaaaaa-0000-4000-8000-00000000000a'', ''two'', 1)');
SELECT test.refuses('23514', 'UPDATE blog.tb_post SET fk_reviewer_author = 1, fk_reviewer_company = 1', 'chk_tb_post_reviewer_target');

-- Lists of refs
INSERT INTO blog.tb_tag (pk_tag, tenant_id, name) VALUES (1, :A, 'red'), (2, :B, 'blue');
SELECT test.takes('INSERT INTO blog.tb_post_tags (tenant_id, fk_post, fk_tag) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', 1, 1)');
SELECT test.refuses('23505', 'INSERT INTO blog.tb_post_tags SELECT * FROM blog.tb_post_tags', 'tb_post_tags_pkey');
SELECT test.refuses('23503', 'INSERT INTO blog.tb_post_tags (tenant_id, fk_post, fk_tag) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', 1, 2)', 'tb_post_tags_tag_fkey');
SELECT test.refuses('23503', 'INSERT INTO blog.tb_post_tags (tenant_id, fk_post, fk_tag) VALUES (''bbbbbbbb-0000-4000-8000-00000000000b'', 1, 2)', 'tb_post_tags_post_fkey');
SELECT test.refuses('23503', 'DELETE FROM blog.tb_tag WHERE pk_tag = 1', 'tb_post_tags_tag_fkey');
SELECT test.takes('INSERT INTO blog.tb_post_related (tenant_id, fk_post, fk_related) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', 2, 1)');
SELECT test.takes('INSERT INTO blog.tb_tag_languages (tenant_id, fk_tag, fk_country) VALUES (''aaaaaaaa-0000-4000-8000-00000000000a'', 1, 1)');

-- What an action sees of a row, and of a change
SELECT test.ok(o - '{id,created_at,updated_at}'::TEXT[] = jsonb_build_object(
  '__typename', 'Post', 'title', 'one', 'owner', jsonb_build_object('__typename', 'Author', 'id', :y), 'reviewer', NULL,
  'spot', '(1,2)', 'tags', jsonb_build_array(jsonb_build_object('__typename', 'Tag', 'id', (SELECT id FROM blog.tb_tag WHERE pk_tag = 1))),
  'related', '[]'::JSONB), o::TEXT)
FROM (SELECT blog.post_object(p) AS o FROM blog.tb_post p WHERE pk_post = 1) x;
SELECT test.ok(blog.post_changes(a, b) = '{title,owner,spot}', blog.post_changes(a, b)::TEXT)
FROM blog.tb_post a, blog.tb_post b WHERE a.pk_post = 1 AND b.pk_post = 2;
SELECT test.refuses('SQ001', 'SELECT blog.post_changes(a, a) FROM blog.tb_post a WHERE a.pk_post = 1');

-- Helpers: by id, by identifier, for the tenant given or the one of the session, live rows only
SELECT test.ok(crm.company_pk('cccccccc-0000-4000-8000-000000000001', :A) = 1, 'a key by its id');
SELECT test.ok(crm.company_pk('cccccccc-0000-4000-8000-000000000001', :B) IS NULL, 'not for another tenant');
SELECT test.ok(crm.company_pk('cccccccc-0000-4000-8000-000000000001') IS NULL, 'not without one');
SELECT test.ok(crm.company_pk('no id', :A) IS NULL, 'NULL for what is no id');
SELECT test.ok(crm.company_id(1, :A) = :x AND crm.company_id(1, :B) IS NULL, 'an id by its key');
SELECT test.ok(blog.author_pk('ada', :A) = 1 AND blog.author_pk('ada', :B) = 2, 'a key by its identifier');
SELECT test.ok(blog.author_pk(:y, :A) = 1, 'or by its id');
SELECT test.ok(blog.author_identifier(1, :A) = 'ada', 'an identifier by its key');
SELECT test.refuses('23505', 'INSERT INTO blog.tb_author (tenant_id, identifier, name) SELECT tenant_id, identifier, name FROM blog.tb_author', 'tb_author_identifier_key');
SELECT test.ok(common.country_pk(id::TEXT) = pk_country AND common.country_id(pk_country) = id, 'of a shared table') FROM common.tb_country;
SELECT test.ok(blog.author_ref(:A, :y, 'author_id') = 1 AND blog.author_ref(:A, NULL, 'author_id') IS NULL, 'a reference held');
SELECT test.refuses('SQ001', 'SELECT blog.author_ref(gen_random_uuid(), ''cccccccc-0000-4000-8000-000000000002'', ''author_id'')');
UPDATE blog.tb_author SET deleted_at = now() WHERE pk_author = 1;
SELECT test.ok(blog.author_pk('ada', :A) IS NULL AND blog.author_pk(:y, :A) IS NULL AND blog.author_id(1, :A) IS NULL, 'not once deleted');

-- Soft deletion follows the keys' rules: pairs go, targets of pairs stay, rows with BIGINT keys too
SELECT test.refuses('SQ001', 'SELECT app.release_references(''blog.tb_tag'', 1, NULL)');
SELECT test.takes('SELECT app.release_references(''blog.tb_post'', 1, NULL)');
SELECT test.ok(count(*) = 0, 'the pairs of a post are gone') FROM blog.tb_post_tags;
SELECT test.ok(count(*) = 0, 'also those that it was the target of, as said') FROM blog.tb_post_related;
INSERT INTO crm.tb_order_item (pk_order_item, tenant_id, fk_after) VALUES (5000000000, :A, NULL), (5000000001, :A, 5000000000), (5000000002, :A, 5000000001);
SELECT test.takes('SELECT app.release_references(''crm.tb_order_item'', 5000000000, NULL)');
SELECT test.ok(count(deleted_at) = 2, 'a chain of them') FROM crm.tb_order_item;
