"""The data dictionary of a file: read from it, completed, saved; only by whoever may edit the record."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup

from tests import factories, province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")

TABLE = 'Mã xã,Sản lượng (tấn),Ngày\n32001,"12,5",1/3/2026\n32002,"7,25",2/3/2026\n'.encode()


class Desk(NamedTuple):
    """An editor's draft with one file, and how the editor sends forms."""

    app: Any
    place: Any
    copy: dict[str, Any]

    @property
    def url(self) -> str:
        resource = self.copy["data"]["resources"][0]
        return f"/dataset/edit/{self.copy['record_id']}/dictionary/{resource['id']}"

    def get(self, login: str = "") -> Any:
        return self.app.get(self.url, headers=factories.token(login or self.place.editor))

    def press(self, button: str, page: Any = None, **more: str) -> Any:
        """Send the form of a page as a browser would."""
        form = inputs(page or self.get()) | {"_do": [button]} | {key: [value] for key, value in more.items()}
        headers = factories.token(self.place.editor)
        return self.app.post(self.url, data=form, headers=headers, follow_redirects=False)

    @property
    def stored(self) -> list[dict[str, Any]]:
        now = act(self.place.editor, "camau_working_copy_show", id=self.copy["id"])
        return now["data"]["resources"][0].get("dictionary", [])


def inputs(page: Any) -> dict[str, list[str]]:
    soup = BeautifulSoup(page.body, "html.parser")
    for template in soup.find_all("template"):
        template.decompose()
    found: dict[str, list[str]] = {}
    for item in soup.select("main form[method=post] input, main form[method=post] textarea"):
        if item.get("type") != "checkbox" and item.get("name"):
            found.setdefault(item["name"], []).append(item.get("value") or item.text.removeprefix("\n"))
    for item in soup.select("main form[method=post] select"):
        chosen = item.find("option", selected=True)
        found[item["name"]] = [chosen["value"] if chosen else ""]
    return found


@pytest.fixture
def desk(app: Any, clean_portal: Any) -> Desk:
    place = province.build()
    sha256 = province.upload(place.editor, TABLE, "sản lượng.csv")
    return Desk(app, place, place.draft(resources=[{"name": "Sản lượng", "sha256": sha256}]))


def gates(desk: Desk) -> list[str]:
    problems = act(desk.place.editor, "camau_working_copy_show", id=desk.copy["id"])["problems"]
    return [p["message"] for p in problems if p["gate"] == "dictionary"]


def test_the_proposal_is_taken_completed_and_saved(desk: Desk):
    assert "no data dictionary yet" in gates(desk)[0]
    page = desk.press("read")
    assert page.status_code == 200
    assert desk.stored == []  # reading saves nothing
    saved = desk.press("save", page, **{"dictionary.1.meaning": "Sản lượng tôm"})
    assert saved.status_code == 302
    assert desk.stored == [
        {"column": "Mã xã", "label": "Mã xã", "type": "code", "key": "true"},
        {"column": "Sản lượng (tấn)", "label": "Sản lượng", "type": "decimal", "unit": "tấn",
         "meaning": "Sản lượng tôm"},
        {"column": "Ngày", "label": "Ngày", "type": "date"},
    ]  # fmt: skip
    assert gates(desk) == []


def test_the_button_of_the_form_saves_first(desk: Desk):
    form, headers = f"/dataset/edit/{desk.copy['record_id']}?step=files", factories.token(desk.place.editor)
    button = f"dictionary:{desk.copy['data']['resources'][0]['id']}"
    page = desk.app.get(form, headers=headers)
    assert f'value="{button}"' in page.get_data(as_text=True)
    sent = inputs(page) | {"_do": [button], "resources.0.description": ["mô tả mới"]}
    answer = desk.app.post(form, data=sent, headers=headers, follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(desk.url)
    now = act(desk.place.editor, "camau_working_copy_show", id=desk.copy["id"])
    assert now["data"]["resources"][0]["description"] == "mô tả mới"


def test_rows_by_plain_buttons_and_what_does_not_fit(desk: Desk):
    page = desk.press("remove:dictionary:2", desk.press("read"))
    page = desk.press("up:dictionary:1", page)
    assert desk.press("save", page, **{"dictionary.0.type": "integer"}).status_code == 302
    assert [row["column"] for row in desk.stored] == ["Sản lượng (tấn)", "Mã xã"]
    told = desk.get().get_data(as_text=True)
    assert "2, 3" in told
    assert "“Ngày”" in told
    assert len(gates(desk)) == 2
    page = desk.press("read", **{"dictionary.0.meaning": "của tôi"})
    assert "của tôi" in page.get_data(as_text=True)
    page = desk.press("read", page, replace="1")
    assert "của tôi" not in page.get_data(as_text=True)


def test_somebody_saved_meanwhile(desk: Desk):
    page = desk.press("read")
    data = {**desk.copy["data"], "notes": "của người khác"}
    act(desk.place.editor, "camau_working_copy_update", id=desk.copy["id"],
        lock_version=desk.copy["lock_version"], data=data)  # fmt: skip
    refused = desk.press("save", page, **{"dictionary.0.meaning": "đã nhập"})
    assert refused.status_code == 409
    assert "đã nhập" in refused.get_data(as_text=True)
    assert desk.stored == []
    assert desk.press("save", refused).status_code == 302
    assert desk.stored[0]["meaning"] == "đã nhập"
    now = act(desk.place.editor, "camau_working_copy_show", id=desk.copy["id"])
    assert now["data"]["notes"] == "của người khác"


def test_problems_repeat_no_number_of_a_person(desk: Desk):
    sha256 = province.upload(desk.place.editor, b"096190012345,b\n1,2\n", "t.csv")
    row = {"name": "t", "sha256": sha256, "dictionary": [{"column": "b", "type": "text"}]}
    act(desk.place.editor, "camau_working_copy_update", id=desk.copy["id"],
        lock_version=desk.copy["lock_version"], data={**desk.copy["data"], "resources": [row]})  # fmt: skip
    (told,) = gates(desk)
    assert "096190012345" not in told


def test_only_who_may_edit_the_record(desk: Desk):
    other = province.build("so-y-te-khac")
    assert desk.get().status_code == 200
    assert desk.get(other.editor).status_code == 404
    assert desk.get(desk.place.head).status_code == 404
    assert desk.app.get(desk.url).status_code == 404
    answer = desk.app.post(desk.url, data={"_do": "save"}, headers=factories.token(other.editor))
    assert answer.status_code == 404
    unknown = desk.url.rpartition("/")[0] + "/khong-co"
    assert desk.app.get(unknown, headers=factories.token(desk.place.editor)).status_code == 404
