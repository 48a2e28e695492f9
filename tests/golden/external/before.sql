CREATE SCHEMA legacy;
CREATE TABLE legacy.ledger (ledger_no BIGINT PRIMARY KEY);
