-- The five actions of Contact: answers, rows, audit log, outbox, access, two sessions
\set acme '''cccccccc-0000-4000-8000-000000000001'''
\set shop '''cccccccc-0000-4000-8000-000000000002'''
\set other '''cccccccc-0000-4000-8000-000000000003'''

INSERT INTO common.tb_country (code, name) VALUES ('FR', 'France'), ('CI', 'Côte d''Ivoire');
INSERT INTO crm.tb_company (tenant_id, id, name, industry, fk_country) VALUES
  (:A, :acme, 'Acme', 'tech', 1), (:A, :shop, 'Shop', 'retail', NULL), (:B, :other, 'Other', 'tech', 1);

-- Structure
SELECT test.ok('row-level security enabled and forced on every table with a tenant', bool_and(c.relrowsecurity AND c.relforcerowsecurity))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND a.attname = 'tenant_id' AND c.relnamespace <> 'app'::regnamespace;

SELECT test.ok('every foreign key between tables with a tenant carries it', bool_and(f.attname = 'tenant_id'))
FROM pg_constraint k JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = k.conkey[1]
WHERE k.contype = 'f' AND k.confrelid::regclass::text LIKE 'crm.%';

SELECT test.ok('PUBLIC executes nothing', count(*) = 0)
FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
WHERE p.pronamespace IN ('app'::regnamespace, 'crm'::regnamespace, 'common'::regnamespace) AND x.grantee = 0;

SELECT test.ok('the API role executes the actions and current_tenant, nothing else',
  array_agg(p.oid::regproc::text ORDER BY p.proname) = '{app.create_contact,app.current_tenant,app.delete_contact,app.move_to_company,app.qualify_lead,app.update_contact}')
FROM pg_proc p
WHERE p.pronamespace IN ('app'::regnamespace, 'crm'::regnamespace, 'common'::regnamespace) AND has_function_privilege('app_api', p.oid, 'EXECUTE');

SELECT test.ok('app functions run as app_action, pinned; the core is pinned and runs as its caller',
  bool_and(p.proconfig[1] = 'search_path=pg_catalog, pg_temp' AND p.prosecdef = (p.pronamespace = 'app'::regnamespace)
    AND (NOT p.prosecdef OR p.proowner = 'app_action'::regrole)))
FROM pg_proc p WHERE p.prorettype = 'app.mutation_result'::regtype AND p.proargnames[1] = 'auth_tenant_id';

-- Row-level security for direct SQL of the API role
INSERT INTO crm.tb_contact (tenant_id, email, first_name, last_name, fk_company) VALUES (:B, 'b@example.com', 'B', 'B', 3);
CREATE VIEW public.v_owner AS SELECT id FROM crm.tb_contact;
CREATE VIEW public.v_invoker WITH (security_invoker = true) AS SELECT id FROM crm.tb_contact;
GRANT SELECT ON public.v_owner, public.v_invoker TO app_api;
SET ROLE app_api;
SELECT test.ok('no setting, no rows', (SELECT count(*) FROM crm.tb_contact) = 0);
SELECT set_config('app.tenant_id', '', false) \g /dev/null
SELECT test.ok('empty setting (what a pooled connection has after SET LOCAL), no rows and no error', (SELECT count(*) FROM crm.tb_contact) = 0);
SELECT test.ok('a plain view shows all tenants: it runs as its owner', (SELECT count(*) FROM public.v_owner) = 1);
SELECT test.ok('a security_invoker view shows none of them', (SELECT count(*) FROM public.v_invoker) = 0);
SELECT set_config('app.tenant_id', :B, false) \g /dev/null
SELECT test.ok('own rows only', (SELECT count(*) FROM crm.tb_company) = 1 AND (SELECT count(*) FROM public.v_invoker) = 1);
SELECT test.ok('shared table readable', (SELECT count(*) FROM common.tb_country) = 2);
SELECT test.fails('no write', $$UPDATE crm.tb_contact SET status = 'customer'$$, '42501');
SELECT test.fails('no core function', $$SELECT crm.qualify_lead(NULL, NULL, NULL, NULL)$$, '42501');
SELECT test.fails('no forged audit row', $$SELECT app.log_and_return_mutation(NULL, NULL, '', NULL, '', '', NULL, NULL, NULL)$$, '42501');
SELECT test.fails('no look at the audit log', $$SELECT * FROM app.tb_mutation_audit_log$$, '42501');
SELECT set_config('app.tenant_id', '', false) \g /dev/null
RESET ROLE;
SET ROLE app_action;
SELECT test.fails('even the role of the actions cannot write for another tenant',
  format($$INSERT INTO crm.tb_company (tenant_id, name) VALUES (%L, 'x')$$, :A), '42501');
