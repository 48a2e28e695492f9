ALTER TABLE {{"schema"}}.{{"table"}} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {{"schema"}}.{{"table"}} FORCE ROW LEVEL SECURITY;
CREATE POLICY {{"policy"}} ON {{"schema"}}.{{"table"}} USING (tenant_id = (SELECT app.current_tenant()));