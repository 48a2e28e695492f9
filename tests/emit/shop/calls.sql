-- Every kind of statement, called: answers, rows, _meta, events
CREATE TABLE test.answer AS SELECT 0 AS n, (r).* FROM (SELECT NULL::app.mutation_result) x (r) LIMIT 0;

CREATE FUNCTION test.called(action TEXT, tenant UUID, payload JSONB, caller UUID DEFAULT '11111111-0000-4000-8000-000000000001')
RETURNS app.mutation_result LANGUAGE plpgsql AS $specql$
DECLARE
  v_result app.mutation_result;
BEGIN
  SET LOCAL ROLE app_api;
  EXECUTE format('SELECT (r).* FROM app.%I($1, $2, $3) r', action) INTO v_result USING tenant, caller, payload;
  RESET ROLE;
  INSERT INTO test.answer SELECT 1 + (SELECT count(*) FROM test.answer), v_result.*;
  RETURN v_result;
END
$specql$;

-- The last answer
CREATE VIEW test.last AS
  SELECT *, extra_metadata -> '_meta' -> 'primary_entity' ->> 'operation' AS operation FROM test.answer ORDER BY n DESC LIMIT 1;

-- Its side effects: entity, operation, fields, number of rows
CREATE FUNCTION test.effects() RETURNS TEXT LANGUAGE sql AS $specql$
  SELECT string_agg(format('%s %s %s %s', e ->> 'entity_type', e ->> 'operation', e -> 'modified_fields',
    jsonb_array_length(e -> 'ids')), '; ' ORDER BY x.n)
  FROM test.last, jsonb_array_elements(extra_metadata -> '_meta' -> 'actual_side_effects') WITH ORDINALITY x (e, n)
$specql$;

-- INSERT, on conflict: nothing; defaults; the author's rules
SELECT test.answers('add', test.called('add_item', :A, '{"sku": "bolt"}'), 'success', '{sku,name,stock}');
SELECT test.ok('defaults, constant and not', (name, stock) = ('MADE BY DEFAULT', 5)) FROM shop.tb_item WHERE sku = 'bolt';
SELECT test.answers('add it again', test.called('add_item', :A, '{"sku": "bolt"}'), 'noop:already_exists');
SELECT test.ok('said so', message = 'Item exists already') FROM test.last;
SELECT test.answers('another tenant adds it', test.called('add_item', :B, '{"sku": "bolt"}'), 'success', '{sku,name,stock}');
SELECT test.answers('a null in a list', test.called('add_item', :A, '{"sku": "x1", "marks": [null]}'), 'validation:null_element', '{marks}');
SELECT test.answers('too long', test.called('add_item', :A, '{"sku": "12345678901"}'), 'validation:invalid_length', '{sku}');
SELECT test.answers('a rule with a code', test.called('add_item', :A, '{"sku": "x1", "color": "red", "stock": 0}'), 'failed:red_without_stock', '{stock,color}');
SELECT test.ok('the code as words', message = 'Red without stock') FROM test.last;
SELECT test.answers('a rule with a sentence', test.called('add_item', :A, '{"sku": "x1", "name": "x"}'), 'constraint:check_violation', '{name}');
SELECT test.ok('the sentence', message = 'Think of a better name') FROM test.last;
SELECT id AS bolt, jsonb_build_object('id', id) AS bolt_id FROM shop.tb_item WHERE tenant_id = :A AND sku = 'bolt' \gset

-- INSERT, on conflict: update
SELECT test.answers('put a new one', test.called('put_item', :A, '{"sku": "nut", "name": "Nut"}'), 'success', '{sku,name,stock}');
SELECT test.ok('an insert', operation = 'CREATE') FROM test.last;
SELECT test.answers('put it again', test.called('put_item', :A, '{"sku": "nut", "name": "Big nut"}'), 'success', '{name}');
SELECT test.ok('an update', operation = 'UPDATE' AND object_data ->> 'name' = 'Big nut') FROM test.last;
SELECT test.answers('put the same', test.called('put_item', :A, '{"sku": "nut", "name": "Big nut"}'), 'noop:no_changes');
SELECT test.ok('one row, its stock left alone, changed by the caller', count(*) = 1 AND min(stock) = 0 AND bool_and(updated_by = :user)) FROM shop.tb_item WHERE sku = 'nut';

