CREATE SCHEMA legacy;
CREATE TABLE legacy.ledger (ledger_no BIGINT PRIMARY KEY);
CREATE TABLE legacy.person (person_id UUID PRIMARY KEY);
