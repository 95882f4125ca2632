"""The demo data in the running site: true histories, in every state, read back as they were issued."""

from __future__ import annotations

import urllib.request
from collections import Counter
from typing import Any

import pytest
from portal.layout import TEST
from portal.running_site import RunningSite

from ckanext.camau.demo import source
from ckanext.camau.schemas.fields import record_schema


@pytest.fixture
def auditor(demo: dict[str, dict[str, Any]]) -> str:
    return demo["thanh-tra"]["token"]


def public(site: RunningSite) -> list[dict[str, Any]]:
    """Return what a guest finds."""
    return site.call("package_search", {"rows": 1000})["result"]["results"]


def issued(site: RunningSite) -> list[dict[str, Any]]:
    """Return the demo records that a guest finds; other tests may have added their own."""
    codes = {record.code for record in source.records()}
    return [package for package in public(site) if package.get("code") in codes]


def test_every_issued_record_reads_back_as_it_was_issued(site: RunningSite, auditor: str):
    packages, known = issued(site), {package["id"] for package in public(site)}
    assert len(packages) >= 130
    for package in packages[::3]:
        number = site.call("camau_record_show", {"id": package["id"]}, auditor)["result"]["versions"][-1]["number"]
        query = {"record_id": package["id"], "number": number}
        content = site.call("camau_version_show", query, auditor)["result"]["content"]
        schema = record_schema(package["type"])
        content = schema.without(content, frozenset(set(schema.named_in(content)) - known))
        shown = site.call("package_show", {"id": package["id"]})["result"]
        for key in content.keys() - {"tags", "resources"}:
            assert shown[key] == content[key], (package["code"], key)
        assert {tag["name"] for tag in shown["tags"]} == {tag["name"] for tag in content.get("tags", ())}
        assert [r["sha256"] for r in shown["resources"]] == [r["sha256"] for r in content.get("resources", ())]


def test_guests_see_nothing_that_was_not_issued(site: RunningSite, demo: dict[str, Any]):
    shown = {package["code"] for package in issued(site)}
    removed = {code for edition in source.editions() for code in edition.removals}
    assert shown <= {r.code for r in source.records() if r.until in {"issued", "suspended"}} - removed


def test_records_stand_in_every_state(site: RunningSite, auditor: str):
    copies = site.call("camau_working_copy_list", {"limit": 100}, auditor)["result"]["results"]
    states = Counter(copy["state"] for copy in copies)
    assert {"draft", "submitted", "returned", "approved", "appraised", "scheduled", "issued"} <= set(states)


def test_history_names_the_accounts_whose_steps_they_were(site: RunningSite, auditor: str):
    record = next(package for package in issued(site) if package["type"] == "dataset")
    copy = site.call("camau_working_copy_show", {"record_id": record["id"]}, auditor)["result"]
    steps = {step["action"]: step["actor_name"] for step in copy["history"]}
    assert steps["camau_submit"].startswith("Chuyên viên")
    assert steps["camau_approve"].startswith("Lãnh đạo")
    assert steps["camau_appraise"].startswith("Đầu mối")
    assert steps["camau_edition_issue"].startswith("Văn thư")


def test_second_run_changes_nothing(site: RunningSite, demo: dict[str, Any]):
    accounts = TEST.data / "demo-accounts.json"
    before = accounts.read_bytes()
    said = site.ckan("camau", "demo", "load", "--accounts", str(accounts))
    assert "nothing was changed" in said
    assert accounts.read_bytes() == before
    assert accounts.stat().st_mode & 0o777 == 0o600


def test_page_of_the_own_tokens_opens(site: RunningSite, demo: dict[str, Any]):
    """Stock CKAN 2.12 with expire_api_token answers 500 here to whoever has a token."""
    token = demo["chuyen-vien-noi-vu"]["token"]
    address = f"{site.url}/user/chuyen-vien-noi-vu/api-tokens"
    request = urllib.request.Request(address, headers={"Authorization": token})
    with urllib.request.urlopen(request) as answer:
        assert "demo" in answer.read().decode()
