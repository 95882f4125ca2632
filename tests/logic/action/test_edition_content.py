"""The content of an edition, which annex and exports are made from: as a draft, once issued, after a take-down."""

import pytest

from ckanext.camau.catalogue import edition_content
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


def test_a_draft_and_the_same_edition_issued_have_one_content(place):
    changed, leaving = place.issued()["record_id"], place.issued(title="Đưa ra")["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=changed)
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=1,
               data={**copy["data"], "title": "Tên mới"})  # fmt: skip
    new = place.appraised(title="Mới")
    edition = place.edition(new, place.appraised(copy=copy), removals=(leaving,))
    draft = edition_content.of(edition["id"])
    assert [(e.position, e.change, e.title) for e in draft.entries] == [(1, "added", "Mới"), (2, "changed", "Tên mới")]
    assert draft.entries[0].agency.startswith("Sở số")
    assert draft.edition_hash == edition["edition_hash"]
    assert draft.act is None
    assert [r.title for r in draft.removals] == ["Đưa ra"]

    place.issue(edition)
    issued = edition_content.of(edition["id"])
    assert issued.act is not None
    assert [(e.change, e.version, e.content, e.content_hash) for e in issued.entries] == [
        (e.change, version, e.content, e.content_hash) for e, version in zip(draft.entries, (1, 2), strict=True)
    ]
    assert [r.title for r in issued.removals] == ["Đưa ra"]

    act(place.focal, "camau_record_take_down", id=new["record_id"], reason="Lộ dữ liệu")
    taken = edition_content.of(edition["id"]).entries[0]
    assert (taken.content, taken.title, taken.taken_down) == ({}, "", True)
    assert taken.content_hash == draft.entries[0].content_hash
    with pytest.raises(KeyError):
        edition_content.of("nothing")
