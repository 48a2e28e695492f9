-- Every scalar and composite takes its example and refuses what it should.
\set t '''00000000-0000-0000-0000-0000000000a1'''
CREATE FUNCTION test.put(p_table TEXT, p_column TEXT, p_value TEXT) RETURNS TEXT LANGUAGE sql AS $$
  SELECT format('INSERT INTO lab.%I (tenant_id, %I) VALUES (%L, %L)', p_table, p_column,
    '00000000-0000-0000-0000-0000000000a1', p_value)
$$;

CREATE TABLE test.scalar (name TEXT, value TEXT);
INSERT INTO test.scalar VALUES
  ('a_email', 'user@example.com'),
  ('a_phone_number', '+14155551234'),
  ('a_url', 'https://example.com'),
  ('a_slug', 'my-article-slug'),
  ('a_markdown', '# Heading'),
  ('a_html', '<p>Hello <strong>world</strong></p>'),
  ('a_ip_address', '192.168.1.1'),
  ('a_mac_address', '08:00:2b:01:02:03'),
  ('a_money', '1234.56'),
  ('a_percentage', '75.5'),
  ('a_date', '2025-11-08'),
  ('a_datetime', '2025-11-08T14:30:00Z'),
  ('a_time', '14:30:00'),
  ('a_duration', '2 hours 30 minutes'),
  ('a_coordinates', '(37.7749, -122.4194)'),
  ('a_latitude', '37.7749'),
  ('a_longitude', '-122.4194'),
  ('a_image', 'https://example.com/image.jpg'),
  ('a_file', 'https://example.com/document.pdf'),
  ('a_color', '#FF5733'),
  ('a_uuid', '550e8400-e29b-41d4-a716-446655440000'),
  ('a_language_code', 'en'),
  ('a_locale_code', 'en-US'),
  ('a_timezone', 'America/New_York'),
  ('a_currency_code', 'USD'),
  ('a_country_code', 'US'),
  ('a_mime_type', 'application/json'),
  ('a_semantic_version', '1.2.3'),
  ('a_stock_symbol', 'AAPL'),
  ('a_isin', 'US0378331005'),
  ('a_cusip', '037833100'),
  ('a_sedol', 'B02LC96'),
  ('a_lei', '54930084UKLVMY22DS16'),
  ('a_mic', 'XNYS'),
  ('a_exchange_code', 'NYSE'),
  ('a_exchange_rate', '1.23456789'),
  ('a_tracking_number', '1Z999AA1234567890'),
  ('a_container_number', 'MSKU1234567'),
  ('a_license_plate', 'ABC-123'),
  ('a_vin', '1HGCM82633A123456'),
  ('a_flight_number', 'AA1234'),
  ('a_port_code', 'USNYC'),
  ('a_postal_code', '12345'),
  ('a_airport_code', 'JFK'),
  ('a_domain_name', 'example.com'),
  ('a_api_key', 'sk-1234567890abcdef01'),
  ('a_hash_sha256', 'a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3'),
  ('a_iban', 'GB29NWBK60161331926819'),
  ('a_swift_code', 'CHASUS33'),
  ('a_json', '{"key": "value"}');
SELECT test.ok(count(*) = 50, 'fifty scalars') FROM test.scalar;
SELECT test.takes(test.put('tb_scalar', name, value)) FROM test.scalar;
SELECT test.ok(count(*) = 50, 'each in its row') FROM lab.tb_scalar;