RESET ROLE;

-- create_contact
SET ROLE app_api;
SELECT format('{"email": "ann@example.com", "first_name": "Ann", "last_name": "O''Hara", "company_id": "%s"}', :acme) AS ann \gset
SELECT test.answers('success', app.create_contact(:A, :user, :'ann'::jsonb || '{"score": 80, "order": 3, "tags": ["x", "y"]}'),
  'success', '{email,first_name,last_name,company,status,score,order,tags}');
SELECT test.answers('same e-mail', app.create_contact(:A, :user, :'ann'), 'constraint:unique_violation', '{email}');
SELECT test.answers('wrong e-mail', app.create_contact(:A, :user, :'ann'::jsonb || '{"email": "x"}'), 'failed:invalid_email', '{email}');
SELECT test.answers('bad enum', app.create_contact(:A, :user, :'ann'::jsonb || '{"status": "vip"}'), 'validation:invalid_enum', '{status}');
SELECT test.answers('out of range', app.create_contact(:A, :user, :'ann'::jsonb || '{"score": 101}'), 'validation:out_of_range', '{score}');
SELECT test.answers('wrong phone', app.create_contact(:A, :user, :'ann'::jsonb || '{"phone": "555"}'), 'validation:invalid_format', '{phone}');
SELECT test.answers('bad uuid and bad number', app.create_contact(:A, :user, :'ann'::jsonb || '{"company_id": "1", "score": "x"}'), 'validation:invalid_input', '{company_id,score}');
SELECT test.answers('list expected', app.create_contact(:A, :user, :'ann'::jsonb || '{"tags": "x"}'), 'validation:invalid_input', '{tags}');
SELECT test.answers('unknown key', app.create_contact(:A, :user, :'ann'::jsonb || '{"firstName": "A"}'), 'validation:unknown_field', '{firstName}');
SELECT test.answers('keys of the table are unknown too', app.create_contact(:A, :user, :'ann'::jsonb || '{"pk_contact": 1, "tenant_id": null}'), 'validation:unknown_field', '{tenant_id,pk_contact}');
SELECT test.answers('missing and null', app.create_contact(:A, :user, '{"email": "a@b.co", "first_name": null}'), 'validation:required_field', '{first_name,last_name,company_id}');
SELECT test.answers('company of another tenant', app.create_contact(:A, :user, :'ann'::jsonb || jsonb_build_object('company_id', :other)), 'validation:reference_not_found', '{company_id}');
SELECT test.answers('no tenant', app.create_contact(NULL, :user, :'ann'), 'security:tenant_required', '{}');
SELECT test.answers('payload NULL', app.create_contact(:A, :user, NULL), 'validation:invalid_payload', '{}');
SELECT test.answers('payload array', app.create_contact(:A, :user, '[]'), 'validation:invalid_payload', '{}');
SELECT test.answers('payload empty', app.create_contact(:A, :user, '{}'), 'validation:required_field', '{email,first_name,last_name,company_id}');
SELECT test.answers('explicit null instead of the default', app.create_contact(:A, :user, :'ann'::jsonb || '{"email": "nil@example.com", "status": null}'), 'success', '{email,first_name,last_name,company}');
SELECT test.answers('same e-mail in another tenant', app.create_contact(:B, :user, :'ann'::jsonb || jsonb_build_object('company_id', :other)), 'success', '{email,first_name,last_name,company,status}');
RESET ROLE;
SELECT id AS ann_id, jsonb_build_object('id', id) AS ann FROM crm.tb_contact WHERE tenant_id = :A AND email = 'ann@example.com' \gset
SELECT jsonb_build_object('id', id) AS nil FROM crm.tb_contact WHERE email = 'nil@example.com' \gset
SELECT test.ok('row as told, default taken', (status, score, "order", tags, created_by, deleted_at) IS NOT DISTINCT FROM ('lead'::text, 80.00::numeric, 3, '{x,y}'::text[], :user::uuid, NULL::timestamptz))
FROM crm.tb_contact WHERE id = :'ann_id';
SELECT test.ok('object_data without keys and tenant', ARRAY(SELECT jsonb_object_keys(object_data) ORDER BY 1)
  = '{__typename,company,created_at,email,first_name,id,last_name,order,phone,score,status,tags,updated_at}')
