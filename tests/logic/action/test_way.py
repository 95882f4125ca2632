"""The way of a record through the actions: from an editor to the public, and every step that must not be taken."""

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import copies
from ckanext.camau.logic.errors import Conflict
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


def guest_sees(record_id):
    try:
        return act(None, "package_show", id=record_id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None


def found(query):
    return [r["title"] for r in act(None, "package_search", q=query)["results"]]


def test_a_dataset_goes_from_the_editor_to_the_public(place):
    copy = place.draft()
    record_id = copy["record_id"]
    for login, action, state in [
        (place.editor, "camau_submit", "submitted"),
        (place.head, "camau_approve", "approved"),
        (place.focal, "camau_appraise", "appraised"),
    ]:
        assert guest_sees(record_id) is None
        copy = place.step(login, action, copy)
        assert copy["state"] == state
    edition = place.edition(copy)
    assert guest_sees(record_id) is None
    assert found("thuy san dat mui") == []
    issued = place.issue(edition)
    assert issued["state"] == "issued"
    assert guest_sees(record_id)["title"] == "Thủy sản Đất Mũi"
    assert found("thuy san dat mui") == ["Thủy sản Đất Mũi"]
    shown = act(None, "camau_edition_show", id=edition["id"])
    assert [e["title"] for e in shown["entries"]] == ["Thủy sản Đất Mũi"]
    steps = [s["action"] for s in act(place.editor, "camau_working_copy_show", id=copy["id"])["history"]]
    assert steps == ["camau_working_copy_create", "camau_submit", "camau_approve", "camau_appraise",
                     "camau_edition_update", "camau_edition_issue"]  # fmt: skip


def test_a_service_is_issued_by_the_head_and_names_rules_in_force(place):
    copy = place.draft("data_service")
    with pytest.raises(tk.ValidationError) as caught:
        place.step(place.editor, "camau_submit", copy)
    assert "usage_rules" in caught.value.error_dict
    record_id = place.issued("data_service")["record_id"]
    assert guest_sees(record_id)["endpoint_url"] == "https://api.example.vn/tau-ca"


def test_usage_rules_need_the_act_of_the_agency(place):
    copy = place.submitted("usage_rule")
    with pytest.raises(tk.ValidationError) as caught:
        place.step(place.head, "camau_approve", copy)
    assert "act" in caught.value.error_dict
    assert act(place.head, "camau_working_copy_show", id=copy["id"])["state"] == "submitted"
    issued = place.step(place.head, "camau_approve", copy, act=province.document(place.head, number="5/QĐ-SNN"))
    assert issued["state"] == "issued"
    assert act(None, "camau_record_show", id=copy["record_id"])["act"]["number"] == "5/QĐ-SNN"


def test_a_return_with_a_reason_goes_back_to_the_editor(place):
    copy = place.submitted()
    with pytest.raises(tk.ValidationError) as caught:
        place.step(place.head, "camau_return", copy)
    assert list(caught.value.error_dict) == ["reasons"]
    copy = place.step(place.head, "camau_return", copy, reasons=["incomplete"], note="Thiếu nguồn")
    assert (copy["state"], copy["allowed"]) == ("returned", [])
    assert "camau_submit" in act(place.editor, "camau_working_copy_show", id=copy["id"])["allowed"]


def test_a_return_takes_a_record_out_of_the_draft_edition(place):
    copy = place.appraised()
    other = place.appraised()
    edition = place.edition(copy, other)
    copy = act(place.focal, "camau_working_copy_show", id=copy["id"])
    assert place.step(place.focal, "camau_return", copy, note="Sửa mô tả")["state"] == "returned"
    now = act(place.focal, "camau_edition_show", id=edition["id"])
    assert [e["record_id"] for e in now["entries"]] == [other["record_id"]]
    with pytest.raises(Conflict) as caught:
        place.issue(edition)
    assert caught.value.kind == "hash"


@pytest.mark.parametrize("who", ["editor", "focal", "clerk", "admin"])
def test_only_the_head_approves(place, who):
    copy = place.submitted()
    with pytest.raises(tk.NotAuthorized):
        place.step(getattr(place, who), "camau_approve", copy)
    assert act(place.head, "camau_working_copy_show", id=copy["id"])["state"] == "submitted"


def test_a_system_administrator_takes_no_step_even_without_auth(place):
    copy = place.submitted()
    context = {"user": place.admin, "ignore_auth": True, "auth_user_obj": model.User.get(place.admin)}
    for action in ("camau_approve", "camau_appraise", "camau_submit"):
        with pytest.raises((tk.NotAuthorized, Conflict)):
            tk.get_action(action)(dict(context), {"id": copy["id"], "content_hash": copy["content_hash"]})
    assert act(place.head, "camau_working_copy_show", id=copy["id"])["state"] == "submitted"


def test_two_accounts_of_one_person_count_as_one(place):
    admins = (place.admin, place.admin2)
    twin = province.factories.User()["name"]
    province.give(admins, twin, "agency_head", place.org, person="079000000001")
    province.give(admins, place.editor, "editor", place.org, person="079000000001")
    copy = place.submitted()
    with pytest.raises(tk.NotAuthorized):
        place.step(twin, "camau_approve", copy)


def test_approving_other_content_than_was_read_is_refused_with_the_difference(place):
    read = place.submitted()
    recalled = place.step(place.editor, "camau_recall", read)
    changed = act(place.editor, "camau_working_copy_update", id=read["id"], lock_version=recalled["lock_version"],
                  data={**recalled["data"], "title": "Tên khác"})  # fmt: skip
    place.step(place.editor, "camau_submit", changed)
    with pytest.raises(Conflict) as caught:
        place.step(place.head, "camau_approve", read)
    assert caught.value.kind == "hash"
    assert any(c["after_text"] == "Tên khác" for c in caught.value.details["changes"])


def test_a_stale_save_names_the_fields_that_differ(place):
    copy = place.draft()
    data = {"id": copy["id"], "lock_version": copy["lock_version"]}
    act(place.editor, "camau_working_copy_update", **data, data={**copy["data"], "title": "Một"})
    with pytest.raises(Conflict) as caught:
        act(place.editor, "camau_working_copy_update", **data, data={**copy["data"], "title": "Hai"})
    assert caught.value.kind == "stale"
    title = caught.value.details["fields"]["title"]
    assert (title["base"], title["theirs"], title["mine"]) == (copy["data"]["title"], "Một", "Hai")
    assert set(caught.value.details["fields"]) == {"title"}


def test_a_save_without_lock_version_is_an_error(place):
    copy = place.draft()
    with pytest.raises(tk.ValidationError):
        act(place.editor, "camau_working_copy_update", id=copy["id"], data={"title": "x"})


def test_a_submitted_copy_is_not_edited(place):
    copy = place.submitted()
    with pytest.raises(Conflict):
        act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"],
            data={"title": "x"})  # fmt: skip


