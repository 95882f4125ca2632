"""Several records in one submission: one task, an outcome for each."""

from tests import province


def item(copy, **more):
    return {"id": copy["id"], "content_hash": copy["content_hash"], **more}


def test_records_are_submitted_together_and_decided_on_one_by_one(desk):
    place = desk.place
    stranger = province.build()
    good, rule, poor = place.draft(), place.draft("usage_rule"), place.draft("database", purpose="")
    foreign = stranger.draft()
    items = [item(good), item(poor), item(foreign), item(rule), {"id": "none", "content_hash": "x"}]
    made = desk.do(place.editor, "camau_submission_create", items=items, note="Đợt 1")
    assert [r["ok"] for r in made["results"]] == [True, False, False, True, False]
    assert "purpose" in made["results"][1]["error"]
    assert desk.show(place.editor, poor)["state"] == "draft"
    shown = desk.do(place.head, "camau_submission_show", id=made["id"])
    assert ([i["id"] for i in shown["items"]], shown["waiting"]) == ([good["id"], rule["id"]], 2)
    assert {i["submission_id"] for i in shown["items"]} == {made["id"]}
    desk.refused(404, stranger.head, "camau_submission_show", id=made["id"])

    decisions = [
        item(good, decision="return", reasons=["unclear"], comments=[{"path": "title", "text": "Rõ hơn"}]),
        item(rule, decision="approve"),
        item(poor, decision="approve"),
    ]
    desk.refused(404, stranger.head, "camau_submission_decide", id=made["id"], decisions=decisions)
    results = desk.do(place.head, "camau_submission_decide", id=made["id"], decisions=decisions)["results"]
    assert [(r["ok"], r.get("state")) for r in results] == [(True, "returned"), (False, None), (False, None)]
    assert "act" in results[1]["error"]  # usage rules are issued by the agency's act
    decisions = [item(rule, decision="approve", act=province.document(place.head)), item(good, decision="maybe")]
    results = desk.do(place.head, "camau_submission_decide", id=made["id"], decisions=decisions)["results"]
    assert [(r["ok"], r.get("state")) for r in results] == [(True, "issued"), (False, None)]
    assert desk.do(place.head, "camau_submission_show", id=made["id"])["waiting"] == 0
    assert desk.do(place.editor, "camau_comment_list", id=good["id"])["open"] == 1

    alone = desk.step(place.editor, "camau_submit", desk.show(place.editor, good))
    assert alone["submission_id"] is None
    error = desk.do(place.head, "camau_submission_decide", id=made["id"], decisions=[item(good, decision="approve")])
    assert error["results"][0]["error"]["conflict"] == "state"
    assert desk.show(place.head, good)["state"] == "submitted"


def test_a_submission_of_nothing_leaves_nothing(desk):
    place = desk.place
    poor = place.draft("database", purpose="")
    for items in ([], [item(poor), item(poor)], ["x"], [{"id": ["a"]}]):
        desk.refused(409, place.editor, "camau_submission_create", items=items)
    error = desk.refused(409, place.editor, "camau_submission_create", items=[item(poor)])
    assert error["results"][0]["ok"] is False
    desk.refused(409, place.head, "camau_submission_create", items=[item(place.draft())])  # the head submits nothing
    count = province.model.Session.execute(province.model.meta.metadata.tables["camau_submission"].select()).all()
    assert count == []


def test_who_wrote_decides_on_none_of_his_in_a_submission(desk):
    place = desk.place
    province.give((place.admin, place.admin2), place.editor, "agency_head", place.org)
    copy = place.draft()
    made = desk.do(place.editor, "camau_submission_create", items=[item(copy)])
    decided = desk.do(
        place.editor, "camau_submission_decide", id=made["id"], decisions=[item(copy, decision="approve")]
    )
    assert decided["results"][0]["ok"] is False
    assert desk.show(place.head, copy)["state"] == "submitted"