FROM app.tb_mutation_audit_log WHERE entity_id = :'ann_id' AND status = 'success';
SELECT test.ok('one audit row per call: 3 INSERT, 15 NOOP', (count(*) FILTER (WHERE operation = 'INSERT'), count(*) FILTER (WHERE operation = 'NOOP')) = (3, 15))
FROM app.tb_mutation_audit_log;

-- update_contact
SET ROLE app_api;
SELECT test.answers('patch', app.update_contact(:A, :user, :'ann'::jsonb || '{"score": 90, "tags": null}'), 'success', '{score,tags}');
SELECT test.answers('the same again', app.update_contact(:A, :user, :'ann'::jsonb || '{"score": 90}'), 'noop:no_changes', '{}');
SELECT test.answers('only the changed one', app.update_contact(:A, :user, :'ann'::jsonb || '{"score": 90, "order": 4}'), 'success', '{order}');
SELECT test.answers('required field set to null', app.update_contact(:A, :user, :'ann'::jsonb || '{"email": null}'), 'validation:required_field', '{email}');
SELECT test.answers('required reference set to null', app.update_contact(:A, :user, :'ann'::jsonb || '{"company_id": null}'), 'validation:required_field', '{company_id}');
SELECT test.answers('no id', app.update_contact(:A, :user, '{"score": 1}'), 'validation:required_field', '{id}');
SELECT test.answers('bad id', app.update_contact(:A, :user, '{"id": "1"}'), 'validation:invalid_input', '{id}');
SELECT test.answers('unknown id', app.update_contact(:A, :user, jsonb_build_object('id', gen_random_uuid())), 'validation:reference_not_found', '{id}');
SELECT test.answers('id of another tenant, same answer', app.update_contact(:B, :user, :'ann'), 'validation:reference_not_found', '{id}');
SELECT test.answers('stale version', app.update_contact(:A, :user, :'ann'::jsonb || '{"score": 1, "expected_version": "2020-01-01T00:00:00Z"}'), 'conflict:stale_version', '{expected_version}');
RESET ROLE;
SELECT test.ok('untouched fields kept', (first_name, last_name, score, "order", status) = ('Ann', 'O''Hara', 90, 4, 'lead')) FROM crm.tb_contact WHERE id = :'ann_id';
SELECT jsonb_build_object('expected_version', updated_at) AS seen FROM crm.tb_contact WHERE id = :'ann_id' \gset
SELECT test.answers('version just seen', app.update_contact(:A, :user, :'ann'::jsonb || :'seen' || '{"order": 5}'), 'success', '{order}');
SELECT test.ok('a conflict and a noop answer with the stored object', bool_and(object_data ->> 'id' = :'ann_id'))
FROM app.tb_mutation_audit_log WHERE status IN ('conflict:stale_version', 'noop:no_changes');