def test_an_unchanged_save_leaves_no_trace(place):
    copy = place.draft()
    again = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"],
                data=copy["data"])  # fmt: skip
    assert (again["lock_version"], again["content_hash"]) == (copy["lock_version"], copy["content_hash"])


def test_what_is_not_the_callers_is_ignored(place):
    copy = act(place.editor, "camau_working_copy_create", type="dataset", owner_org=place.org, state="issued",
               created_by="x", data={"title": "A", "private": False, "state": "active", "workflow_state": "issued"},
               deadline="x", user=place.head)  # fmt: skip
    assert (copy["state"], copy["data"]) == ("draft", {"title": "A"})
    assert copy["created_by"] == model.User.get(place.editor).id


def test_another_agency_gets_404(place):
    copy = place.draft()
    stranger = province.build()
    for action in ("camau_working_copy_show", "camau_working_copy_check", "camau_working_copy_diff"):
        with pytest.raises(tk.ObjectNotFound):
            act(stranger.editor, action, id=copy["id"])
    with pytest.raises(tk.ObjectNotFound):
        act(stranger.editor, "camau_working_copy_update", id=copy["id"], lock_version=1, data={})
    with pytest.raises(tk.NotAuthorized):
        act(stranger.editor, "camau_working_copy_create", type="dataset", owner_org=place.org, data={})


def test_a_file_of_another_agency_cannot_be_named(place):
    stranger = province.build()
    sha256 = province.upload(stranger.editor, b"x,y\n1,2\n")
    with pytest.raises(tk.ValidationError) as caught:
        place.draft(resources=[{"name": "A", "sha256": sha256}])
    assert list(caught.value.error_dict) == ["resources/0/sha256"]