-- 23514 a rule, 22% no value of the type
CREATE TABLE test.bad_scalar (state TEXT, name TEXT, value TEXT);
INSERT INTO test.bad_scalar VALUES
  ('23514', 'a_email', 'no address'),
  ('23514', 'a_email', 'a@b'),
  ('23514', 'a_phone_number', '14155551234'),
  ('23514', 'a_phone_number', '+0123456'),
  ('23514', 'a_url', 'ftp://example.com'),
  ('23514', 'a_url', 'https://'),
  ('23514', 'a_slug', 'My-Slug'),
  ('23514', 'a_slug', 'a--b'),
  ('22P02', 'a_ip_address', '300.1.1.1'),
  ('22P02', 'a_mac_address', 'zz'),
  ('23514', 'a_money', '-0.01'),
  ('22003', 'a_money', '1e20'),
  ('23514', 'a_percentage', '100.01'),
  ('23514', 'a_percentage', '-1'),
  ('22008', 'a_date', '2025-02-30'),
  ('22007', 'a_datetime', 'whenever'),
  ('22008', 'a_time', '25:00'),
  ('22007', 'a_duration', 'soon'),
  ('23514', 'a_coordinates', '(90.1,0)'),
  ('23514', 'a_coordinates', '(0,-180.1)'),
  ('23514', 'a_latitude', '-90.1'),
  ('23514', 'a_longitude', '180.1'),
  ('23514', 'a_color', 'FF5733'),
  ('23514', 'a_color', '#FF573G'),
  ('22P02', 'a_uuid', '550e8400'),
  ('23514', 'a_language_code', 'EN'),
  ('23514', 'a_locale_code', 'en_US'),
  ('23514', 'a_timezone', 'utc'),
  ('23514', 'a_currency_code', 'usd'),
  ('23514', 'a_currency_code', 'EURO'),
  ('23514', 'a_country_code', 'us'),
  ('23514', 'a_mime_type', 'text'),
  ('23514', 'a_semantic_version', '1.2'),
  ('23514', 'a_semantic_version', '01.2.3'),
  ('23514', 'a_stock_symbol', 'aapl'),
  ('23514', 'a_isin', 'us0378331005'),
  ('23514', 'a_cusip', '03783310'),
  ('23514', 'a_sedol', 'b02lc96'),
  ('23514', 'a_lei', '5493'),
  ('23514', 'a_mic', 'XNY'),
  ('23514', 'a_exchange_code', 'N'),
  ('23514', 'a_exchange_rate', '-1'),
  ('23514', 'a_tracking_number', '1z999aa1234567890'),
  ('23514', 'a_container_number', 'MSKX1234567'),
  ('23514', 'a_license_plate', 'abc'),
  ('23514', 'a_vin', '1HGCM82633I123456'),
  ('23514', 'a_flight_number', 'A1'),
  ('23514', 'a_port_code', 'usnyc'),
  ('23514', 'a_postal_code', '12'),
  ('23514', 'a_airport_code', 'jfk'),
  ('23514', 'a_domain_name', 'localhost'),
  ('23514', 'a_api_key', 'short'),
  ('23514', 'a_hash_sha256', 'A665A45920422F9D417E4867EFDC4FB8A04A1F3FFF1FA07E998E86F7F7A27AE3'),
  ('23514', 'a_iban', 'GB29 NWBK 6016 1331 9268 19'),
  ('23514', 'a_swift_code', 'CHAS'),
  ('22P02', 'a_json', '{'),
  ('23514', 'a_currency_code', E'USD\n');
SELECT test.refuses(state, test.put('tb_scalar', name, value)) FROM test.bad_scalar;
SELECT test.ok(count(*) = 0, 'nothing was tried with ' || min(s.name))
FROM test.scalar s
WHERE s.name NOT IN (SELECT name FROM test.bad_scalar) AND s.name NOT IN ('a_markdown', 'a_html', 'a_image', 'a_file');

CREATE TABLE test.composite (name TEXT, value TEXT);
INSERT INTO test.composite VALUES
  ('a_simple_address', '{"street":"1 Main St","city":"Springfield","state":"IL","zipCode":"62701"}'),
  ('a_money_amount', '{"amount":1234.56,"currency":"USD"}'),
  ('a_person_name', '{"firstName":"Ada","lastName":"Lovelace"}'),
  ('a_contact_info', '{"email":"user@example.com"}'),
  ('a_coordinates', '{"latitude":37.7749,"longitude":-122.4194}'),
  ('a_time_range', '{"start":"09:00:00","end":"17:00:00"}'),
  ('a_date_range', '{"start":"2025-11-08","end":"2025-11-09"}'),
  ('a_phone_number', '{"countryCode":"1","number":"4155551234"}'),
  ('a_email_address', '{"address":"user@example.com"}'),
  ('a_url', '{"protocol":"https","host":"example.com"}'),
  ('a_color', '{"red":255,"green":87,"blue":51}'),
  ('a_dimensions', '{"width":1.5,"height":2,"unit":"m"}'),
  ('a_business_hours', '{"monday":{"start":"09:00:00","end":"17:00:00"}}'),
  ('a_contact', '{"name":"Ada"}'),
  ('a_company', '{"name":"Example"}'),
  ('a_geo_location', '{"latitude":37.7749,"longitude":-122.4194,"timestamp":"2025-11-08T14:30:00Z"}'),
  ('a_currency_exchange', '{"baseCurrency":"EUR","quoteCurrency":"USD","rate":1.08,"timestamp":"2025-11-08T14:30:00Z"}'),
  ('a_simple_address', '{"street":"1","city":"2","state":"3","zipCode":"4","country":null}'),
  ('a_business_hours', '{}'),
  ('a_business_hours', '{"sunday":null}'),
  ('a_color', '{"red":1,"green":2,"blue":3,"alpha":0.5}'),
  ('a_company', '{"name":"A","address":{"street":"1","city":"2","state":"3","zipCode":"4"},"employee_count":12}'),
  ('a_time_range', '{"start":"09:00","end":"17:30:00.5"}'),
  ('a_geo_location', '{"latitude":-90,"longitude":180,"timestamp":"2025-11-08T14:30:00+01:00"}'),
  ('prices', '[]'),
  ('prices', '[{"amount":1,"currency":"EUR"},{"amount":2,"currency":"USD"}]'),
  ('firms', '[{"name":"A"}]');
