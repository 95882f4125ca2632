"""What waits for whom: in words, by due date, filtered and paged, with a fixed number of queries."""

from contextlib import contextmanager
from datetime import datetime

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.dates import ZONE
from ckanext.camau.deadlines import due
from ckanext.camau.model import DueDate, WorkingCopy
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


def tasks(login, **filters):
    return act(login, "camau_task_list", **filters)


@contextmanager
def counted():
    found = []

    def note(_connection, _cursor, statement, *_rest):
        found.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", note)


def overdue(copy, started="2026-02-13T23:59"):
    due.end([copy["id"]])
    due.start("working_copy", copy["id"], "obstacle_provider", datetime.fromisoformat(started).replace(tzinfo=ZONE))
    model.Session.commit()


def test_each_step_waits_for_its_role_and_says_what_to_do(clean_portal):
    place = province.build()
    draft = place.draft(title="Thủy sản Năm Căn")
    (task,) = tasks(place.editor)["tasks"]
    assert (task["kind"], task["id"], task["record_id"]) == ("working_copy", draft["id"], draft["record_id"])
    assert (task["title"], task["state"], task["due_on"]) == ("Thủy sản Năm Căn", "draft", None)
    assert task["next"] == "Complete the record and submit it"
    assert "camau_submit" in task["allowed"]
    copy = place.step(place.editor, "camau_submit", draft)
    assert tasks(place.editor)["tasks"] == []
    (task,) = tasks(place.head)["tasks"]
    assert task["next"].startswith("Read, then approve for the agency")
    assert task["agency"].startswith("Sở số")
    copy = place.step(place.head, "camau_approve", copy)
    assert tasks(place.head)["tasks"] == []
    assert [t["next"] for t in tasks(place.focal)["tasks"]] == ["Appraise, or return with reasons"]
    copy = place.step(place.focal, "camau_appraise", copy)
    assert [t["next"] for t in tasks(place.focal)["tasks"]] == ["Put into a draft decision"]
    edition = place.edition(copy)
    # what stands in a draft decision waits with it
    for login, begin in ((place.focal, "Compose the draft"), (place.clerk, "Submit the draft")):
        (task,) = tasks(login)["tasks"]
        assert (task["kind"], task["id"], task["count"]) == ("edition", edition["id"], 1)
        assert task["next"].startswith(begin)
    place.issue(edition)
    assert tasks(place.clerk)["tasks"] == tasks(place.focal)["tasks"] == []
    with pytest.raises(tk.NotAuthorized):
        tasks(None)


def test_what_is_overdue_comes_first_and_filters_and_pages_agree(clean_portal):
    place = province.build()
    rules = [place.submitted("usage_rule") for _ in range(3)]
    data = place.submitted("database")
    place.draft()
    overdue(rules[2])
    overdue(rules[1], "2026-03-13T08:00")
    found = tasks(place.head)
    assert (found["count"], found["overdue"]) == (4, 2)
    assert [t["id"] for t in found["tasks"]][:2] == [rules[2]["id"], rules[1]["id"]]
    first = found["tasks"][0]
    assert (first["due_on"], first["due_state"]) == ("2026-03-03", "overdue")
    assert first["days_left"] < -100
    assert first["due_text"].endswith("working days overdue")
    ids = {
        "overdue": tasks(place.head, overdue=True),
        "type": tasks(place.head, type="database"),
        "kind": tasks(place.head, kind="edition"),
        "state": tasks(place.head, state="submitted"),
        "agency": tasks(place.head, agency=place.org),
        "elsewhere": tasks(place.head, agency="nowhere"),
        "claimed": tasks(place.head, claimed=True),
    }
    assert {key: value["count"] for key, value in ids.items()} == {
        "overdue": 2, "type": 1, "kind": 0, "state": 4, "agency": 4, "elsewhere": 0, "claimed": 0,
    }  # fmt: skip
    assert ids["type"]["tasks"][0]["id"] == data["id"]
    pages = [tasks(place.head, limit=2, offset=n)["tasks"] for n in (0, 2, 4)]
    assert [t["id"] for page in pages for t in page] == [t["id"] for t in found["tasks"]]


def test_what_was_submitted_together_is_one_task_and_a_claim_says_who_is_at_it(clean_portal):
    place = province.build()
    second = province.factories.User()["name"]
    province.give((place.admin, place.admin2), second, "agency_head", place.org)
    drafts = [place.draft("database") for _ in range(3)]
    items = [{"id": copy["id"], "content_hash": copy["content_hash"]} for copy in drafts]
    submission = act(place.editor, "camau_submission_create", items=items)["id"]
    alone = place.submitted("database")
    found = tasks(place.head)
    kinds = {task["kind"]: task for task in found["tasks"]}
    assert found["count"] == 2
    together = kinds["submission"]
    assert (together["id"], together["count"], set(together["items"])) == (submission, 3, {d["id"] for d in drafts})
    assert "camau_approve" in together["allowed"]
    assert together["due_state"] in {"ok", "soon"}
    assert (kinds["working_copy"]["id"], kinds["working_copy"]["route"]) == (alone["id"], "edition")

    act(second, "camau_claim", id=alone["id"])
    (mine,) = tasks(second, claimed=True)["tasks"]
    assert (mine["id"], mine["claimed_by_name"], mine["elsewhere"]) == (
        alone["id"], model.User.get(second).display_name, False,
    )  # fmt: skip
    assert tasks(place.head, claimed=True)["count"] == 0
    (other,) = tasks(place.head, kind="working_copy")["tasks"]
    assert other["elsewhere"]
    assert "camau_approve" not in other["allowed"]
    assert other["next"].startswith("Nothing for you")


def test_five_hundred_copies_take_as_many_queries_as_one(clean_portal):
    place = province.build()
    copy = place.submitted("usage_rule")
    with counted() as one:
        tasks(place.head)
    _multiply(copy["id"], 499)
    with counted() as many:
        found = tasks(place.head)
    assert found["count"] == len(found["tasks"]) == 500
    assert len(many) == len(one)


def _multiply(copy_id, times):
    """Put copies of a working copy, of its record and of its due date into the tables, one statement each."""
    copy = model.Session.get(WorkingCopy, copy_id)
    _repeat(model.Package.__table__, copy.record_id, times, id="'r' || n", name="'r' || n")
    _repeat(WorkingCopy.__table__, copy_id, times, id="'c' || n", record_id="'r' || n", request_key="NULL")
    _repeat(DueDate.__table__, copy_id, times, key="subject_id", id="'d' || n", subject_id="'c' || n")
    model.Session.commit()


def _repeat(table, row_id, times, key="id", **changed):
    values = {column.name: changed.get(column.name, f'"{column.name}"') for column in table.columns}
    names = ", ".join(f'"{name}"' for name in values)
    query = (
        f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values.values())} "
        f"FROM {table.name}, generate_series(1, :times) n WHERE {key} = :id"
    )
    model.Session.execute(sa.text(query), {"times": times, "id": row_id})