-- UPDATE of the own row, if it fits
SELECT test.answers('take', test.called('take_item', :A, :'bolt_id'), 'success', '{stock}');
UPDATE shop.tb_item SET stock = 0 WHERE id = :'bolt';
SELECT test.answers('none left', test.called('take_item', :A, :'bolt_id'), 'noop:no_match');
SELECT test.answers('of another tenant', test.called('take_item', :B, :'bolt_id'), 'validation:reference_not_found', '{id}');
SELECT test.answers('a row that may be read', test.called('look_at_item', :A, :'bolt_id'), 'success');
SELECT test.ok('an object, no change', operation = 'CUSTOM' AND object_data ->> 'sku' = 'bolt' AND id = :'bolt') FROM test.last;
SELECT test.answers('a row that is not there', test.called('look_at_item', :B, :'bolt_id'), 'validation:reference_not_found', '{id}');

-- DELETE of the own row: gone, marked, or neither
SELECT test.answers('update', test.called('retire_item', :A, :'bolt_id'::JSONB || '{"how": "renamed"}'), 'success', '{name}');
SELECT test.ok('an update', operation = 'UPDATE') FROM test.last;
SELECT test.answers('early', test.called('retire_item', :A, :'bolt_id'::JSONB || '{"how": "early"}'), 'success');
SELECT test.ok('its own message and values', message = 'Nothing to do, it''s fine' AND extra_metadata -> 'result' = '{"how": "early", "n": 1}' AND extra_metadata ? '_meta') FROM test.last;
SELECT test.answers('soft', test.called('retire_item', :A, :'bolt_id'::JSONB || '{"how": "soft"}'), 'success', '{deleted_at}');
SELECT test.ok('a deletion', operation = 'DELETE' AND object_data ->> 'id' = :'bolt' AND object_data ->> 'deleted_at' IS NOT NULL) FROM test.last;
SELECT test.answers('twice', test.called('retire_item', :A, :'bolt_id'::JSONB || '{"how": "soft"}'), 'noop:already_deleted');
SELECT jsonb_build_object('id', id) AS nut_id FROM shop.tb_item WHERE sku = 'nut' \gset
SELECT test.answers('hard', test.called('retire_item', :A, :'nut_id'::JSONB || '{"how": "hard"}'), 'success');
SELECT test.ok('a deletion', operation = 'DELETE' AND object_data ->> '__typename' = 'Item' AND object_data ->> 'deleted_at' IS NOT NULL) FROM test.last;
SELECT test.ok('no row', count(*) = 0) FROM shop.tb_item WHERE sku = 'nut';
SELECT jsonb_build_object('id', id) AS theirs FROM shop.tb_item WHERE tenant_id = :B \gset
SELECT test.answers('only if', test.called('drop_item', :B, :'theirs'), 'failed:still_there');
UPDATE shop.tb_item SET stock = 0 WHERE tenant_id = :B;
SELECT test.answers('always hard', test.called('drop_item', :B, :'theirs'), 'success');
SELECT test.ok('a deletion', operation = 'DELETE' AND id::TEXT = :'theirs'::JSONB ->> 'id') FROM test.last;
SELECT test.answers('and gone', test.called('drop_item', :B, :'theirs'), 'validation:reference_not_found', '{id}');

-- FOREACH over JSON, FIND, rows of others, lists of references, EVENT
INSERT INTO shop.tb_item (tenant_id, sku, stock) VALUES (:A, 'cup', 10), (:A, 'pan', 2);
INSERT INTO shop.tb_tag (tenant_id, id, label) VALUES
  (:A, 'eeeeeeee-0000-4000-8000-000000000001', 'gift'), (:A, 'eeeeeeee-0000-4000-8000-000000000002', 'urgent'),
  (:B, 'eeeeeeee-0000-4000-8000-000000000003', 'theirs');
\set gift '["eeeeeeee-0000-4000-8000-000000000001"]'
\set both '["eeeeeeee-0000-4000-8000-000000000001", "eeeeeeee-0000-4000-8000-000000000002"]'
SELECT test.answers('place', test.called('place_order', :A, jsonb_build_object('number', 'o1', 'tag_ids', :'gift'::JSONB,
  'lines', '[{"sku": "cup", "n": 3}, {"sku": "pan", "n": 1}]'::JSONB)), 'success', '{number,status,total,tags}');
