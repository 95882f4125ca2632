"""Comments on single fields: beside their field while it has that value, nobody's business outside."""

from tests import province

ITEMS = [
    {"code": "01", "name": "Số đăng ký", "open_to": ["public"], "default_to": ["department"]},
    {"code": "02", "name": "Chủ tàu", "default_to": ["department"]},
]


def listed(desk, login, copy):
    return desk.do(login, "camau_comment_list", id=copy["id"])


def test_a_comment_is_resolved_when_the_value_changes_and_follows_its_row(desk):
    place = desk.place
    copy = place.submitted("database", data_items=ITEMS)
    remarks = [{"path": "data_items/1/name", "text": "Chủ tàu là cá nhân?"}, {"path": "title", "text": "Ngắn quá"},
               {"path": "notes_missing", "text": "?"}]  # fmt: skip
    refused = {"id": copy["id"], "content_hash": copy["content_hash"], "note": "Sửa", "comments": remarks}
    assert "comments/2" in desk.refused(409, place.head, "camau_return", **refused)
    assert listed(desk, place.head, copy)["comments"] == []
    copy = desk.step(place.head, "camau_return", copy, note="Sửa", comments=remarks[:2])
    row, title = listed(desk, place.editor, copy)["comments"]
    assert (row["path"], row["value_text"], row["resolved"]) == ("data_items/1/name", "Chủ tàu", False)
    assert " › 2 › " in row["label"]
    assert (title["author_name"], title["role"], title["state_at"]) == (
        province.model.User.get(place.head).display_name, "agency_head", "submitted",
    )  # fmt: skip
    copy = desk.save(copy, title="Cơ sở dữ liệu tàu cá tỉnh Cà Mau", data_items=[{**ITEMS[1]}, {**ITEMS[0]}])
    row, title = listed(desk, place.editor, copy)["comments"]
    assert (row["path"], row["resolved"]) == ("data_items/0/name", False)
    assert (title["resolved"], title["resolved_how"]) == (True, "changed")
    assert listed(desk, place.editor, copy)["open"] == 1
    copy = desk.save(copy, data_items=[ITEMS[0]])
    row, _title = listed(desk, place.editor, copy)["comments"]
    assert (row["path"], row["resolved_how"]) == (None, "changed")


def test_comments_are_made_on_what_was_read_and_closed_by_whom_they_concern(desk):
    place = desk.place
    copy = place.submitted()
    add = {"id": copy["id"], "content_hash": copy["content_hash"], "path": "title", "text": "Rõ hơn"}
    for wrong in [{"path": "title/0"}, {"path": "resources/7/name"}, {"path": "__proto__"}, {"text": " "}]:
        desk.refused(409, place.head, "camau_comment_add", **{**add, **wrong})
    assert desk.refused(409, place.head, "camau_comment_add", **{**add, "content_hash": "0"})["conflict"] == "hash"
    assert desk.refused(409, place.editor, "camau_comment_add", **add)["conflict"] == "state"
    added = desk.do(place.head, "camau_comment_add", **add)
    desk.refused(409, place.editor, "camau_comment_resolve", id=added["id"])
    copy = desk.step(place.head, "camau_return", copy, reasons=["unclear"])
    desk.refused(403, place.editor, "camau_comment_resolve", id=added["id"])  # not his to close
    answer = desk.do(place.editor, "camau_comment_add", **{**add, "text": "Tên theo quyết định"})
    assert desk.do(place.editor, "camau_comment_resolve", id=answer["id"])["resolved_how"] == "closed"
    copy = desk.step(place.editor, "camau_submit", copy)
    copy = desk.step(place.head, "camau_approve", copy, comments=[{"path": "source", "text": "Năm nào?"}])
    closed = desk.do(place.focal, "camau_comment_resolve", id=added["id"])  # a later step
    assert (closed["resolved_how"], bool(closed["resolved_by_name"])) == ("closed", True)
    assert listed(desk, place.focal, copy)["open"] == 1


def test_comments_leak_nowhere(desk):
    place = desk.place
    stranger = province.build()
    copy = place.submitted("usage_rule")
    add = {"id": copy["id"], "content_hash": copy["content_hash"], "path": "title", "text": "BÍ MẬT NỘI BỘ"}
    comment = desk.do(place.head, "camau_comment_add", **add)
    for login in (stranger.editor, stranger.head):
        desk.refused(404, login, "camau_comment_list", id=copy["id"])
        desk.refused(404, login, "camau_comment_resolve", id=comment["id"])
        desk.refused(404, login, "camau_comment_add", **add)
    act = province.document(place.head)
    issued = desk.step(place.head, "camau_approve", copy, act=act)
    assert issued["content_hash"] == copy["content_hash"]
    for path in (f"/usage_rule/{issued['record_id']}", "/api/3/action/package_search?q=*:*",
                 f"/api/3/action/package_show?id={issued['record_id']}"):  # fmt: skip
        answer = desk.app.get(path)
        assert answer.status_code == 200
        assert "BÍ MẬT" not in answer.get_data(as_text=True)
