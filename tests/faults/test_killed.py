"""Kill -9 at every step of what makes records public or hides them (F1, F2; P1, P2): all entries or none, and the
worker makes the index agree.
"""

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import chain, in_force
from ckanext.camau.outbox import run
from ckanext.camau.reconcile import run as reconciler
from tests import province
from tests.faults import full
from tests.faults.killed import killed
from tests.province import act


def moments(entries):
    """Each moment with what becomes of the edition: nothing before the commit, all of it from then on."""
    steps = range(1, entries + 1) if entries < 10 else (1, 2, entries // 2, entries)
    before = [f"entry {number}" for number in steps] + [f"row {number}" for number in (1, entries)]
    return {**dict.fromkeys([*before, "before-commit"], False),
            **dict.fromkeys(["after-commit", "mid-index", "sent-not-committed"], True)}  # fmt: skip


def seen_by_a_guest():
    found, start = set(), 0
    while page := act(None, "package_search", q="*:*", rows=1000, start=start, fl=["id"])["results"]:
        found |= {row["id"] for row in page}
        start += len(page)
    return found


def public():
    return {record.record_id for record in in_force.page(limit=10_000)}


def drained():
    model.Session.rollback()
    run.run_due()
    return seen_by_a_guest()


@pytest.fixture
def place(clean_portal):
    return province.build()


def test_all_or_none_at_every_moment_of_an_edition(place):
    entries = 200 if full() else 3
    edition = None
    for moment, issued in moments(entries).items():
        before = public()
        if edition is None:
            copies = [place.appraised("database") for _ in range(entries)]
            edition = place.edition(*copies)
        ids = {c["record_id"] for c in copies}
        paper = province.document(place.clerk)
        request = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": paper}
        killed(moment, lambda request=request: act(place.clerk, "camau_edition_issue", **request))
        assert public() - before == (ids if issued else set()), moment
        assert seen_by_a_guest() - before <= public() - before, moment
        if issued:
            assert drained() == before | ids, moment
            edition = None
            continue
        with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
            act(None, "package_show", id=copies[0]["record_id"])
        assert act(place.clerk, "camau_edition_show", id=edition["id"])["state"] == "draft"
    assert reconciler.reconcile().left == {}
    assert [c.table for c in chain.verify() if c.broken_at] == []


def test_all_or_none_of_what_needs_no_edition(place):
    """An approval that issues, a withdrawal, a take-down."""
    for moment, done in {"before-commit": False, "after-commit": True, "sent-not-committed": True}.items():
        rule, leaving, secret = place.submitted("usage_rule"), place.issued("usage_rule"), place.issued("usage_rule")
        paper, signed = province.document(place.head), province.upload(place.head, province.pdf(), "a.pdf")
        ids = {"approve": rule["record_id"], "withdraw": leaving["record_id"], "take down": secret["record_id"]}
        calls = {
            "approve": lambda rule=rule, paper=paper: place.step(place.head, "camau_approve", rule, act=paper),
            "withdraw": lambda id_=ids["withdraw"], signed=signed: act(
                place.head, "camau_record_withdraw", id=id_, reason="Hết hiệu lực", document=signed
            ),
            "take down": lambda id_=ids["take down"]: act(
                place.focal, "camau_record_take_down", id=id_, reason="Lộ bí mật"
            ),
        }  # fmt: skip
        for what, call in calls.items():
            before = public()
            killed(moment, call)
            after = before ^ {ids[what]} if done else before
            assert public() == after, (moment, what)
            assert seen_by_a_guest() <= after, (moment, what)
            assert drained() == after, (moment, what)
    assert reconciler.reconcile().left == {}
    assert [c.table for c in chain.verify() if c.broken_at] == []
