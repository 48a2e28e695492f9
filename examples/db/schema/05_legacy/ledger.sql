-- The ledger was there before the entities were. Hand-written SQL lives in folders of its own below
-- db/schema; this one sorts behind 00_foundation and before the tables.

CREATE SCHEMA ledger;

CREATE TABLE ledger.tb_account (
  pk_account BIGINT PRIMARY KEY,
  name       TEXT NOT NULL
);

INSERT INTO ledger.tb_account (pk_account, name) VALUES (4400, 'Erlöse 19 %'), (4300, 'Erlöse 7 %');