-- qualify_lead
SET ROLE app_api;
SELECT test.answers('denied by default', app.qualify_lead(:A, :user, :'ann'), 'security:permission_denied', '{}');
SELECT test.answers('denied before the payload is read', app.qualify_lead(:A, :user, '[]'), 'security:permission_denied', '{}');
RESET ROLE;
CREATE OR REPLACE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN LANGUAGE sql STABLE RETURN p_permission = 'edit_contact';
SET ROLE app_api;
SELECT test.answers('denied without a user', app.qualify_lead(:A, NULL, :'ann'), 'security:permission_denied', '{}');
SELECT test.answers('a NULL status is not lead', app.qualify_lead(:A, :user, :'nil'), 'failed:not_a_lead', '{status}');
SELECT test.answers('success', app.qualify_lead(:A, :user, :'ann'), 'success', '{status}');
SELECT test.answers('again', app.qualify_lead(:A, :user, :'ann'), 'failed:not_a_lead', '{status}');
RESET ROLE;
SELECT test.ok('_meta says what happened', extra_metadata -> '_meta' -> 'primary_entity' = '{"entity_type": "Contact", "operation": "UPDATE", "modified_fields": ["status"]}')
FROM app.tb_mutation_audit_log WHERE message = 'Qualify Lead completed';
SELECT test.ok('one event, of the success', count(*) = 1 AND min(payload ->> 'entity_id') = :'ann_id') FROM app.tb_event_outbox;

-- move_to_company: all or nothing
SET ROLE app_api;
SELECT test.answers('no company given', app.move_to_company(:A, :user, :'ann'), 'failed:missing_company', '{company_id}');
SELECT test.answers('validate after the write fails', app.move_to_company(:A, :user, :'ann'::jsonb || jsonb_build_object('company_id', :shop)), 'failed:not_a_tech_company', '{company}');
SELECT test.answers('where it is already', app.move_to_company(:A, :user, :'ann'::jsonb || jsonb_build_object('company_id', :acme)), 'noop:no_changes', '{}');
RESET ROLE;
SELECT test.ok('the write is undone, the audit rows stay', t.fk_company = 1 AND t.updated_at <> now()
  AND (SELECT count(*) FROM app.tb_mutation_audit_log l WHERE l.error_context ->> 'action' = 'move_to_company') = 3)
FROM crm.tb_contact t WHERE t.id = :'ann_id';
UPDATE crm.tb_company SET industry = 'tech' WHERE id = :shop;
SELECT test.answers('success', app.move_to_company(:A, :user, :'ann'::jsonb || jsonb_build_object('company_id', :shop)), 'success', '{company}');

-- What the client never sees
CREATE OR REPLACE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN LANGUAGE plpgsql AS $specql$ BEGIN RAISE EXCEPTION 'secret'; END $specql$;
CREATE TEMP TABLE answer AS SELECT * FROM app.qualify_lead(:A, :user, :'ann');
SELECT test.ok('an unexpected error keeps its text to itself', status = 'failed:unexpected_error' AND answer::text NOT LIKE '%secret%') FROM answer;
SELECT test.ok('operators find it in the audit log', count(*) = 1) FROM app.tb_mutation_audit_log WHERE error_context ->> 'error' = 'secret';
CREATE OR REPLACE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN LANGUAGE sql STABLE RETURN true;

-- The tenant of a call
SET ROLE app_api;
BEGIN;
SELECT test.answers('a session without tenant acts for any', app.update_contact(:A, :user, :'ann'::jsonb || '{"order": 6}'), 'success', '{order}');
SELECT test.ok('and has none afterwards', app.current_tenant() IS NULL);
SELECT test.answers('also in one transaction', app.update_contact(:B, :user, :'ann'::jsonb || '{"order": 6}'), 'validation:reference_not_found', '{id}');
SELECT test.ok('nor after a failure', app.current_tenant() IS NULL);
SELECT set_config('app.tenant_id', :B, true) \g /dev/null
SELECT test.answers('a session with a tenant acts for no other', app.update_contact(:A, :user, :'ann'::jsonb || '{"order": 7}'), 'security:tenant_isolation', '{}');
SELECT test.ok('and keeps its own', app.current_tenant() = :B);
COMMIT;
RESET ROLE;

