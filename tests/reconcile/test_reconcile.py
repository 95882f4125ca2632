"""Drift of every kind is found, told and repaired; nothing that is not issued becomes public by it (P4; F5, F6)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.cli.cli import ckan
from ckan.lib.search.common import make_connection

from ckanext.camau.model import Audit, Outbox, ReconcileRun
from ckanext.camau.model.base import now
from ckanext.camau.outbox import queue, run
from ckanext.camau.reconcile import run as reconciler
from tests import factories
from tests.province import act

#: Differ each time, or hold everything once more in another order.
_OFTEN = ("_version_", "indexed_ts", "data_dict", "validated_data_dict")


def documents():
    found = make_connection(decode_dates=False).search("*:*", rows=1000).docs
    return {doc["index_id"]: {k: v for k, v in doc.items() if k not in _OFTEN} for doc in found}


def change(doc, **fields):
    make_connection().add([{**doc, "data_dict": "{}", "validated_data_dict": "{}", **fields}], commit=True)


@pytest.fixture
def scene(clean_portal):
    office = factories.office("so-y-te")
    one, two = factories.issued(office, title="Dân số"), factories.issued(office, title="Khám bệnh")
    hidden = factories.working_copy(office, "dataset", factories.content("dataset", "Chưa công bố"))
    run.run_due(kinds=("tables",))
    return one.id, two.id, hidden


def find_and_repair(**kinds):
    before = documents()
    model.Session.rollback()
    run = reconciler.reconcile()
    assert run.found == kinds
    assert run.left == {}
    assert run.drifting_since is None
    return before


def test_every_kind_of_drift(scene, app, owner_engine):
    one, two, hidden = scene
    with app.flask_app.test_request_context():
        whole = find_and_repair()
        by_id = {doc["id"]: doc for doc in whole.values()}
        assert set(by_id) == {one, two, hidden}

        # an index that was wiped: what is public comes back; the unissued is none of the public's
        make_connection().delete(q="*:*", commit=True)
        find_and_repair(missing=2)
        assert {d["id"] for d in documents().values()} == {one, two}
        change(by_id[hidden])

        # restored from yesterday, labels of a stranger's making, documents of nothing, a second one of a record
        change(by_id[one], issued_hash="0" * 64, title="Hôm qua")
        find_and_repair(stale=1)
        change(by_id[two], metadata_modified="2020-01-01T00:00:00Z")
        find_and_repair(stale=1)
        change(by_id[hidden], permission_labels=["public"], capacity="public")
        find_and_repair(label=1)
        change(by_id[one], permission_labels=["camau-reviewer"])
        find_and_repair(label=1)
        change(by_id[one], index_id="f" * 32, title="Bản sao")
        change(by_id[one], index_id="e" * 32, id="khong-co", title="Bóng ma")
        find_and_repair(extra=2)
        assert documents() == whole

        # somebody with the owner's password changes rows; the ledger says what they must be
        with owner_engine.begin() as owner:
            owner.execute(sa.text("UPDATE package SET title = 'Khác' WHERE id = :id"), {"id": one})
            owner.execute(sa.text("UPDATE package SET private = true WHERE id = :id"), {"id": two})
        run = reconciler.reconcile()
        assert run.found["row"] == 2
        assert run.left == {}
        assert act(None, "package_show", id=one)["title"] == "Dân số"
        assert act(None, "package_search", q="*:*")["count"] == 2
        find_and_repair()

        lines = model.Session.query(Audit).filter_by(action="reconcile").order_by(Audit.seq).all()
        assert [line.detail["repaired"] for line in lines][:2] == [{"missing": 2}, {"stale": 1}]
        assert len(lines) == 7  # runs that repaired nothing leave no line


def test_what_the_outbox_is_about_to_index_is_left_to_it(scene, app):
    one, _two, _hidden = scene
    make_connection().delete(q=f"id:{one}", commit=True)
    queue.add_index([one])
    model.Session.commit()
    with app.flask_app.test_request_context():
        run_ = reconciler.reconcile()
        assert (run_.found, run_.left) == ({"missing": 1}, {"missing": 1})
        assert run.run_due() == 1
        find_and_repair()
        assert model.Session.query(Outbox).filter(Outbox.done_at.is_(None)).count() == 0

        # put off after failures: the promise of five minutes does not wait for it
        make_connection().delete(q=f"id:{one}", commit=True)
        queue.add_index([one])
        model.Session.query(Outbox).filter(Outbox.done_at.is_(None)).update({"due": now() + timedelta(minutes=15)})
        model.Session.commit()
        find_and_repair(missing=1)


@pytest.mark.ckan_config("solr_url", "http://user:matkhau@127.0.0.1:9/solr/camau")
def test_an_index_that_is_away_is_told_and_leaves_no_trace(app, with_plugins, clean_db):
    with app.flask_app.test_request_context():
        assert reconciler.reconcile().error == "SolrAwayError"
    assert "matkhau" not in str([vars(row) for row in model.Session.query(ReconcileRun)])


def test_the_command_repairs_and_says_so(scene, cli):
    one, _two, _hidden = scene
    make_connection().delete(q=f"id:{one}", commit=True)
    said = cli.invoke(ckan, ["camau", "reconcile"])
    assert said.exit_code == 0, said.output
    assert "missing       1 differed       0 left" in said.output
    assert {d["id"] for d in documents().values()} >= {one}
    assert "0 wait" in cli.invoke(ckan, ["camau", "outbox", "list"]).output
    assert "0 tasks" in cli.invoke(ckan, ["camau", "outbox", "retry"]).output


def test_two_workers_do_not_compare_at_once(scene, app):
    with app.flask_app.test_request_context(), reconciler._alone() as first:
        assert first
        assert reconciler.reconcile() is None