SELECT test.ok('what happened', test.effects() = 'Item UPDATE ["stock"] 2; OrderLine CREATE ["quantity", "order", "item"] 2');
SELECT test.ok('the object has the list', object_data -> 'tags' = '[{"id": "eeeeeeee-0000-4000-8000-000000000001", "__typename": "Tag"}]') FROM test.last;
SELECT test.ok('stock', array_agg(stock ORDER BY sku) = '{7,1}') FROM shop.tb_item WHERE sku IN ('cup', 'pan');
SELECT test.ok('an event, its text as written', count(*) = 1 AND min(payload ->> 'it''s') = E'a "quoted" text\n  of two lines') FROM app.tb_event_outbox;
SELECT test.answers('no lines', test.called('place_order', :A, '{"number": "quiet", "lines": null}'), 'success', '{number,status,total}');
SELECT test.ok('no event', count(*) = 1) FROM app.tb_event_outbox;
SELECT test.answers('unknown item', test.called('place_order', :A, '{"number": "o2", "lines": [{"sku": "cup", "n": 1}, {"sku": "hat", "n": 1}]}'), 'failed:unknown_item', '{lines}');
SELECT test.answers('out of stock', test.called('place_order', :A, '{"number": "o2", "lines": [{"sku": "cup", "n": 1}, {"sku": "pan", "n": 9}]}'), 'failed:out_of_stock');
SELECT test.answers('too many', test.called('place_order', :A, '{"number": "o2", "lines": [{"sku": "cup", "n": 1}, {"sku": "cup", "n": 1}, {"sku": "cup", "n": 1}, {"sku": "cup", "n": 1}]}'), 'validation:too_many');
SELECT test.answers('no list', test.called('place_order', :A, '{"number": "o2", "lines": {"sku": "cup"}}'), 'validation:invalid_input');
SELECT test.answers('tag of another tenant', test.called('place_order', :A, '{"number": "o2", "tag_ids": ["eeeeeeee-0000-4000-8000-000000000003"]}'), 'validation:reference_not_found', '{tag_ids}');
SELECT test.ok('nothing of them stays', count(*) = 2) FROM shop.tb_order;
SELECT test.ok('nor of the stock', stock = 7) FROM shop.tb_item WHERE sku = 'cup';
SELECT id AS o1, jsonb_build_object('id', id) AS o1_id FROM shop.tb_order WHERE number = 'o1' \gset

-- Lists of references
SELECT test.answers('one more tag', test.called('tag_order', :A, :'o1_id'::JSONB || jsonb_build_object('tag_ids', :'both'::JSONB)), 'success', '{tags}');
SELECT test.answers('the same tags', test.called('tag_order', :A, :'o1_id'::JSONB || jsonb_build_object('tag_ids', :'both'::JSONB)), 'noop:no_changes');
SELECT test.ok('two pairs', count(*) = 2) FROM shop.tb_order_tags;
SELECT test.answers('no tags', test.called('tag_order', :A, :'o1_id'::JSONB || '{"tag_ids": null}'), 'success', '{tags}');
SELECT test.ok('no pairs', count(*) = 0) FROM shop.tb_order_tags;
SELECT test.ok('each tag once, and none that is not there', shop.order_tags_set(:A, pk_order, ARRAY[1, 1, NULL]) = '{tags}'
  AND shop.order_tags_set(:A, pk_order, ARRAY[NULL, 1]) = '{}') FROM shop.tb_order WHERE id = :'o1';
SELECT test.ok('one pair', count(*) = 1) FROM shop.tb_order_tags;