-- delete_contact
SET ROLE app_api;
SELECT test.answers('success', app.delete_contact(:A, :user, :'ann'), 'success', '{deleted_at}');
SELECT test.answers('again', app.delete_contact(:A, :user, :'ann'), 'noop:already_deleted', '{}');
SELECT test.answers('a deleted row cannot be changed', app.update_contact(:A, :user, :'ann'::jsonb || '{"order": 8}'), 'validation:reference_not_found', '{id}');
RESET ROLE;
SELECT test.answers('its e-mail is free again', app.create_contact(:A, :user, jsonb_build_object('email', 'ann@example.com', 'first_name', 'Ann', 'last_name', 'Two', 'company_id', :acme)),
  'success', '{email,first_name,last_name,company,status}');

-- Foreign keys
SELECT test.fails('not even a superuser points into another tenant', format($$INSERT INTO crm.tb_contact (tenant_id, email, first_name, last_name, fk_company) VALUES (%L, 'x@example.com', 'x', 'x', 3)$$, :A), '23503');
SELECT test.fails('on_delete: restrict', 'DELETE FROM crm.tb_company WHERE pk_company = 1', '23503');
INSERT INTO crm.tb_company (tenant_id, name) VALUES (:A, 'Parent');
INSERT INTO crm.tb_company (tenant_id, name, fk_parent) VALUES (:A, 'Child', (SELECT pk_company FROM crm.tb_company WHERE name = 'Parent'));
DELETE FROM crm.tb_company WHERE name = 'Parent';
SELECT test.ok('on_delete: set_null clears the key and leaves the tenant', (fk_parent IS NULL) AND tenant_id = :A) FROM crm.tb_company WHERE name = 'Child';
SELECT test.fails('pattern is case-sensitive', $$INSERT INTO common.tb_country (code, name) VALUES ('de', 'x')$$, '23514');
SELECT test.fails('pattern is anchored', $$INSERT INTO common.tb_country (code, name) VALUES (E'DE\n', 'x')$$, '23514');

-- Soft delete follows the same rules
CREATE TABLE test.tb_part (pk_part INTEGER PRIMARY KEY, tenant_id UUID NOT NULL, fk_a INTEGER, fk_b INTEGER, fk_c INTEGER,
  updated_at TIMESTAMPTZ, updated_by UUID, deleted_at TIMESTAMPTZ, deleted_by UUID,
  CONSTRAINT a FOREIGN KEY (tenant_id, fk_a) REFERENCES crm.tb_contact (tenant_id, pk_contact) ON DELETE SET NULL (fk_a),
  CONSTRAINT b FOREIGN KEY (tenant_id, fk_b) REFERENCES crm.tb_contact (tenant_id, pk_contact) ON DELETE CASCADE,
  CONSTRAINT c FOREIGN KEY (tenant_id, fk_c) REFERENCES crm.tb_contact (tenant_id, pk_contact) ON DELETE RESTRICT);
GRANT SELECT, UPDATE ON test.tb_part TO app_action;
SELECT pk_contact AS pk, jsonb_build_object('id', id) AS two FROM crm.tb_contact WHERE last_name = 'Two' \gset
INSERT INTO test.tb_part VALUES (1, :A, :pk, NULL, NULL), (2, :A, NULL, :pk, NULL), (3, :A, NULL, NULL, :pk);
SELECT test.answers('restrict', app.delete_contact(:A, :user, :'two'), 'constraint:foreign_key_violation', '{id}');
SELECT test.ok('and nothing was cleared', count(*) FILTER (WHERE fk_a IS NOT NULL AND pk_part = 1) = 1) FROM test.tb_part;
DELETE FROM test.tb_part WHERE pk_part = 3;
SELECT test.answers('set_null and cascade', app.delete_contact(:A, :user, :'two'), 'success', '{deleted_at}');
SELECT test.ok('one cleared, one deleted', count(*) FILTER (WHERE pk_part = 1 AND fk_a IS NULL AND deleted_at IS NULL) = 1
  AND count(*) FILTER (WHERE pk_part = 2 AND deleted_at IS NOT NULL) = 1) FROM test.tb_part;

