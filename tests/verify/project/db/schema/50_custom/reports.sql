-- What the models do not know.
CREATE SCHEMA reports;
CREATE VIEW reports.v_contacts AS SELECT status, count(*) AS n FROM crm.tb_contact GROUP BY status;
CREATE INDEX idx_by_hand ON crm.tb_note (body);
DO $$ BEGIN
  IF to_regrole('verify_reader') IS NULL THEN CREATE ROLE verify_reader; END IF;
END $$;
GRANT SELECT ON crm.tb_note TO verify_reader;
CREATE FUNCTION reports.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER trg_note BEFORE UPDATE ON crm.tb_note FOR EACH ROW EXECUTE FUNCTION reports.touch();
CREATE OR REPLACE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN LANGUAGE sql STABLE RETURN true;
CREATE SEQUENCE reports.numbers;
CREATE DOMAIN reports.share AS INTEGER DEFAULT 1 CHECK (VALUE > 0);
CREATE TABLE reports.codes (code TEXT CONSTRAINT codes_once UNIQUE);
GRANT UPDATE (code) ON reports.codes TO verify_reader;
CREATE INDEX by_lower ON reports.codes (lower(code));
CREATE TYPE reports.span AS RANGE (subtype = integer);