-- before, IF, REJECT, FOREACH over rows, DELETE of rows of others, REFRESH
SELECT test.answers('of somebody else', test.called('cancel_order', :A, :'o1_id', gen_random_uuid()), 'security:permission_denied');
SELECT test.answers('cancel', test.called('cancel_order', :A, :'o1_id'), 'success', '{status}');
SELECT test.ok('what happened', test.effects() = 'Item UPDATE ["stock"] 2; OrderLine DELETE [] 2');
SELECT test.ok('the stock is back', array_agg(stock ORDER BY sku) = '{10,2}') FROM shop.tb_item WHERE sku IN ('cup', 'pan');
SELECT test.ok('the lines are marked', count(*) = 2 AND bool_and(deleted_by = :user)) FROM shop.tb_order_line;
SELECT test.ok('refreshed once, what was not reached not at all', array_agg(pk) = '{0}') FROM test.refreshed;
SELECT test.answers('again', test.called('cancel_order', :A, :'o1_id'), 'failed:cancelled_already', '{status}');
UPDATE shop.tb_order SET total = 5, status = 'open' WHERE id = :'o1';
SELECT test.answers('with a total', test.called('cancel_order', :A, :'o1_id'), 'success', '{status}');
SELECT test.ok('refreshed by both, each once', array_agg(r.pk ORDER BY r.n) = ARRAY[0, o.pk_order, 0]) FROM test.refreshed r, shop.tb_order o WHERE o.id = :'o1' GROUP BY o.pk_order;

-- FIND of one among several, RETURN, rows by a condition
SELECT test.answers('none', test.called('close_orders', :A, '{"number": "x"}'), 'success');
SELECT test.ok('returned early', message = 'No order' AND extra_metadata -> 'result' = '{"found": false}') FROM test.last;
SELECT test.answers('ambiguous', test.called('close_orders', :A, '{"number": "%"}'), 'failed:ambiguous');
SELECT test.answers('one', test.called('close_orders', :A, '{"number": "o1"}'), 'success');
SELECT test.ok('what happened', test.effects() = 'Order UPDATE ["status"] 1; Tag CREATE ["label"] 1');
SELECT test.ok('found in order', count(*) = 1) FROM shop.tb_tag WHERE label = 'quiet';
SELECT test.answers('none is open', test.called('close_orders', :A, '{"number": "o1"}'), 'failed:none_open');

-- FOREACH over an array, DELETE for good, nothing to do
SELECT test.answers('sweep', test.called('sweep', :A, '{"numbers": ["quiet", "x"]}'), 'success');
SELECT test.ok('what happened', test.effects() = 'Order DELETE [] 1');
SELECT test.answers('nothing there', test.called('sweep', :A, '{"numbers": ["quiet"]}'), 'noop:no_changes');
SELECT test.answers('no list', test.called('sweep', :A, '{}'), 'noop:no_changes');
SELECT test.answers('too many', test.called('sweep', :A, '{"numbers": ["a", "b", "c"]}'), 'validation:too_many');
SELECT test.answers('somebody else''s', test.called('sweep', :B, '{"numbers": ["o1"]}'), 'noop:no_changes');
SELECT test.answers('still referred to', test.called('sweep', :A, '{"numbers": ["o1"]}'), 'constraint:foreign_key_violation', '{order_id}');

-- CALL, WHILE, the roles of a caller
SELECT test.answers('no role', test.called('work', :A, '{"sku": "saw"}'), 'security:permission_denied');
CREATE OR REPLACE FUNCTION app.caller_roles(p_tenant_id UUID, p_user_id UUID) RETURNS TEXT[]
LANGUAGE sql STABLE RETURN ARRAY['worker'];
SELECT test.answers('work', test.called('work', :A, '{"sku": "saw"}'), 'success');
SELECT test.ok('what happened', test.effects() = 'Item CREATE ["sku", "stock"] 1; Setting CREATE ["code", "value"] 1');
SELECT test.ok('the result', extra_metadata -> 'result' = '{"sum": 6, "answer": "success", "fields": ["sku", "stock"], "message": "Item added"}') FROM test.last;
SELECT test.ok('its payload was read', stock = 3) FROM shop.tb_item WHERE sku = 'saw';
SELECT test.answers('a call that fails and may', test.called('work', :A, '{"sku": "saw"}'), 'success');
SELECT test.ok('says why', extra_metadata -> 'result' = '{"sum": 6, "answer": "noop:already_exists", "fields": [], "message": "Item exists already"}') FROM test.last;
SELECT test.ok('what happened', test.effects() = 'Setting UPDATE ["value"] 1');
SELECT test.answers('a call that breaks a rule and may', test.called('work', :A, '{"sku": "axe", "mode": "many"}'), 'success');
SELECT test.ok('says why', extra_metadata -> 'result' ->> 'answer' = 'validation:out_of_range' AND extra_metadata -> 'result' -> 'fields' = '["stock"]') FROM test.last;
SELECT test.answers('a payload without what is required', test.called('work', :A, '{}'), 'success');
SELECT test.ok('says why', extra_metadata -> 'result' ->> 'answer' = 'validation:required_field') FROM test.last;
SELECT test.answers('no end', test.called('work', :A, '{"sku": "a", "mode": "forever"}'), 'failed:loop_limit');
SELECT test.answers('dynamic', test.called('work', :A, '{"sku": "a1", "mode": "dynamic"}'), 'success');
DROP FUNCTION test.missing;
SELECT test.answers('missing', test.called('work', :A, '{"sku": "a2", "mode": "dynamic"}'), 'failed:function_missing');
SELECT test.ok('and all undone', count(*) = 0) FROM shop.tb_item WHERE sku = 'a2';
SELECT test.fails('what can be retried goes through', $$SELECT test.called('work', 'aaaaaaaa-0000-4000-8000-00000000000a', '{"sku": "a3", "mode": "wait"}')$$, '55P03');

