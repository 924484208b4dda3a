-- Rules that hold in the database whatever the application does.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE ON policy FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER card_revision_append_only BEFORE UPDATE OR DELETE ON card_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER prediction_append_only BEFORE UPDATE OR DELETE ON prediction FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER price_append_only BEFORE UPDATE OR DELETE ON price FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_node_append_only BEFORE UPDATE OR DELETE ON ledger_node FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

CREATE FUNCTION queue_for_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO ledger_pending (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_event_queue AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION queue_for_ledger();
--> statement-breakpoint

-- What was sent stays: bytes, digest and authorship of a version or snapshot cannot be rewritten.
CREATE FUNCTION keep_version_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a version is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.model_id <> OLD.model_id OR NEW.number <> OLD.number OR NEW.created_by <> OLD.created_by
    OR (OLD.artifact_digest IS NOT NULL AND NEW.artifact_digest IS DISTINCT FROM OLD.artifact_digest)
    OR (OLD.serving_digest IS NOT NULL AND NEW.serving_digest IS DISTINCT FROM OLD.serving_digest)
    OR (OLD.status IN ('ready', 'failed') AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'the facts of a version do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER model_version_facts BEFORE UPDATE OR DELETE ON model_version FOR EACH ROW EXECUTE FUNCTION keep_version_facts();
--> statement-breakpoint
CREATE FUNCTION keep_snapshot_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a snapshot is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.dataset_id <> OLD.dataset_id OR NEW.role <> OLD.role OR NEW.created_by <> OLD.created_by
    OR (OLD.digest IS NOT NULL AND NEW.digest IS DISTINCT FROM OLD.digest)
    OR (OLD.status IN ('ready', 'failed') AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'the facts of a snapshot do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER snapshot_facts BEFORE UPDATE OR DELETE ON snapshot FOR EACH ROW EXECUTE FUNCTION keep_snapshot_facts();
--> statement-breakpoint

-- Separation of duties, one subject, open requests only.
CREATE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  request approval_request%ROWTYPE;
  author uuid;
  decider principal%ROWTYPE;
BEGIN
  SELECT * INTO request FROM approval_request WHERE id = NEW.request_id FOR UPDATE;
  IF request.state <> 'open' THEN
    RAISE EXCEPTION 'request-closed' USING ERRCODE = 'check_violation';
  END IF;
  IF request.subject_digest <> NEW.subject_digest THEN
    RAISE EXCEPTION 'subject-changed' USING ERRCODE = 'check_violation';
  END IF;
  SELECT created_by INTO author FROM model_version WHERE id = request.version_id;
  IF NEW.principal_id = request.opened_by OR NEW.principal_id = author THEN
    RAISE EXCEPTION 'separation-of-duties' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO decider FROM principal WHERE id = NEW.principal_id;
  IF decider.kind <> 'user' OR decider.disabled_at IS NOT NULL OR decider.role <> NEW.role
    OR decider.role NOT IN ('reviewer', 'compliance-officer', 'admin') THEN
    RAISE EXCEPTION 'not-eligible' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_checked BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION check_decision();
--> statement-breakpoint

-- A grant needs its request approved, by enough different people, over the digest that will be served.
CREATE FUNCTION check_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  request approval_request%ROWTYPE;
  served text;
  approvals int;
  roles int;
  rejections int;
BEGIN
  SELECT * INTO request FROM approval_request WHERE id = NEW.request_id FOR UPDATE;
  SELECT serving_digest INTO served FROM model_version WHERE id = NEW.version_id FOR UPDATE;
  SELECT count(*) FILTER (WHERE verdict = 'approve'), count(DISTINCT role) FILTER (WHERE verdict = 'approve'),
         count(*) FILTER (WHERE verdict = 'reject')
    INTO approvals, roles, rejections
    FROM decision WHERE request_id = NEW.request_id AND subject_digest = request.subject_digest;
  IF request.state <> 'approved' OR rejections > 0 OR approvals < (request.rule ->> 'approvals')::int
    OR ((request.rule ->> 'distinctRoles')::boolean AND roles < (request.rule ->> 'approvals')::int) THEN
    RAISE EXCEPTION 'quorum-missing' USING ERRCODE = 'check_violation';
  END IF;
  IF request.version_id <> NEW.version_id OR request.environment <> NEW.environment
    OR served IS DISTINCT FROM NEW.serving_digest OR request.subject ->> 'servingDigest' <> NEW.serving_digest THEN
    RAISE EXCEPTION 'subject-changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_grant_checked BEFORE INSERT ON approval_grant FOR EACH ROW EXECUTE FUNCTION check_grant();
--> statement-breakpoint
CREATE FUNCTION keep_grant_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a grant is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (to_jsonb(NEW) - ARRAY['revoked_at', 'revoked_by', 'revoke_reason']) <> (to_jsonb(OLD) - ARRAY['revoked_at', 'revoked_by', 'revoke_reason'])
    OR OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a grant can only be revoked, once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_grant_facts BEFORE UPDATE OR DELETE ON approval_grant FOR EACH ROW EXECUTE FUNCTION keep_grant_facts();
--> statement-breakpoint
CREATE FUNCTION keep_request_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a request is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (to_jsonb(NEW) - ARRAY['state', 'closed_at']) <> (to_jsonb(OLD) - ARRAY['state', 'closed_at']) OR OLD.state <> 'open' THEN
    RAISE EXCEPTION 'a request keeps its subject and closes once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_request_facts BEFORE UPDATE OR DELETE ON approval_request FOR EACH ROW EXECUTE FUNCTION keep_request_facts();
--> statement-breakpoint

-- A deployment binds the version its grant names, and only while the grant lives.
CREATE FUNCTION check_deployment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held approval_grant%ROWTYPE;
BEGIN
  SELECT * INTO held FROM approval_grant WHERE id = NEW.grant_id FOR UPDATE;
  IF held.version_id <> NEW.version_id OR held.environment <> NEW.environment OR held.revoked_at IS NOT NULL OR held.expires_at <= now() THEN
    RAISE EXCEPTION 'no-grant' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER deployment_checked BEFORE INSERT ON deployment FOR EACH ROW EXECUTE FUNCTION check_deployment();
--> statement-breakpoint

-- The inference workers listen for what ends or starts a permission to serve.
CREATE FUNCTION notify_serving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('serving', TG_TABLE_NAME);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_grant_notify AFTER INSERT OR UPDATE ON approval_grant FOR EACH STATEMENT EXECUTE FUNCTION notify_serving();
--> statement-breakpoint
CREATE TRIGGER deployment_notify AFTER INSERT OR UPDATE ON deployment FOR EACH STATEMENT EXECUTE FUNCTION notify_serving();
--> statement-breakpoint
CREATE TRIGGER api_key_notify AFTER UPDATE OF revoked_at ON api_key FOR EACH STATEMENT EXECUTE FUNCTION notify_serving();
--> statement-breakpoint
CREATE TRIGGER principal_notify AFTER UPDATE ON principal FOR EACH STATEMENT EXECUTE FUNCTION notify_serving();