-- Helpers
SELECT test.ok('by UUID', crm.company_pk(:acme, :A) = 1 AND crm.company_id(1, :A) = :acme::uuid);
SELECT test.ok('not by anything else', crm.company_pk('1', :A) IS NULL AND crm.company_pk('x', :A) IS NULL);
SELECT test.ok('not for another tenant', crm.company_pk(:acme, :B) IS NULL AND crm.company_id(1, :B) IS NULL AND crm.company_id(1) IS NULL);
SELECT test.ok('not when deleted', crm.contact_pk(:'ann_id', :A) IS NULL);

-- Two sessions
CREATE EXTENSION dblink;
SELECT dblink_connect(s, format('dbname=%s host=%s port=%s', current_database(), split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port')))
FROM unnest('{one,two}'::text[]) s \g /dev/null
CREATE FUNCTION test.race(first TEXT, second TEXT) RETURNS TEXT LANGUAGE plpgsql AS $specql$
DECLARE
  v_first TEXT;
  v_second TEXT;
BEGIN
  PERFORM dblink_exec('one', 'BEGIN');
  SELECT r INTO v_first FROM dblink('one', first) x (r TEXT);
  PERFORM dblink_send_query('two', second);
  PERFORM pg_sleep(0.3);
  IF dblink_is_busy('two') = 0 THEN
    RAISE EXCEPTION 'the second session did not wait';
  END IF;
  PERFORM dblink_exec('one', 'COMMIT');
  SELECT r INTO v_second FROM dblink_get_result('two') x (r TEXT);
  PERFORM * FROM dblink_get_result('two') x (r TEXT);
  RETURN v_first || ' then ' || v_second;
END
$specql$;
INSERT INTO crm.tb_contact (tenant_id, email, first_name, last_name, fk_company, score) VALUES (:A, 'race@example.com', 'R', 'R', 1, 60) RETURNING jsonb_build_object('id', id) AS race \gset
SELECT format('SELECT (app.qualify_lead(%L, %L, %L)).status', :A, :user, :'race') AS qualify \gset
SELECT test.ok(r, r = 'success then failed:not_a_lead') FROM test.race(:'qualify', :'qualify') r;
SELECT test.ok('one event', count(*) = 1) FROM app.tb_event_outbox WHERE payload ->> 'entity_id' = :'race'::jsonb ->> 'id';
SELECT format('SELECT (app.create_contact(%L, %L, %L)).status', :A, :user, jsonb_build_object('email', 'late@example.com', 'first_name', 'L', 'last_name', 'L', 'company_id', :shop)) AS create \gset
SELECT format($$WITH held AS MATERIALIZED (SELECT t.pk_company FROM crm.tb_company t WHERE t.id = %L AND t.deleted_at IS NULL FOR UPDATE)
  UPDATE crm.tb_company t SET deleted_at = now() FROM held WHERE held.pk_company = t.pk_company RETURNING 'deleted'$$, :shop) AS remove \gset
SELECT test.ok(r, r = 'deleted then validation:reference_not_found') FROM test.race(:'remove', :'create') r;
UPDATE crm.tb_company SET deleted_at = NULL WHERE id = :shop;
SELECT test.ok('create first: the deletion waits, and may then look for live children', r = 'success then deleted') FROM test.race(:'create', :'remove') r;

-- Retryable errors reach the client
SELECT format('SELECT app.update_contact(%L, %L, %L)', :A, :user, :'race'::jsonb || '{"score": 61}') AS update \gset
SELECT dblink_exec('one', 'BEGIN') \g /dev/null
SELECT * FROM dblink('one', :'update') x (r TEXT) \g /dev/null
SET lock_timeout = '50ms';
SELECT test.fails('lock timeout', :'qualify', '55P03');
RESET lock_timeout;
SELECT dblink_exec('one', 'ROLLBACK') \g /dev/null
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM crm.tb_contact \g /dev/null
SELECT * FROM dblink('one', :'update') x (r TEXT) \g /dev/null
SELECT test.fails('serialization failure', :'qualify', '40001');
COMMIT;
