"""Both routes of databases and datasets, reasons of a return, and what was read against what is there now."""

from ckan import model

from tests import province


def changed(desk, record_id, **changes):
    """A submitted change of an issued record."""
    copy = desk.do(desk.place.editor, "camau_working_copy_create", record_id=record_id)
    return desk.step(desk.place.editor, "camau_submit", desk.save(copy, **changes))


def test_a_change_that_touches_no_listed_field_is_issued_by_the_head(desk):
    place = desk.place
    for type_, minor in [("dataset", {"completeness": "Đủ 64 xã."}), ("database", {"contact_name": "Phòng Thủy sản"})]:
        record_id = place.issued(type_)["record_id"]
        before = desk.do(place.editor, "camau_record_show", id=record_id)
        copy = changed(desk, record_id, **minor)
        assert copy["route"] == "agency"
        desk.refused(403, place.focal, "camau_appraise", id=copy["id"], content_hash=copy["content_hash"])
        desk.refused(403, place.editor, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])
        issued = desk.step(place.head, "camau_approve", copy)
        assert (issued["state"], issued["route"]) == ("issued", "agency")
        after = desk.do(place.editor, "camau_record_show", id=record_id)
        assert [v["number"] for v in after["versions"]] == [1, 2]
        assert (after["edition_id"], after["act"]["id"]) == (before["edition_id"], before["act"]["id"])
        assert after["edition_id"]


def test_a_listed_field_and_what_is_not_public_take_the_whole_way(desk):
    place = desk.place
    record_id = place.issued("dataset")["record_id"]
    copy = changed(desk, record_id, title="Tên khác")
    assert copy["route"] == "edition"
    approved = desk.step(place.head, "camau_approve", copy)
    assert (approved["state"], approved["route"]) == ("approved", "edition")
    desk.step(place.focal, "camau_return", approved, reasons=["unclear"])
    draft = desk.show(place.editor, copy)
    draft = desk.save(draft, title=province.CONTENT["dataset"]["title"], completeness="Đủ 64 xã.")
    assert draft["route"] == "agency"  # the listed field is as issued again
    submitted = desk.step(place.editor, "camau_submit", draft)
    desk.do(place.focal, "camau_record_take_down", id=record_id, reason="Lộ thông tin cá nhân")
    assert desk.show(place.head, copy)["route"] == "edition"
    assert desk.step(place.head, "camau_approve", submitted)["state"] == "approved"


def test_reasons_are_codes_and_the_unknown_ones_are_named(desk):
    place = desk.place
    copy = place.submitted()
    error = desk.refused(409, place.head, "camau_return", id=copy["id"], content_hash=copy["content_hash"],
                         reasons=["unclear", "mu-mo"], comments=[{"path": "title", "text": "Rõ hơn"}])  # fmt: skip
    assert "mu-mo" in error["reasons"][0]
    assert desk.do(place.head, "camau_comment_list", id=copy["id"])["comments"] == []
    desk.refused(409, place.head, "camau_return", id=copy["id"], content_hash=copy["content_hash"], note=" ")
    returned = desk.step(place.head, "camau_return", copy, reasons=["not_open", "rules_missing"], note="Xem ghi chú")
    line = desk.show(place.editor, returned)["history"][-1]
    assert (line["reasons"], line["note"]) == (["not_open", "rules_missing"], "Xem ghi chú")


def test_what_differs_is_told_against_what_was_read(desk):
    place = desk.place
    read = place.submitted()
    draft = desk.step(place.editor, "camau_recall", read)
    desk.step(place.editor, "camau_submit", desk.save(draft, title="Tên khác"))
    error = desk.refused(409, place.head, "camau_approve", id=read["id"], content_hash=read["content_hash"])
    assert (error["conflict"], error["details"]["against"]) == ("hash", "read")
    changes = error["details"]["changes"]
    assert [(c["field"], c["before_text"], c["after_text"]) for c in changes] == [
        ("title", read["data"]["title"], "Tên khác")
    ]
    diff = desk.do(place.head, "camau_working_copy_diff", id=read["id"], against=read["content_hash"])["changes"]
    assert diff == changes
    error = desk.refused(409, place.head, "camau_approve", id=read["id"], content_hash="0" * 64)
    assert error["details"]["against"] == "issued"
    assert desk.show(place.head, read)["state"] == "submitted"