SELECT test.ok(count(DISTINCT name) = 19, 'seventeen composites, two lists') FROM test.composite;
SELECT test.takes(test.put('tb_composite', name, value)) FROM test.composite;

CREATE TABLE test.bad_composite (name TEXT, value TEXT);
INSERT INTO test.bad_composite VALUES
  ('a_simple_address', '{"street":"1","city":"2","state":"3"}'),
  ('a_simple_address', '{"street":"1","city":"2","state":"3","zipCode":null}'),
  ('a_simple_address', '{"street":"1","city":"2","state":"3","zipCode":4}'),
  ('a_simple_address', '{"street":"1","city":"2","state":"3","zipCode":"4","planet":"Earth"}'),
  ('a_simple_address', '[]'),
  ('a_simple_address', '"x"'),
  ('a_simple_address', 'null'),
  ('a_money_amount', '{"amount":-1,"currency":"USD"}'),
  ('a_money_amount', '{"amount":"1","currency":"USD"}'),
  ('a_person_name', '{"firstName":"Ada"}'),
  ('a_contact_info', '{"email":"no address"}'),
  ('a_contact_info', '{"website":"ftp://x"}'),
  ('a_coordinates', '{"latitude":90.1,"longitude":0}'),
  ('a_coordinates', '{"latitude":0,"longitude":-180.1}'),
  ('a_time_range', '{"start":"9:00","end":"17:00"}'),
  ('a_time_range', '{"start":"24:00:00","end":"17:00"}'),
  ('a_date_range', '{"start":"2025-13-01","end":"2025-11-09"}'),
  ('a_phone_number', '{"number":"1"}'),
  ('a_email_address', '{"address":"a@b"}'),
  ('a_url', '{"protocol":"https"}'),
  ('a_color', '{"red":1.5,"green":87,"blue":51}'),
  ('a_color', '{"red":"1","green":87,"blue":51}'),
  ('a_dimensions', '{"width":1,"height":true,"unit":"m"}'),
  ('a_business_hours', '{"monday":{"start":"09:00:00"}}'),
  ('a_business_hours', '{"monday":"open"}'),
  ('a_contact', '{"email":"user@example.com"}'),
  ('a_contact', '{"name":"Ada","phone":"1"}'),
  ('a_company', '{"name":"A","address":{"street":"1"}}'),
  ('a_company', '{"name":"A","employee_count":1.5}'),
  ('a_geo_location', '{"latitude":0,"longitude":0}'),
  ('a_geo_location', '{"latitude":0,"longitude":0,"timestamp":"yesterday"}'),
  ('a_currency_exchange', '{"baseCurrency":"eur","quoteCurrency":"USD","rate":1,"timestamp":"2025-11-08T14:30:00Z"}'),
  ('prices', '{}'),
  ('prices', '[{"amount":1,"currency":"EUR"},{"amount":2}]'),
  ('prices', '[null]'),
  ('firms', '[{"name":"A","address":1}]');
SELECT test.refuses('23514', test.put('tb_composite', name, value), 'chk_tb_composite_' || name || '_shape') FROM test.bad_composite;
SELECT test.ok(count(*) = 0, 'nothing was tried with ' || min(name))
FROM test.composite WHERE name NOT IN (SELECT name FROM test.bad_composite);

