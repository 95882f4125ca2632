"""Guards in PostgreSQL: append-only, hash-chained ledger; nothing unissued is public.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHAINED = (
    "camau_act",
    "camau_act_publication",
    "camau_edition",
    "camau_record",
    "camau_version",
    "camau_event",
    "camau_edition_entry",
    "camau_audit",
)

FUNCTIONS = """
CREATE FUNCTION camau_controlled(package_type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT package_type IN ('dataset', 'database', 'data_service', 'usage_rule') $$;

CREATE FUNCTION camau_is_issued(pid text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT kind IN ('issued', 'resumed', 'suspended') FROM public.camau_event
    WHERE record_id = pid ORDER BY seq DESC LIMIT 1), false) $$;

-- The chain is per table. The lock makes seq gapless; dates are rendered alike whatever the client's settings.
CREATE FUNCTION camau_chain() RETURNS trigger LANGUAGE plpgsql
  SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET search_path = public, pg_temp AS $$
DECLARE last_seq bigint; last_hash text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('camau_chain'), hashtext(TG_TABLE_NAME));
  EXECUTE format('SELECT seq, row_hash FROM public.%I ORDER BY seq DESC LIMIT 1', TG_TABLE_NAME)
    INTO last_seq, last_hash;
  NEW.seq := coalesce(last_seq, 0) + 1;
  NEW.prev_hash := coalesce(last_hash, repeat('0', 64));
  NEW.row_hash := encode(sha256(convert_to(
    NEW.prev_hash || (to_jsonb(NEW) - 'row_hash')::text, 'UTF8')), 'hex');
  RETURN NEW;
END $$;

CREATE FUNCTION camau_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'camau_version_payload' AND TG_OP = 'DELETE' THEN
    IF current_setting('camau.erasing', true) = OLD.version_id THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'camau: % is append-only', TG_TABLE_NAME USING ERRCODE = 'CM001';
END $$;

CREATE FUNCTION camau_check_public() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p record; pid text;
BEGIN
  IF TG_TABLE_NAME = 'package' THEN pid := NEW.id; ELSE pid := NEW.record_id; END IF;
  SELECT type, private INTO p FROM public.package WHERE id = pid;
  IF FOUND AND public.camau_controlled(p.type) AND NOT coalesce(p.private, false)
     AND NOT public.camau_is_issued(pid) THEN
    RAISE EXCEPTION 'camau: % is public but not issued', pid USING ERRCODE = 'CM002';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION camau_keep_package() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.camau_event WHERE record_id = OLD.id) THEN
    IF TG_OP = 'DELETE' THEN
      RAISE EXCEPTION 'camau: % has been issued and cannot be purged', OLD.id USING ERRCODE = 'CM003';
    ELSIF NEW.type IS DISTINCT FROM OLD.type THEN
      RAISE EXCEPTION 'camau: the type of % cannot change', OLD.id USING ERRCODE = 'CM003';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

-- Take-down (state secret or personal data found): content goes, hash and history stay.
CREATE FUNCTION camau_erase_payload(p_version text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE pid text;
BEGIN
  SELECT record_id INTO pid FROM camau_version WHERE id = p_version;
  IF (SELECT kind FROM camau_event WHERE record_id = pid ORDER BY seq DESC LIMIT 1)
     IS DISTINCT FROM 'taken_down' THEN
    RAISE EXCEPTION 'camau: % is not taken down', p_version USING ERRCODE = 'CM001';
  END IF;
  PERFORM set_config('camau.erasing', p_version, true);
  DELETE FROM camau_version_payload WHERE version_id = p_version;
  PERFORM set_config('camau.erasing', '', true);
  RETURN FOUND;
END $$;
"""

PACKAGE_TRIGGERS = """
CREATE CONSTRAINT TRIGGER camau_public AFTER INSERT OR UPDATE OF private, state, type ON package
  DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION camau_check_public();
CREATE CONSTRAINT TRIGGER camau_public AFTER INSERT ON camau_event
  DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION camau_check_public();
CREATE TRIGGER camau_keep BEFORE DELETE OR UPDATE OF type ON package
  FOR EACH ROW EXECUTE FUNCTION camau_keep_package();
"""


def upgrade() -> None:
    """Create functions and triggers."""
    op.execute(FUNCTIONS)
    for table in CHAINED:
        op.execute(
            f"CREATE TRIGGER camau_chain BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION camau_chain()"
        )
    for table in (*CHAINED, "camau_version_payload"):
        op.execute(
            f"CREATE TRIGGER camau_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION camau_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER camau_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION camau_append_only()"
        )
    op.execute(PACKAGE_TRIGGERS)


def downgrade() -> None:
    """Drop what upgrade made."""
    op.execute("DROP TRIGGER camau_public ON package; DROP TRIGGER camau_keep ON package")
    op.execute(
        "DROP FUNCTION camau_chain() CASCADE; DROP FUNCTION camau_append_only() CASCADE;"
        "DROP FUNCTION camau_check_public() CASCADE; DROP FUNCTION camau_keep_package() CASCADE;"
        "DROP FUNCTION camau_erase_payload(text); DROP FUNCTION camau_is_issued(text);"
        "DROP FUNCTION camau_controlled(text)"
    )
