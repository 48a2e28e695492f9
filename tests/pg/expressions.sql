-- What expressions.c speaks of: a contact (r), the input of an action (i), and what other entities have.
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS test CASCADE;
CREATE SCHEMA test;
CREATE TABLE test.company (pk INTEGER, id UUID, name TEXT, deleted BOOLEAN);
INSERT INTO test.company VALUES
  (1, '00000000-0000-0000-0000-000000000001', 'Acme', false),
  (2, '00000000-0000-0000-0000-000000000002', 'Bolt', false),
  (3, '00000000-0000-0000-0000-000000000003', 'Gone', true);
CREATE TABLE test.orders (pk INTEGER, fk_customer INTEGER, total NUMERIC, state TEXT, note TEXT, paid BOOLEAN,
  placed DATE, shipped_at TIMESTAMPTZ, span INTERVAL, ip INET, meta JSONB, "where" POINT);
INSERT INTO test.orders VALUES
  (1, 1, 10, 'open', 'first', false, '2025-01-10', NULL, '1 day', '10.0.0.1', '[1]', '(0,0)'),
  (2, 1, 20.5, 'paid', NULL, true, '2025-02-10', '2025-02-11T10:00:00Z', '2 days', '10.0.0.2', '{}', NULL),
  (3, NULL, NULL, 'paid', 'first', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE test.contact (id INTEGER, status TEXT, name TEXT, "order" NUMERIC, score INTEGER, price NUMERIC,
  ratio DOUBLE PRECISION, active BOOLEAN, done BOOLEAN, starts DATE, ends DATE, opened_at TIMESTAMPTZ,
  from_time TIME, span INTERVAL, ext UUID, meta JSONB, ip INET, mac MACADDR, raw BYTEA, place POINT, tags TEXT[],
  fk_company INTEGER, fk_rival INTEGER, fk_assignee INTEGER);
INSERT INTO test.contact VALUES
  (1, 'lead', 'Ann', 3, 7, 2.5, 0.5, true, false, '2025-01-01', '2025-01-31', '2025-01-15T12:30:00Z', '10:00',
    '1 day', '00000000-0000-0000-0000-000000000001', '[1, 2, 3]', '192.0.2.1', '08:00:2b:01:02:03', '\x00ff', '(1,2)',
    '{a,b}', 1, 2, 3),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL),
  (3, 'customer', '50%_a\b', -1, -7, 0, 0, false, true, '2025-03-01', '2025-02-01', '2030-01-01T00:00:00Z', '23:30',
    '1 month', NULL, '{"a": 1}', '10.0.0.1/8', NULL, '\x', NULL, '{}', 3, 3, NULL);
CREATE TABLE test.input (name TEXT, qty NUMERIC, company UUID, status TEXT, tags TEXT[], item JSONB);
INSERT INTO test.input VALUES ('it''s', 4, '00000000-0000-0000-0000-000000000001', 'lead', '{x}',
  '{"qty": 12, "text": "9", "day": "2025-01-01", "yes": true, "id": "00000000-0000-0000-0000-000000000001",
    "at": "2025-01-15T12:30:00Z", "time": "10:00", "span": "1 day", "ip": "192.0.2.1", "null": null}');
CREATE TABLE test.target AS TABLE test.contact WITH NO DATA;
INSERT INTO test.target (id) VALUES (1);
CREATE FUNCTION test.has_role(role TEXT) RETURNS BOOLEAN LANGUAGE sql AS $$ SELECT role = 'admin' $$;

CREATE FUNCTION test.same(line INTEGER, expected TEXT, got TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT CASE WHEN expected = coalesce(got, 'NULL') THEN 'ok'
    ELSE format('line %s: expected %s, got %s', line, expected, coalesce(got, 'NULL')) END
$$;

-- Random trees, as written with every parenthesis and as printed (unit-tree prints both).
CREATE TABLE test.tree (name TEXT, score INTEGER, price NUMERIC, ratio DOUBLE PRECISION, active BOOLEAN, done BOOLEAN);
INSERT INTO test.tree SELECT name, score, price, ratio, active, done FROM test.contact;
INSERT INTO test.tree VALUES ('ab', 3, 2, 1, true, true), ('a''b', 1, 1.5, -2, false, false);
CREATE TABLE test.plain (total NUMERIC, note TEXT, paid BOOLEAN);
INSERT INTO test.plain VALUES (1, 'a', true), (NULL, NULL, NULL), (2.5, 'a''b', false), (3, 'xy', true);
CREATE TABLE test.pair (authored TEXT, printed TEXT);
CREATE FUNCTION test.value(expression TEXT, of test.tree) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  result TEXT;
BEGIN
  EXECUTE format('SELECT (%s)::TEXT FROM (SELECT ($1).*) t, (SELECT qty FROM test.input) input', expression) INTO result USING of;
  RETURN coalesce(result, 'NULL');
EXCEPTION WHEN division_by_zero OR numeric_value_out_of_range THEN
  RETURN SQLSTATE;
END $$;