def test_before_and_after_are_told_as_the_public_will_see_them(desk):
    place = desk.place
    hidden = place.draft("dataset")["record_id"]
    rule = place.issued("usage_rule")["record_id"]
    record_id = place.issued("data_service", usage_rules=[rule])["record_id"]
    copy = desk.do(place.editor, "camau_working_copy_create", record_id=record_id)
    copy = desk.save(copy, capacity="20 yêu cầu/giây", serves_datasets=[hidden])
    public = desk.do(place.editor, "camau_working_copy_diff", id=copy["id"], public=True)["public"]
    before, after = ({f["field"]: f["text"] for f in public[side]} for side in ("before", "after"))
    assert (before["capacity"], after["capacity"]) == ("10 yêu cầu/giây", "20 yêu cầu/giây")
    assert after["usage_rules"] == province.CONTENT["usage_rule"]["title"]
    assert "serves_datasets" not in after  # what is not issued is not shown


def test_both_sides_of_a_stale_save_are_told_and_merged(desk):
    place, colleague = desk.place, desk.colleague("editor")
    opened = place.draft("database")
    rows = opened["data"]["data_items"]
    theirs = {**opened["data"], "title": "Của họ", "purpose": "Mục đích của họ",
              "data_items": [*rows, {"code": "02", "name": "Chủ tàu", "default_to": ["department"]}]}  # fmt: skip
    desk.do(colleague, "camau_working_copy_update", id=opened["id"], lock_version=opened["lock_version"], data=theirs)
    mine = {**opened["data"], "title": "Của tôi", "scope": "Vùng biển Cà Mau",
            "data_items": [{**rows[0], "name": "Số đăng ký tàu"}]}  # fmt: skip
    request = {"id": opened["id"], "lock_version": opened["lock_version"], "data": mine}
    error = desk.refused(409, place.editor, "camau_working_copy_update", **request)
    assert error["conflict"] == "stale"
    (title,) = error["details"]["fields"].values()
    assert (title["label"], title["base"], title["theirs"], title["mine"]) == (
        "Tên", opened["data"]["title"], "Của họ", "Của tôi",
    )  # fmt: skip
    merged = error["details"]["merged"]
    assert (merged["title"], merged["purpose"], merged["scope"]) == ("Của tôi", "Mục đích của họ", "Vùng biển Cà Mau")
    assert [row["name"] for row in merged["data_items"]] == ["Số đăng ký tàu", "Chủ tàu"]
    saved = desk.do(place.editor, "camau_working_copy_update", id=opened["id"],
                    lock_version=error["details"]["lock_version"], data=merged)  # fmt: skip
    assert saved["data"]["scope"] == "Vùng biển Cà Mau"


def test_another_identifier_later_makes_no_second_person(desk):
    place = desk.place
    admins = (place.admin, place.admin2)
    copy = place.submitted()
    province.give(admins, place.editor, "agency_head", place.org, person="079000000009")
    desk.refused(403, place.editor, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])
    twin = province.factories.User()["name"]
    province.give(admins, twin, "agency_head", place.org, person="079000000009")
    desk.refused(403, twin, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])
    desk.refused(403, twin, "camau_claim", id=copy["id"])
    # alone nobody turns an account into another person: the identifier waits for the confirmation
    desk.do(place.head, "camau_role_grant", user=place.editor, role="editor", agency=place.org, person="khác")
    model.Session.rollback()
    desk.refused(403, twin, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])


def test_the_focal_point_asks_for_the_correction_of_a_service(desk):
    place = desk.place
    record_id = place.issued("data_service")["record_id"]
    ask = {"id": record_id, "note": "Ghi rõ giờ phục vụ", "comments": [{"path": "capacity", "text": "Trong giờ nào?"}]}
    desk.refused(403, place.head, "camau_correction_ask", **ask)
    error = desk.refused(409, place.focal, "camau_correction_ask", **{**ask, "comments": [{"path": "x", "text": "?"}]})
    assert "comments/0" in error
    assert desk.do(place.focal, "camau_correction_ask", **ask)["version"] == 1
    (task,) = [t for t in desk.do(place.editor, "camau_task_list")["tasks"] if t["kind"] == "correction"]
    assert (task["record_id"], task["note"]) == (record_id, "Ghi rõ giờ phục vụ")
    copy = desk.do(place.editor, "camau_working_copy_create", record_id=record_id)
    (comment,) = desk.do(place.editor, "camau_comment_list", id=copy["id"])["comments"]
    assert (comment["path"], comment["resolved"]) == ("capacity", False)
    copy = desk.save(copy, capacity="10 yêu cầu/giây, 24/7")
    desk.step(place.head, "camau_approve", desk.step(place.editor, "camau_submit", copy))
    assert not [t for t in desk.do(place.editor, "camau_task_list")["tasks"] if t["kind"] == "correction"]
    dataset = place.issued()["record_id"]
    assert desk.refused(403, place.focal, "camau_correction_ask", id=dataset, note="?")