-- Events
SELECT test.answers('shout', test.called('shout', :A, '{}'), 'success');
SELECT test.ok('120 keys', count(*) = 120) FROM app.tb_event_outbox, jsonb_object_keys(payload) WHERE event_type = 'big';
SELECT test.ok('none', count(*) = 1) FROM app.tb_event_outbox WHERE event_type = 'empty' AND payload = '{}';

-- Rows without a tenant
INSERT INTO common.tb_label (name) VALUES ('l');
SELECT test.answers('set', test.called('set_setting', :B, '{"code": "theme", "value": "dark"}'), 'success', '{code,value,labels}');
SELECT test.answers('set it again', test.called('set_setting', :A, '{"code": "theme", "value": "light"}'), 'success', '{value}');
SELECT jsonb_build_object('id', id) AS theme FROM common.tb_setting WHERE code = 'theme' \gset
SELECT test.answers('forget', test.called('forget_setting', :A, :'theme'), 'success', '{deleted_at}');

-- Columns that are named like parameters and variables, no attributes, a name that leaves no room
SELECT test.answers('put', test.called('put_profile', :A, '{"text": "a"}'), 'success', '{auth_user_id,input_data}');
SELECT test.answers('put again', test.called('put_profile', :A, '{"text": "b"}'), 'success', '{input_data}');
SELECT test.ok('by the caller', (auth_user_id, input_data, created_by, updated_by) = (:user::UUID, 'b', :user::UUID, :user::UUID)) FROM shop.tb_profile;
SELECT jsonb_build_object('id', id) AS profile FROM shop.tb_profile \gset
SELECT test.answers('name', test.called('name_profile', :A, :'profile', gen_random_uuid()), 'success', '{v_profile}');
SELECT test.ok('after the caller', v_profile = updated_by::TEXT AND auth_user_id = :user) FROM shop.tb_profile;
SELECT test.answers('no attributes', test.called('nothing_at_all', :A, '{}'), 'success');
SELECT test.answers('and a key', test.called('nothing_at_all', :A, '{"id": "1"}'), 'validation:unknown_field', '{id}');
SELECT test.answers('no object', test.called('nothing_at_all', :A, '["id"]'), 'validation:invalid_payload');
SELECT test.answers('a long name', test.called('a_name_that_is_as_long_as_postgresql_lets_the_name_of_one_be', :A, '{"n": "x"}'), 'validation:invalid_input', '{n}');

-- app.fail never fails itself
SELECT test.answers('nothing known', app.fail(NULL, NULL, 'X', 'no such', 'null', 'SQ001', 'e', 'no JSON', NULL, NULL, NULL, NULL), 'failed:unexpected_error');
SELECT test.answers('an id that is none', app.fail(NULL, NULL, 'X', 'A "b', '{"id": [1]}', 'XX000', NULL, NULL, NULL, NULL, NULL, NULL), 'failed:unexpected_error');
SELECT test.answers('no payload', app.fail(NULL, NULL, 'X', 'x', NULL, '23514', NULL, NULL, 'a', 'b', NULL, 'chk_range'), 'validation:out_of_range');
