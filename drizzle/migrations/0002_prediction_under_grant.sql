-- What is recorded was served under a grant that lives when the record commits: rows of one statement are checked together.
CREATE FUNCTION check_predictions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ended text;
BEGIN
  -- Held until commit, so that a revocation comes wholly before or wholly after these rows.
  PERFORM 1 FROM approval_grant WHERE id IN (SELECT grant_id FROM added) ORDER BY id FOR SHARE;
  SELECT string_agg(DISTINCT made.grant_id::text, ',') INTO ended
    FROM (SELECT DISTINCT grant_id, deployment_id, version_id, model_id, serving_digest FROM added) made
    JOIN approval_grant held ON held.id = made.grant_id
    JOIN deployment live ON live.id = made.deployment_id
   WHERE held.revoked_at IS NOT NULL OR held.expires_at <= clock_timestamp()
      OR live.grant_id <> held.id OR live.version_id <> made.version_id OR live.model_id <> made.model_id
      OR held.version_id <> made.version_id OR held.serving_digest <> made.serving_digest;
  IF ended IS NOT NULL THEN
    RAISE EXCEPTION 'grant-ended' USING ERRCODE = 'check_violation', DETAIL = ended;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER prediction_under_grant AFTER INSERT ON prediction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_predictions();