def test_editing_an_issued_record_changes_nothing_that_is_public(place):
    record_id = place.issued()["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=record_id)
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"],
               data={**copy["data"], "title": "Tên mới"})  # fmt: skip
    assert guest_sees(record_id)["title"] == "Thủy sản Đất Mũi"
    name = guest_sees(record_id)["name"]
    place.issue(place.edition(place.appraised(copy=copy)))
    assert guest_sees(record_id)["title"] == "Tên mới"
    assert guest_sees(record_id)["name"] == name
    versions = act(None, "camau_record_show", id=record_id)["versions"]
    assert [v["number"] for v in versions] == [1, 2]
    first = act(None, "camau_version_show", record_id=record_id, number=1)
    assert first["content"]["title"] == "Thủy sản Đất Mũi"


def test_one_open_working_copy_per_record(place):
    record_id = place.issued()["record_id"]
    act(place.editor, "camau_working_copy_create", record_id=record_id)
    with pytest.raises(Conflict):
        act(place.editor, "camau_working_copy_create", record_id=record_id)


def test_discarding_leaves_the_issued_version(place):
    record_id = place.issued()["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=record_id)
    act(place.editor, "camau_working_copy_discard", id=copy["id"])
    assert guest_sees(record_id)["title"] == "Thủy sản Đất Mũi"
    assert copies.open_copy(record_id) is None


def test_a_code_is_taken_once(place):
    place.issued(code="TS-01")
    with pytest.raises(tk.ValidationError) as caught:
        place.submitted(code="ts-01")
    assert "code" in caught.value.error_dict


def test_without_a_focal_officer_nothing_is_submitted(place):
    copy = place.draft()
    model.Session.execute(model.meta.metadata.tables["camau_focal_officer"].delete())
    model.Session.commit()
    with pytest.raises(tk.ValidationError) as caught:
        place.step(place.editor, "camau_submit", copy)
    assert "owner_org" in caught.value.error_dict


def test_the_same_request_twice_makes_one_record(place):
    content = place.content("dataset")
    request = {"type": "dataset", "owner_org": place.org, "data": content, "request_key": "form-1"}
    first = act(place.editor, "camau_working_copy_create", **request)
    assert act(place.editor, "camau_working_copy_create", **request)["id"] == first["id"]
    with pytest.raises(Conflict) as caught:
        act(place.editor, "camau_working_copy_create", **{**request, "data": {**content, "title": "Khác"}})
    assert caught.value.details["record_id"] == first["record_id"]
    assert act(place.editor, "camau_working_copy_list")["count"] == 1


@pytest.mark.parametrize("title", ["Edit", "A", "新", "--"])
def test_every_title_gets_an_address(place, title):
    record_id = place.issued("usage_rule", title=title)["record_id"]
    assert len(guest_sees(record_id)["name"]) > 1


def test_nobody_takes_the_id_of_a_file_or_takes_it_twice(place):
    taken = place.issued()["data"]["resources"][0]["id"]
    files = [{"id": taken, "name": n, "sha256": province.upload(place.editor)} for n in ("A", "B")]
    copy = place.draft(resources=files)
    ids = [r["id"] for r in copy["data"]["resources"]]
    assert len({*ids, taken}) == 3
    again = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=1, data=copy["data"])
    assert [r["id"] for r in again["data"]["resources"]] == ids
    place.issue(place.edition(place.appraised(copy=copy)))


@pytest.mark.parametrize("odd", [["a"], {"a": 1}, 5, "\x00", None])
@pytest.mark.parametrize(
    "action",
    ["camau_record_show", "camau_edition_show", "camau_focal_officer_show", "camau_working_copy_show",
     "camau_working_copy_create", "camau_submit", "camau_role_confirm", "camau_version_show"],
)  # fmt: skip
def test_odd_input_is_refused_and_never_an_error_of_ours(place, action, odd):
    with pytest.raises((tk.ValidationError, tk.ObjectNotFound, tk.NotAuthorized)):
        act(place.editor, action, id=odd, record_id=odd, owner_org=odd, agency=odd, type="dataset", number=odd)


def test_numbers_beyond_the_database_are_bounded(place):
    assert act(place.editor, "camau_working_copy_list", offset=10**20, limit=10**20)["results"] == []
