-- What actions call
CREATE SCHEMA test;
GRANT USAGE ON SCHEMA test TO PUBLIC;

CREATE TABLE test.refreshed (n SERIAL, pk INTEGER);
GRANT ALL ON test.refreshed, test.refreshed_n_seq TO PUBLIC;

CREATE FUNCTION test.refresh(p_pk INTEGER) RETURNS VOID LANGUAGE sql AS $$INSERT INTO test.refreshed (pk) VALUES (p_pk)$$;

CREATE FUNCTION test.double(p_n INTEGER, p_plus INTEGER DEFAULT 0) RETURNS INTEGER LANGUAGE sql AS 'SELECT 2 * p_n + p_plus';

CREATE FUNCTION test.fails(p_state TEXT) RETURNS INTEGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'failed' USING ERRCODE = p_state;
END
$$;

-- calls.sql drops it
CREATE FUNCTION test.missing(p_a INTEGER, p_b TEXT) RETURNS INTEGER LANGUAGE sql RETURN p_a;
