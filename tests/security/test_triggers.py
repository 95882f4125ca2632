"""Abuse line 24: PostgreSQL refuses what Python might miss; and the portal does not start without those guards."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.exceptions import CkanConfigurationException

from ckanext.camau.security import start_checks


@contextmanager
def refused(code):
    with pytest.raises(sa.exc.DBAPIError) as caught:
        yield
    assert caught.value.orig.pgcode == code
    model.Session.rollback()


def run(sql, **values):
    model.Session.execute(sa.text(sql), values)


def test_24_nothing_makes_an_unissued_record_public(scene):
    with refused("CM002"):
        run("UPDATE package SET private = false WHERE id = :id", id=scene.hidden_id)
    with refused("CM002"):
        model.Package.get(scene.hidden_id).private = False
        model.Session.flush()
    with refused("CM002"):
        model.Session.add(model.Package(name="lau", type="dataset", private=False))
        model.Session.flush()
    with refused("CM002"):
        run("INSERT INTO package (id, name, type, state, private) VALUES ('x', 'x-x', 'database', 'active', null)")


def test_24_nothing_purges_or_turns_what_was_issued(scene):
    with refused("CM003"):
        run("UPDATE package SET type = 'database' WHERE id = :id", id=scene.public.id)
    with refused("CM003"):
        run("DELETE FROM package WHERE id = :id", id=scene.public.id)


def test_24_the_ledger_only_grows(scene):
    for table in ("camau_event", "camau_version", "camau_act", "camau_version_payload", "camau_record"):
        with refused("CM001"):
            run(f"DELETE FROM {table}")
        with refused("CM001"):
            run(f"TRUNCATE {table} CASCADE")


def test_the_start_is_refused_without_a_trigger(scene, owner_engine):
    start_checks.check_triggers()
    for word in ("DISABLE", "ENABLE"):
        with owner_engine.begin() as connection:
            connection.execute(sa.text(f"ALTER TABLE package {word} TRIGGER camau_public"))
        if word == "DISABLE":
            with pytest.raises(CkanConfigurationException, match="camau_public on package"):
                start_checks.check_triggers()
    assert start_checks.missing_triggers() == set()
