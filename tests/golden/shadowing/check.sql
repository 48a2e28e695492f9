-- A column of a parameter's name is not taken for the parameter.
\set A '''aaaaaaaa-0000-4000-8000-00000000000a'''
\set x '''cccccccc-0000-4000-8000-000000000001'''
\set y '''cccccccc-0000-4000-8000-000000000002'''
INSERT INTO lab.tb_odd (pk_odd, tenant_id, id, identifier, name, p_id, p_identifier, p_tenant_id, p_pk) OVERRIDING SYSTEM VALUE VALUES
  (1, :A, :x, 'one', 'One', :x, 'one', :A, 1),
  (2, :A, :y, 'two', 'Two', :y, 'two', :A, 2);
SELECT test.ok(lab.odd_pk('two', :A) = 2 AND lab.odd_pk(:y, :A) = 2, 'a key');
SELECT test.ok(lab.odd_id(2, :A) = :y AND lab.odd_identifier(2, :A) = 'two', 'an id and an identifier');
SELECT test.ok(lab.odd_ref(:A, :y, 'odd_id') = 2, 'a reference');
SELECT test.ok((lab.odd_lock(:A, :y, NULL)).pk_odd = 2, 'a lock');
SELECT test.ok(lab.odd_pk('two', gen_random_uuid()) IS NULL, 'the tenant is the parameter');
