"""Kill -9 at every step of an issue: all entries are public or none, and the worker makes the index agree (F1)."""

import json
import signal
import subprocess
import sys

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import chain, in_force
from ckanext.camau.outbox import run
from tests import province
from tests.province import act

MOMENTS = {
    "first-write": 0,
    "last-entry": 0,
    "before-commit": 0,
    "after-commit": 3,
    "mid-index": 3,
}


def seen_by_a_guest():
    return {r["id"] for r in act(None, "package_search", q="*:*", rows=100)["results"]}


@pytest.mark.usefixtures("clean_portal")
def test_all_or_none_at_every_moment(clean_portal, pytestconfig):
    place = province.build()
    for moment, expected in MOMENTS.items():
        before = {r.record_id for r in in_force.page()}
        copies = [place.appraised() for _ in range(3)]
        ids = {c["record_id"] for c in copies}
        edition = place.edition(*copies)
        paper = province.document(place.clerk)
        model.Session.remove()
        died = subprocess.run(
            [sys.executable, "-m", "tests.faults.killed_issue", pytestconfig.option.ckan_ini, place.clerk,
             edition["id"], moment],
            input=json.dumps(paper), text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert died.returncode == -signal.SIGKILL, died.stderr
        issued = {r.record_id for r in in_force.page()} - before
        assert issued == (ids if expected else set()), moment
        assert seen_by_a_guest() - before <= issued, moment
        model.Session.rollback()
        run.run_due()
        assert seen_by_a_guest() == before | issued, moment
        if not expected:
            with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
                act(None, "package_show", id=copies[0]["record_id"])
            assert act(place.clerk, "camau_edition_show", id=edition["id"])["state"] == "draft"
            place.issue(edition)
    assert [c.table for c in chain.verify() if c.broken_at] == []
