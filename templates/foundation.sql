-- Foundation: schemas, roles, result type, audit log, outbox, and what all actions share

-- A backslash in a text is one, whatever the database says
SET standard_conforming_strings = on;

CREATE SCHEMA IF NOT EXISTS app;
{{#schemas}}
CREATE SCHEMA IF NOT EXISTS {{".name"}};
{{/schemas}}
{{?extensions}}

{{#extensions}}
CREATE EXTENSION IF NOT EXISTS {{".name"}} SCHEMA public;
{{/extensions}}
{{/extensions}}

DO $specql$
DECLARE
  v_role TEXT;
BEGIN
  FOREACH v_role IN ARRAY ARRAY[{{'api_role'}}, {{'action_role'}}] LOOP
    IF to_regrole({{?mixed_case}}quote_ident(v_role){{:}}v_role{{/mixed_case}}) IS NULL THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
    END IF;
    IF (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles r WHERE r.rolname = v_role) THEN
      RAISE EXCEPTION 'role % must not bypass row-level security', v_role;
    END IF;
  END LOOP;
  -- Functions get this owner; whoever is a member need not be one who may grant that
  IF NOT pg_has_role({{'action_role'}}, 'USAGE') THEN
    GRANT {{"action_role"}} TO CURRENT_USER;
  END IF;
END
$specql$;

GRANT USAGE ON SCHEMA app{{#schemas}}, {{".name"}}{{/schemas}} TO {{"api_role"}}, {{"action_role"}};
GRANT CREATE ON SCHEMA app TO {{"action_role"}};

CREATE TYPE app.mutation_result AS (
  id              UUID,
  updated_fields  TEXT[],
  status          TEXT,
  message         TEXT,
  object_data     JSONB,
  extra_metadata  JSONB
);

COMMENT ON TYPE app.mutation_result IS 'Answer of every mutation.

@fraiseql:composite
name: MutationResult
tier: 1
storage: composite';

CREATE TABLE app.tb_mutation_audit_log (
  id              UUID NOT NULL DEFAULT gen_random_uuid(),
  tenant_id       UUID,
  user_id         UUID,
  entity_type     TEXT NOT NULL,
  entity_id       UUID,
  operation       TEXT NOT NULL,
  status          TEXT NOT NULL,
  updated_fields  TEXT[],
  message         TEXT,
  object_data     JSONB,
  extra_metadata  JSONB,
  error_context   JSONB,
  created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT tb_mutation_audit_log_pkey PRIMARY KEY (id),
  CONSTRAINT chk_tb_mutation_audit_log_operation_enum CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE', 'NOOP', 'CUSTOM'))
);

CREATE INDEX idx_mutation_audit_tenant ON app.tb_mutation_audit_log (tenant_id);
CREATE INDEX idx_mutation_audit_entity ON app.tb_mutation_audit_log (entity_type, entity_id);
CREATE INDEX idx_mutation_audit_created ON app.tb_mutation_audit_log (created_at);

CREATE TABLE app.tb_event_outbox (
  id          BIGINT GENERATED ALWAYS AS IDENTITY,
  tenant_id   UUID,
  event_type  TEXT NOT NULL,
  payload     JSONB NOT NULL,
  created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  sent_at     TIMESTAMPTZ,
  CONSTRAINT tb_event_outbox_pkey PRIMARY KEY (id)
);

CREATE INDEX idx_event_outbox_unsent ON app.tb_event_outbox (id) WHERE sent_at IS NULL;

-- What app.succeed() tells of an action that is the same at each call
CREATE TABLE app.tb_mutation_impact (
  action               TEXT NOT NULL,
  cache_invalidations  JSONB NOT NULL,
  CONSTRAINT tb_mutation_impact_pkey PRIMARY KEY (action)
);

GRANT INSERT ON app.tb_mutation_audit_log, app.tb_event_outbox TO {{"action_role"}};
GRANT SELECT ON app.tb_mutation_impact TO {{"action_role"}};

-- The tenant of this session or of the running action; NULL, and so no row at all, when there is none
CREATE OR REPLACE FUNCTION app.current_tenant()
RETURNS UUID
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.tenant_id', true), '')::UUID;

-- NULL instead of an error when the text is no UUID
CREATE OR REPLACE FUNCTION app.to_uuid(p_text TEXT)
RETURNS UUID
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN p_text ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN p_text::UUID END;

{{?all_match}}
-- Every element fits the pattern
CREATE OR REPLACE FUNCTION app.all_match(p_values TEXT[], p_pattern TEXT)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN NOT EXISTS (SELECT FROM unnest(p_values) v WHERE v !~ p_pattern);

{{/all_match}}
{{?all_length}}
-- Every element has so many characters; NULL is no bound
CREATE OR REPLACE FUNCTION app.all_length(p_values TEXT[], p_min INTEGER, p_max INTEGER)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NOT EXISTS (
  SELECT FROM unnest(p_values) v
  WHERE char_length(v) NOT BETWEEN coalesce(p_min, 0) AND coalesce(p_max, char_length(v)));

{{/all_length}}
{{?composites}}
-- A member of a composite: absent and null alike, or of a JSON type and within its type's own rules
CREATE OR REPLACE FUNCTION app.member_fits(
  p_value JSONB, p_type TEXT, p_required BOOLEAN, p_pattern TEXT DEFAULT NULL, p_min NUMERIC DEFAULT NULL, p_max NUMERIC DEFAULT NULL)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN coalesce(jsonb_typeof(p_value), 'null') = 'null' THEN NOT p_required
  WHEN jsonb_typeof(p_value) <> p_type OR (p_value #>> '{}') !~ p_pattern THEN false
  WHEN p_type = 'number' THEN coalesce(p_value::NUMERIC >= p_min, true) AND coalesce(p_value::NUMERIC <= p_max, true)
  ELSE true END;

{{/composites}}
{{#composites}}
-- {{.type}}: an object with its members and no others
CREATE OR REPLACE FUNCTION app.{{".is"}}(p_value JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(p_value) = 'object' THEN
    p_value - ARRAY[{{#.members}}{{'.name'}}{{, }}{{/.members}}] = '{}'{{#.members}}
    AND {{.check}}{{/.members}}
  ELSE false END;

{{?.all}}
CREATE OR REPLACE FUNCTION app.{{".all"}}(p_values JSONB)
RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(p_values) = 'array' THEN
    NOT EXISTS (SELECT FROM jsonb_array_elements(p_values) v WHERE app.{{".is"}}(v) IS NOT TRUE)
  ELSE false END;

{{/.all}}
{{/composites}}
-- Permission hook: denies everything until the application replaces it
CREATE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN
LANGUAGE sql STABLE
RETURN false;

-- Hook for the roles of a caller: none until the application replaces it
CREATE FUNCTION app.caller_roles(p_tenant_id UUID, p_user_id UUID)
RETURNS TEXT[]
LANGUAGE sql STABLE
RETURN ARRAY[]::TEXT[];

-- Stops the action; its wrapper undoes every write and answers with this status
CREATE OR REPLACE FUNCTION app.reject(p_status TEXT, p_message TEXT, p_fields TEXT[] DEFAULT '{}', p_object_data JSONB DEFAULT NULL)
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'SQ001',
    MESSAGE = p_message,
    DETAIL = jsonb_build_object('status', p_status, 'fields', coalesce(p_fields, '{}'), 'object_data', p_object_data)::TEXT;
END
$specql$;

-- Rejects unless the condition is true; NULL is not true
CREATE OR REPLACE FUNCTION app.validate(p_condition BOOLEAN, p_status TEXT, p_message TEXT, p_fields TEXT[] DEFAULT '{}')
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
BEGIN
  IF p_condition IS NOT TRUE THEN
    PERFORM app.reject(p_status, p_message, p_fields);
  END IF;
END
$specql$;

-- First statement of a wrapper: binds the tenant to this call, gives what the session was bound to.
-- A migration locks the log before anything else: it waits for calls that run, and later ones wait here, so that they do what it says
CREATE OR REPLACE FUNCTION app.enter_tenant(p_tenant_id UUID)
RETURNS UUID
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_session UUID := app.current_tenant();
BEGIN
  IF p_tenant_id IS NULL THEN
    PERFORM app.reject('security:tenant_required', 'A tenant is required');
  ELSIF p_tenant_id <> v_session THEN
    PERFORM app.reject('security:tenant_isolation', 'The session belongs to another tenant');
  END IF;
  LOCK TABLE app.tb_mutation_audit_log IN ROW EXCLUSIVE MODE;
  PERFORM set_config('app.tenant_id', p_tenant_id::TEXT, true);
  RETURN v_session;
END
$specql$;

-- Last statement of a wrapper: gives the session its own tenant, or none, again
CREATE OR REPLACE FUNCTION app.leave_tenant(p_session UUID, p_result app.mutation_result)
RETURNS app.mutation_result
LANGUAGE plpgsql
AS $specql$
BEGIN
  PERFORM set_config('app.tenant_id', coalesce(p_session::TEXT, ''), true);
  RETURN p_result;
END
$specql$;

-- Reads the payload into an input type: an object, no unknown key, every required key with a value
CREATE OR REPLACE FUNCTION app.read_input(p_input ANYELEMENT, p_payload JSONB, p_required TEXT[] DEFAULT '{}', p_defaults JSONB DEFAULT '{}')
RETURNS ANYELEMENT
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_fields TEXT[];
BEGIN
  IF jsonb_typeof(p_payload) IS DISTINCT FROM 'object' THEN
    PERFORM app.reject('validation:invalid_payload', 'The payload must be an object');
  END IF;

  p_input := jsonb_populate_record(p_input, p_defaults || p_payload);
  v_fields := ARRAY(SELECT jsonb_object_keys(p_payload - ARRAY(SELECT jsonb_object_keys(to_jsonb(p_input)))));
  IF v_fields <> '{}' THEN
    PERFORM app.reject('validation:unknown_field', 'Unknown field', v_fields);
  END IF;

  -- What PostgreSQL reads, but nobody means: NaN and infinity, which no rule of a minimum would refuse, an object or a
  -- list as a text, a list in a list, a text as a list
  IF p_payload::TEXT ~* 'nan|inf|.[[{]' THEN
    v_fields := ARRAY(
      SELECT a.attname::TEXT FROM pg_type t
      JOIN pg_attribute a ON a.attrelid = t.typrelid
      JOIN pg_type c ON c.oid = a.atttypid
      WHERE t.oid = pg_typeof(p_input) AND c.typname <> 'jsonb'
        AND (jsonb_typeof(p_payload -> a.attname) = ANY (
            CASE c.typcategory WHEN 'A' THEN '{object,string}'::TEXT[] ELSE '{object,array}' END)
          OR jsonb_path_exists(p_payload -> a.attname, 'strict $[*] ? (@.type() == "array" || @.type() == "object")', '{}', true)
          OR ltrim(c.typname, '_') IN ('numeric', 'float8', 'date', 'timestamptz', 'interval')
            AND jsonb_path_exists(to_jsonb(p_input) -> a.attname, '$[*] ? (@ like_regex "^(nan|-?infinity)$" flag "i")'))
      ORDER BY a.attnum);
    IF v_fields <> '{}' THEN
      PERFORM app.reject('validation:invalid_input', 'Invalid value', v_fields);
    END IF;
  END IF;

  IF NOT jsonb_strip_nulls(p_payload) ?& p_required THEN
    v_fields := ARRAY(SELECT k FROM unnest(p_required) k WHERE NOT jsonb_strip_nulls(p_payload) ? k);
    PERFORM app.reject('validation:required_field', 'Required field is missing', v_fields);
  END IF;
  RETURN p_input;
END
$specql$;

-- The number that a text says; NaN and Infinity, which have no digit, are none
CREATE OR REPLACE FUNCTION app.to_number(p_text TEXT)
RETURNS NUMERIC
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (CASE WHEN p_text ~ '[0-9]' THEN p_text ELSE 'no number: ' || p_text END)::NUMERIC;

-- A text that shall be a date, a timestamp or a duration; infinity is none
CREATE OR REPLACE FUNCTION app.finite(p_text TEXT)
RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN p_text ~* 'inf' THEN 'no time: ' || p_text ELSE p_text END;

-- The elements of a list in a payload, in order; none of NULL
CREATE OR REPLACE FUNCTION app.elements(p_list JSONB, p_fields TEXT[] DEFAULT '{}')
RETURNS SETOF JSONB
LANGUAGE plpgsql STABLE
AS $specql$
BEGIN
  IF jsonb_typeof(p_list) NOT IN ('array', 'null') THEN
    PERFORM app.reject('validation:invalid_input', 'A list is expected', p_fields);
  END IF;
  RETURN QUERY
    SELECT e.value FROM jsonb_array_elements(nullif(p_list, 'null')) WITH ORDINALITY e (value, n)
    ORDER BY e.n;
END
$specql$;

-- The keys of the payload whose value does not fit the input type
CREATE OR REPLACE FUNCTION app.invalid_fields(p_type REGTYPE, p_payload JSONB)
RETURNS TEXT[]
LANGUAGE plpgsql STABLE
AS $specql$
DECLARE
  v_field TEXT;
  v_fields TEXT[] := ARRAY[]::TEXT[];
BEGIN
  FOR v_field IN
    SELECT a.attname::TEXT FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
    WHERE t.oid = p_type AND p_payload ? a.attname
    ORDER BY a.attnum
  LOOP
    BEGIN
      EXECUTE format('SELECT jsonb_populate_record(NULL::%s, $1)', p_type)
        USING jsonb_build_object(v_field, p_payload -> v_field);
    EXCEPTION
      WHEN data_exception THEN
        v_fields := v_fields || v_field;
    END;
  END LOOP;
  RETURN v_fields;
END
$specql$;

-- The API names of the fields that a constraint, unique index or NOT NULL column speaks of
CREATE OR REPLACE FUNCTION app.constraint_fields(p_schema TEXT, p_table TEXT, p_column TEXT, p_constraint TEXT)
RETURNS TEXT[]
LANGUAGE plpgsql STABLE
AS $specql$
BEGIN
  RETURN ARRAY(
    SELECT regexp_replace(regexp_replace(a.attname, '^pk_.+$', 'id'), '^fk_(.+)$', '\1_id')
    FROM pg_attribute a
    JOIN pg_class t ON t.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = p_schema AND t.relname = p_table AND a.attname <> 'tenant_id'
      AND (a.attname = p_column
        OR EXISTS (SELECT FROM pg_constraint c
          WHERE c.conrelid = t.oid AND c.conname = p_constraint AND a.attnum = ANY (c.conkey))
        OR EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = t.oid AND c.relname = p_constraint AND a.attnum = ANY (i.indkey)))
    ORDER BY a.attnum);
END
$specql$;

-- Writes an event that is sent if, and only if, this transaction commits
CREATE OR REPLACE FUNCTION app.emit_event(p_tenant_id UUID, p_event_type TEXT, p_payload JSONB)
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
BEGIN
  INSERT INTO app.tb_event_outbox (tenant_id, event_type, payload)
  VALUES (p_tenant_id, p_event_type, p_payload);
END
$specql$;

-- Adds what a statement did to rows of an entity to the side effects of an action; to no rows is none
CREATE OR REPLACE FUNCTION app.effect(p_effects JSONB, p_entity TEXT, p_operation TEXT, p_fields TEXT[], p_ids UUID[])
RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE
AS $specql$
DECLARE
  v_ids JSONB := to_jsonb(array_remove(p_ids, NULL));
  v_fields JSONB := to_jsonb(p_fields);
  v_effect JSONB;
BEGIN
  IF v_ids IS NULL OR v_ids = '[]' THEN
    RETURN p_effects;
  END IF;
  FOR i IN 0 .. jsonb_array_length(p_effects) - 1 LOOP
    v_effect := p_effects -> i;
    IF v_effect ->> 'entity_type' = p_entity AND v_effect ->> 'operation' = p_operation THEN
      v_fields := (v_effect -> 'modified_fields') || (
        SELECT coalesce(jsonb_agg(f), '[]') FROM jsonb_array_elements(v_fields) f WHERE NOT v_effect -> 'modified_fields' @> f);
      v_ids := (v_effect -> 'ids') || (
        SELECT coalesce(jsonb_agg(d), '[]') FROM jsonb_array_elements(v_ids) d WHERE NOT v_effect -> 'ids' @> d);
      RETURN jsonb_set(p_effects, ARRAY[i::TEXT], v_effect || jsonb_build_object('modified_fields', v_fields, 'ids', v_ids));
    END IF;
  END LOOP;
  RETURN p_effects || jsonb_build_object(
    'entity_type', p_entity, 'operation', p_operation, 'modified_fields', v_fields, 'ids', v_ids);
END
$specql$;

-- What a called action did is a side effect of its caller; one that returned early may have changed nothing
CREATE OR REPLACE FUNCTION app.called(p_effects JSONB, p_result app.mutation_result)
RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE
AS $specql$
DECLARE
  v_meta JSONB := p_result.extra_metadata -> '_meta';
  v_primary JSONB := v_meta -> 'primary_entity';
  v_effects JSONB := p_effects;
  v_effect JSONB;
BEGIN
  FOR v_effect IN
    SELECT e FROM jsonb_array_elements(
      jsonb_build_array(v_primary || jsonb_build_object('ids', jsonb_build_array(p_result.id)))
        || (v_meta -> 'actual_side_effects')) e
    WHERE e ->> 'operation' IN ('CREATE', 'DELETE') OR e ->> 'operation' = 'UPDATE' AND e -> 'modified_fields' <> '[]'
  LOOP
    v_effects := app.effect(v_effects, v_effect ->> 'entity_type', v_effect ->> 'operation',
      ARRAY(SELECT jsonb_array_elements_text(v_effect -> 'modified_fields')),
      ARRAY(SELECT jsonb_array_elements_text(v_effect -> 'ids')::UUID));
  END LOOP;
  RETURN v_effects;
END
$specql$;

-- Applies the ON DELETE rule of every foreign key to the live rows that point at a row that was marked as deleted, and
-- on to those that point at what goes along; at the end nothing that lives may point at any of them. What is still to be
-- done stands in a list, since chains of rows may be longer than calls can be deep: of each table the keys up to an end
CREATE OR REPLACE FUNCTION app.release_references(p_table REGCLASS, p_pk {{key_type}}, p_user_id UUID)
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_tables REGCLASS[] := ARRAY[p_table];
  v_ends INTEGER[] := ARRAY[1];
  v_pks {{key_type}}[] := ARRAY[p_pk];
  v_keys {{key_type}}[];
  v_gone {{key_type}}[];
  v_restrict BOOLEAN;
  v_at INTEGER;
  v_ref RECORD;
  v_found BOOLEAN;
BEGIN
  FOREACH v_restrict IN ARRAY ARRAY[false, true] LOOP
    v_at := 1;
    WHILE v_at <= cardinality(v_tables) LOOP
      v_keys := v_pks[coalesce(v_ends[v_at - 1], 0) + 1:v_ends[v_at]];
      FOR v_ref IN
        SELECT c.conrelid::REGCLASS AS child, f.attname AS fk, p.attname AS pk, c.confdeltype AS rule,
          c.confrelid::REGCLASS AS parent, u.attname AS meant, m.attname AS key, w.owner, w.owner_key, w.own,
          (SELECT count(*) = 4 FROM pg_attribute d WHERE d.attrelid = c.conrelid
             AND d.attname IN ('deleted_at', 'deleted_by', 'updated_at', 'updated_by')) AS soft
        FROM pg_constraint c
        JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[cardinality(c.conkey)]
        JOIN pg_attribute u ON u.attrelid = c.confrelid AND u.attnum = c.confkey[cardinality(c.confkey)]
        JOIN pg_constraint t ON t.conrelid = c.confrelid AND t.contype = 'p'
        JOIN pg_attribute m ON m.attrelid = t.conrelid AND m.attnum = t.conkey[1]
        LEFT JOIN pg_constraint k ON k.conrelid = c.conrelid AND k.contype = 'p'
        LEFT JOIN pg_attribute p ON p.attrelid = k.conrelid AND p.attnum = k.conkey[1]
        -- Of a table of pairs, the rows that have the lists
        LEFT JOIN LATERAL (
          SELECT w.confrelid::REGCLASS AS owner, y.attname AS owner_key, x.attname AS own
          FROM pg_constraint w
          JOIN pg_attribute y ON y.attrelid = w.confrelid AND y.attnum = w.confkey[cardinality(w.confkey)]
          JOIN pg_attribute x ON x.attrelid = w.conrelid AND x.attnum = w.conkey[cardinality(w.conkey)]
          JOIN pg_attribute d ON d.attrelid = w.confrelid AND d.attname = 'deleted_at'
          WHERE w.contype = 'f' AND w.conrelid = c.conrelid AND w.confdeltype = 'c' AND k.conkey = ARRAY[x.attnum, f.attnum]
          LIMIT 1) w ON true
        WHERE c.contype = 'f' AND c.confrelid = v_tables[v_at] AND (c.confdeltype NOT IN ('c', 'n')) = v_restrict
        ORDER BY c.conname
      LOOP
        IF v_restrict THEN
          IF v_ref.owner IS NOT NULL THEN
            -- A pair is as live as the row that has the list: other tenants' pairs of one that all share are still there
            EXECUTE format('SELECT EXISTS (SELECT FROM %s j JOIN %s o ON o.%I = j.%I AND o.deleted_at IS NULL'
              ' WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1))))',
              v_ref.child, v_ref.owner, v_ref.owner_key, v_ref.own, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key)
              INTO v_found USING v_keys;
          ELSIF v_ref.soft THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %s j WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1))) AND j.deleted_at IS NULL)',
              v_ref.child, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key) INTO v_found USING v_keys;
          ELSE
            EXECUTE format('SELECT EXISTS (SELECT FROM %s j WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1))))',
              v_ref.child, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key) INTO v_found USING v_keys;
          END IF;
          IF v_found THEN
            PERFORM app.reject('constraint:foreign_key_violation', 'Still in use', '{id}');
          END IF;
        ELSIF NOT v_ref.soft AND v_ref.rule = 'n' THEN
          EXECUTE format('UPDATE %s j SET %I = NULL WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1)))',
            v_ref.child, v_ref.fk, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key) USING v_keys;
        ELSIF NOT v_ref.soft THEN
          -- Pairs, and rows of tables that were written by hand
          EXECUTE format('DELETE FROM %s j WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1)))',
            v_ref.child, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key) USING v_keys;
        ELSIF v_ref.rule = 'n' THEN
          EXECUTE format('UPDATE %s j SET %I = NULL, updated_at = now(), updated_by = $2'
            ' WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1))) AND j.deleted_at IS NULL',
            v_ref.child, v_ref.fk, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key) USING v_keys, p_user_id;
        ELSE
          -- Whoever stores a reference to one of them is waited for; the update alone would not
          EXECUTE format('SELECT FROM %s j WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1)))'
            ' AND j.deleted_at IS NULL ORDER BY j.%I FOR UPDATE OF j',
            v_ref.child, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key, v_ref.pk) USING v_keys;
          EXECUTE format('WITH gone AS (UPDATE %s j SET deleted_at = now(), deleted_by = $2, updated_at = now(), updated_by = $2'
            ' WHERE j.%I = ANY (ARRAY(SELECT r.%I FROM %s r WHERE r.%I = ANY ($1))) AND j.deleted_at IS NULL'
            ' RETURNING j.%I AS pk) SELECT array_agg(pk) FROM gone',
            v_ref.child, v_ref.fk, v_ref.meant, v_ref.parent, v_ref.key, v_ref.pk) INTO v_gone USING v_keys, p_user_id;
          IF v_gone IS NOT NULL THEN
            v_pks := v_pks || v_gone;
            v_tables := v_tables || v_ref.child;
            v_ends := v_ends || cardinality(v_pks);
          END IF;
        END IF;
      END LOOP;
      v_at := v_at + 1;
    END LOOP;
  END LOOP;
END
$specql$;

CREATE OR REPLACE FUNCTION app.log_and_return_mutation(
  p_tenant_id UUID, p_user_id UUID, p_entity TEXT, p_entity_id UUID, p_operation TEXT, p_status TEXT,
  p_updated_fields TEXT[], p_message TEXT, p_object_data JSONB,
  p_extra_metadata JSONB DEFAULT NULL, p_error_context JSONB DEFAULT NULL)
RETURNS app.mutation_result
LANGUAGE plpgsql
AS $specql$
BEGIN
  INSERT INTO app.tb_mutation_audit_log (
    tenant_id, user_id, entity_type, entity_id, operation, status,
    updated_fields, message, object_data, extra_metadata, error_context)
  VALUES (
    p_tenant_id, p_user_id, p_entity, p_entity_id, p_operation, p_status,
    p_updated_fields, p_message, p_object_data, p_extra_metadata, p_error_context);
  RETURN ROW(p_entity_id, p_updated_fields, p_status, p_message, p_object_data, p_extra_metadata)::app.mutation_result;
END
$specql$;

-- Last statement of an action: logs and answers what was done; what was left out, since it was for nobody, is logged
CREATE OR REPLACE FUNCTION app.succeed(
  p_tenant_id UUID, p_user_id UUID, p_action TEXT, p_entity TEXT, p_entity_id UUID, p_operation TEXT,
  p_updated_fields TEXT[], p_message TEXT, p_object_data JSONB, p_side_effects JSONB DEFAULT '[]', p_result JSONB DEFAULT NULL,
  p_skipped TEXT[] DEFAULT NULL)
RETURNS app.mutation_result
LANGUAGE plpgsql
AS $specql$
BEGIN
  RETURN app.log_and_return_mutation(
    p_tenant_id, p_user_id, p_entity, p_entity_id, p_operation, 'success', p_updated_fields, p_message, p_object_data,
    jsonb_build_object('_meta', jsonb_build_object(
      'primary_entity', jsonb_build_object(
        'entity_type', p_entity,
        'operation', CASE p_operation WHEN 'INSERT' THEN 'CREATE' ELSE p_operation END,
        'modified_fields', p_updated_fields),
      'actual_side_effects', p_side_effects,
      'cache_invalidations', coalesce(
        (SELECT i.cache_invalidations FROM app.tb_mutation_impact i WHERE i.action = p_action), '[]')))
      || CASE WHEN p_result IS NULL THEN '{}' ELSE jsonb_build_object('result', p_result) END,
    CASE WHEN p_skipped IS NOT NULL THEN jsonb_build_object('skipped', p_skipped) END);
END
$specql$;

-- What the author of a rule wants to be told when it is violated: a code, a status, a sentence or nothing, from the
-- comment on its constraint; NULL of other constraints
CREATE OR REPLACE FUNCTION app.rule_error(p_schema TEXT, p_table TEXT, p_constraint TEXT)
RETURNS TEXT
LANGUAGE plpgsql STABLE
AS $specql$
BEGIN
  RETURN (
    SELECT regexp_replace(substring(obj_description(c.oid, 'pg_constraint') FROM '@specql:rule(.*)$'), '^\nerror: ', '')
    FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = p_schema AND t.relname = p_table AND c.conname = p_constraint);
END
$specql$;

-- What an error means to the client: status, message and fields
CREATE OR REPLACE FUNCTION app.failure(
  p_input TEXT, p_payload JSONB, p_state TEXT, p_error TEXT,
  p_detail TEXT, p_schema TEXT, p_table TEXT, p_column TEXT, p_constraint TEXT)
RETURNS app.mutation_result
LANGUAGE plpgsql STABLE
AS $specql$
DECLARE
  v_detail JSONB := '{}'::JSONB;
  v_rule TEXT;
  v_status TEXT;
  v_message TEXT;
  v_fields TEXT[] := ARRAY[]::TEXT[];
BEGIN
  IF p_state = 'SQ001' AND p_detail LIKE '{"%' THEN
    v_detail := p_detail::JSONB;
    v_status := v_detail ->> 'status';
    v_message := p_error;
    v_fields := ARRAY(SELECT jsonb_array_elements_text(v_detail -> 'fields'));
  ELSIF p_state LIKE '22%' THEN
    v_fields := app.invalid_fields(to_regtype(p_input), p_payload);
  ELSIF p_state LIKE '23%' THEN
    v_fields := app.constraint_fields(p_schema, p_table, p_column, p_constraint);
    v_rule := app.rule_error(p_schema, p_table, p_constraint);
  END IF;

  IF v_status IS NULL THEN
    SELECT m.status, m.message INTO v_status, v_message
    FROM (VALUES
      (p_state LIKE '22%' AND v_fields <> '{}', 'validation:invalid_input', 'Invalid value'),
      (p_state IN ('22P02', '22007', '22008'), 'validation:invalid_input', 'Invalid value'),
      (p_state = '22003', 'validation:out_of_range', 'Out of range'),
      (p_state = '22001', 'validation:invalid_length', 'Too short or too long'),
      (p_state = '23502', 'validation:required_field', 'Required field is missing'),
      (p_state IN ('23503', '23001'), 'constraint:foreign_key_violation', 'Refers to something absent or still in use'),
      (p_state = '23505', 'constraint:unique_violation', 'Already in use'),
      (v_rule ~ '^[a-z][A-Za-z0-9_]*$', 'failed:' || v_rule, upper(left(v_rule, 1)) || replace(substr(v_rule, 2), '_', ' ')),
      (v_rule ~ '^[a-z][A-Za-z0-9_]*:[A-Za-z0-9_]+$', v_rule, upper(left(split_part(v_rule, ':', 2), 1)) || replace(substr(split_part(v_rule, ':', 2), 2), '_', ' ')),
      (v_rule <> '', 'constraint:check_violation', v_rule),
      (v_rule = '', 'constraint:check_violation', 'Not allowed'),
      (p_state = '23514' AND p_constraint LIKE '%\_enum', 'validation:invalid_enum', 'Not one of the allowed values'),
      (p_state = '23514' AND p_constraint LIKE '%\_pattern', 'validation:invalid_format', 'Wrong format'),
      (p_state = '23514' AND p_constraint LIKE '%\_range', 'validation:out_of_range', 'Out of range'),
      (p_state = '23514' AND p_constraint LIKE '%\_bounds', 'validation:out_of_range', 'Out of range'),
      (p_state = '23514' AND p_constraint LIKE '%\_length', 'validation:invalid_length', 'Too short or too long'),
      (p_state = '23514' AND p_constraint LIKE '%\_elements', 'validation:null_element', 'A list has an element without a value'),
      (p_state = '23514' AND p_constraint LIKE '%\_shape', 'validation:invalid_shape', 'Not made of the members that it must have'),
      (p_state = '23514' AND p_constraint LIKE '%\_target', 'validation:invalid_target', 'Refers to none or to several'),
      (p_state = '23514', 'constraint:check_violation', 'Not allowed'),
      (p_state = '23P01', 'constraint:exclusion_violation', 'Overlaps with another one'),
      (p_state = '42501', 'security:permission_denied', 'Permission denied'),
      (p_state IN ('42883', '3F000'), 'failed:function_missing', 'A function that it calls is missing'),
      (true, 'failed:unexpected_error', 'An unexpected error occurred')
    ) m (matches, status, message)
    WHERE m.matches
    LIMIT 1;
  END IF;
  RETURN ROW(app.to_uuid(p_payload ->> 'id'), v_fields, v_status, v_message,
    nullif(v_detail -> 'object_data', 'null'), NULL)::app.mutation_result;
END
$specql$;

-- A violation by an element of a list in a payload: stops the action as app.reject does, with fields such as items[3].qty
CREATE OR REPLACE FUNCTION app.fail_element(
  p_list TEXT, p_index INTEGER, p_own_table TEXT, p_state TEXT, p_error TEXT,
  p_detail TEXT, p_schema TEXT, p_table TEXT, p_column TEXT, p_constraint TEXT)
RETURNS VOID
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_failure app.mutation_result := app.failure(
    NULL, NULL, p_state, p_error, p_detail, p_schema, p_table, p_column, p_constraint);
  v_element TEXT := format('%s[%s]', p_list, p_index);
  v_fields TEXT[] := ARRAY(SELECT v_element || '.' || f FROM unnest(v_failure.updated_fields) f);
BEGIN
  IF v_failure.status = 'failed:unexpected_error' THEN
    RAISE EXCEPTION USING ERRCODE = p_state, MESSAGE = p_error, DETAIL = p_detail;
  END IF;
  -- A column of the action's own row is no member of the element, and an element that is no object has none
  IF v_fields = '{}' OR p_own_table IS NULL OR format('%s.%s', p_schema, p_table) = p_own_table THEN
    v_fields := ARRAY[v_element];
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = 'SQ001',
    MESSAGE = v_failure.message,
    DETAIL = jsonb_build_object('status', v_failure.status, 'fields', v_fields,
      'context', jsonb_build_object('sqlstate', p_state, 'error', p_error, 'detail', p_detail))::TEXT;
END
$specql$;

-- Answer of a wrapper to any error: a status, fields and one audit row; the error's text stays on the server
CREATE OR REPLACE FUNCTION app.fail(
  p_tenant_id UUID, p_user_id UUID, p_entity TEXT, p_action TEXT, p_payload JSONB, p_state TEXT, p_error TEXT,
  p_detail TEXT, p_schema TEXT, p_table TEXT, p_column TEXT, p_constraint TEXT, p_input TEXT DEFAULT NULL)
RETURNS app.mutation_result
LANGUAGE plpgsql
AS $specql$
DECLARE
  v_failure app.mutation_result := app.failure(
    coalesce(p_input, format('app.%I', 'type_' || p_action || '_input')), p_payload, p_state, p_error,
    p_detail, p_schema, p_table, p_column, p_constraint);
  v_context JSONB := jsonb_build_object('action', p_action);
BEGIN
  IF p_state <> 'SQ001' THEN
    v_context := v_context || jsonb_build_object('sqlstate', p_state, 'error', p_error, 'detail', p_detail);
  ELSIF p_detail LIKE '{"%' THEN
    v_context := v_context || coalesce(p_detail::JSONB -> 'context', '{}');
  END IF;
  IF v_failure.status = 'failed:unexpected_error' THEN
    RAISE LOG 'app.%: % (%)', p_action, p_error, p_state;
  END IF;
  RETURN app.log_and_return_mutation(
    p_tenant_id, p_user_id, p_entity, v_failure.id, 'NOOP', v_failure.status, v_failure.updated_fields, v_failure.message,
    v_failure.object_data, p_error_context => v_context);
END
$specql$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO {{"action_role"}};
GRANT EXECUTE ON FUNCTION app.current_tenant() TO {{"api_role"}};