-- Basic types (D13)
SELECT test.ok(test.col('lab.tb_basic', c) = t, format('%s is %s, not %s', c, test.col('lab.tb_basic', c), t))
FROM (VALUES
  ('a_text', 'text'), ('short', 'text'), ('between', 'text'), ('fixed', 'character(2)'), ('varying', 'character varying(5)'),
  ('word', 'text = ''it''''s''::text'), ('an_integer', 'integer'), ('level', 'integer'), ('a_bigint', 'bigint'), ('a_smallint', 'smallint'),
  ('a_float', 'double precision'), ('a_decimal', 'numeric'), ('price', 'numeric(10,2)'), ('a_numeric', 'numeric'),
  ('a_boolean', 'boolean'), ('a_date', 'date'), ('a_time', 'time without time zone'),
  ('a_timestamp', 'timestamp with time zone'), ('a_timestamptz', 'timestamp with time zone'),
  ('a_datetime', 'timestamp with time zone'), ('an_interval', 'interval'), ('a_uuid', 'uuid'), ('a_json', 'jsonb'),
  ('a_jsonb', 'jsonb'), ('a_bytea', 'bytea'), ('an_inet', 'inet'), ('mood', 'text'),
  ('tags', 'text[]'), ('moods', 'text[]'), ('emails', 'text[]'), ('codes', 'text[]'), ('shares', 'numeric(5,2)[]'),
  ('places', 'point[]'), ('extras', 'jsonb'), ('days', 'date[]')
) v (c, t);
SELECT test.takes(test.put('tb_basic', c, v)) FROM (VALUES
  ('short', '12345'), ('between', '12'), ('level', '10'), ('mood', 'so-so'), ('mood', 'it''s fine'), ('code', 'AB1'),
  ('tags', '{a,b}'), ('tags', '{}'), ('moods', '{over,so-so}'), ('moods', '{}'), ('emails', '{a@example.com,b@example.com}'),
  ('codes', '{ab,abcd}'), ('shares', '{0,100}'), ('places', '{"(90,180)","(-90,-180)"}'), ('extras', '[1, {}]'), ('a_json', '[1, 2]'), ('a_json', '{}'), ('a_json', 'null'), ('a_json', '3'),
  ('least', '0.5')
) x (c, v);
SELECT test.refuses('23514', test.put('tb_basic', c, v), format('chk_tb_basic_%s_%s', c, k)) FROM (VALUES
  ('short', '123456', 'length'), ('between', '1', 'length'), ('between', '123456', 'length'), ('level', '11', 'range'),
  ('level', '0', 'range'), ('mood', 'So-So', 'enum'), ('code', 'ab1', 'pattern'), ('code', 'xAB1', 'pattern'),
  ('moods', '{over,bad}', 'enum'), ('moods', '{NULL}', 'elements'), ('emails', '{a@example.com,b}', 'pattern'),
  ('emails', '{NULL}', 'elements'), ('tags', '{a,NULL}', 'elements'), ('codes', '{ab,NULL}', 'elements'),
  ('shares', '{1,NULL}', 'elements'), ('places', '{NULL}', 'elements'), ('days', '{NULL}', 'elements'), ('codes', '{abcd,abcde}', 'length'), ('codes', '{a}', 'length'), ('shares', '{0,101}', 'range'),
  ('shares', '{-1}', 'range'), ('places', '{"(0,0)","(91,0)"}', 'bounds'), ('extras', '{}', 'shape'), ('least', '0.4', 'range')
) x (c, v, k);
SELECT test.refuses('23514', test.put('tb_basic', 'least', '600'), 'chk_tb_basic_least_small');
SELECT test.refuses('23514', test.put('tb_basic', 'a_json', '[1, 2, 3]'), 'chk_tb_basic_json_short');

-- Defaults and NOT NULL (D14)
INSERT INTO lab.tb_basic (tenant_id) VALUES (:t);
SELECT test.ok(
  (b.word, b.rate, b.active, b.kind, b.bag, b.numbers, b.day) = ('it''s', -1.50, true, 'b', '{"a": 1}'::JSONB, '{1,2}'::INTEGER[], '2025-01-31'::DATE)
  AND b.at = b.created_at AND b.token IS NOT NULL, 'defaults')
FROM lab.tb_basic b ORDER BY b.pk_basic DESC LIMIT 1;
SELECT test.ok(test.col('lab.tb_basic', 'active') = 'boolean not null = true', 'NOT NULL beside a default');
SELECT test.refuses('23502', format('INSERT INTO lab.tb_basic (tenant_id, active) VALUES (%L, NULL)', :t));
