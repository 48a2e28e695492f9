-- A tenant with companies in two countries, their contacts, and the view of these.
INSERT INTO crm.tb_country (tenant_id, name) VALUES
  ('aaaaaaaa-0000-4000-8000-00000000000a', 'Here'), ('aaaaaaaa-0000-4000-8000-00000000000a', 'There');
INSERT INTO crm.tb_company (id, tenant_id, name, fk_country)
SELECT ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::UUID, 'aaaaaaaa-0000-4000-8000-00000000000a',
  'Company ' || n, (SELECT c.pk_country FROM crm.tb_country c WHERE c.name = CASE n % 2 WHEN 0 THEN 'Here' ELSE 'There' END)
FROM generate_series(1, 1000) n;
INSERT INTO crm.tb_contact (id, tenant_id, name, fk_company, score)
SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::UUID, 'aaaaaaaa-0000-4000-8000-00000000000a',
  'Number ' || n, (SELECT c.pk_company FROM crm.tb_company c WHERE c.name = 'Company ' || 1 + n % 1000), -1
FROM generate_series(1, :rows) n;
SELECT crm.refresh_tv_contact();
VACUUM ANALYZE;
GRANT app_api TO CURRENT_USER;
