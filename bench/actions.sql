-- Rows in two tenants, and by hand what app.rate_contact does: the same lock, check, write, audit row and answer.
INSERT INTO crm.tb_company (tenant_id, name) VALUES
  ('aaaaaaaa-0000-4000-8000-00000000000a', 'Ours'), ('bbbbbbbb-0000-4000-8000-00000000000b', 'Theirs');
INSERT INTO crm.tb_contact (id, tenant_id, email, first_name, last_name, fk_company, score)
SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n + CASE c.name WHEN 'Theirs' THEN 1000000 ELSE 0 END), 12, '0'))::UUID,
  c.tenant_id, 'person' || n || '@example.com', 'Person', 'Number ' || n, c.pk_company, -1
FROM crm.tb_company c, generate_series(1, :rows) n;
VACUUM ANALYZE;

CREATE FUNCTION public.rate_by_hand(p_tenant_id UUID, p_user_id UUID, p_payload JSONB)
RETURNS app.mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
  v_old crm.tb_contact;
  v_new crm.tb_contact;
  v_object JSONB;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id::TEXT, true);
  SELECT * INTO v_old FROM crm.tb_contact t
  WHERE t.id = (p_payload ->> 'id')::UUID AND t.tenant_id = p_tenant_id AND t.deleted_at IS NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'not found';
  END IF;
  IF v_old.status IS DISTINCT FROM 'lead' THEN
    RAISE EXCEPTION 'not a lead';
  END IF;
  UPDATE crm.tb_contact t SET score = (p_payload ->> 'score')::INTEGER, updated_at = now(), updated_by = p_user_id
  WHERE t.pk_contact = v_old.pk_contact
  RETURNING * INTO v_new;
  v_object := jsonb_build_object('id', v_new.id, 'email', v_new.email, 'first_name', v_new.first_name,
    'last_name', v_new.last_name, 'phone', v_new.phone,
    'company', (SELECT jsonb_build_object('id', r.id) FROM crm.tb_company r WHERE r.pk_company = v_new.fk_company),
    'status', v_new.status, 'score', v_new.score, 'tags', v_new.tags,
    'created_at', v_new.created_at, 'updated_at', v_new.updated_at);
  INSERT INTO app.tb_mutation_audit_log (
    tenant_id, user_id, entity_type, entity_id, operation, status, updated_fields, message, object_data)
  VALUES (p_tenant_id, p_user_id, 'Contact', v_new.id, 'UPDATE', 'success', '{score}', 'Done', v_object);
  PERFORM set_config('app.tenant_id', '', true);
  RETURN ROW(v_new.id, '{score}'::TEXT[], 'success', 'Done', v_object, NULL)::app.mutation_result;
END
$body$;
ALTER FUNCTION public.rate_by_hand(UUID, UUID, JSONB) OWNER TO app_action;
GRANT EXECUTE ON FUNCTION public.rate_by_hand(UUID, UUID, JSONB) TO app_api;
GRANT app_api TO CURRENT_USER;
