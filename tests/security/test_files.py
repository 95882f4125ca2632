"""Abuse lines 9, 39, 40, 55: downloads serve what is issued, as an attachment, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests import factories

EVIL = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>"


def path(record, type_="dataset", rid=None, name="x"):
    return f"/{type_}/{record}/resource/{rid}/download/{name}"


def test_issued_bytes_come_back_with_their_vietnamese_name(app, scene):
    for some in (scene.public.id, scene.public.name):
        answer = app.get(path(some, rid=scene.public.resource_id))
        assert answer.status_code == 200
        assert answer.data == factories.CSV
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert answer.headers["ETag"] == f'"{scene.public.sha256}"'
        assert (
            "filename*=UTF-8''Danh%20m%E1%BB%A5c%20%C4%91%C6%A1n%20v%E1%BB%8B.csv"
            in answer.headers["Content-Disposition"]
        )
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers


def test_head_range_and_not_modified(app, scene):
    url = path(scene.public.id, rid=scene.public.resource_id)
    assert app.test_client().head(url).headers["Content-Length"] == str(len(factories.CSV))
    part = app.get(url, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, factories.CSV[:4])
    assert app.get(url, headers={"If-None-Match": f'"{scene.public.sha256}"'}).status_code == 304
    assert app.get(url.removesuffix("/x")).status_code == 200


def test_the_address_that_package_show_gives_works(app, api, scene):
    [resource] = api.result("package_show", id=scene.public.id)["resources"]
    assert resource["sha256"] == scene.public.sha256
    assert resource["url"].endswith("/danh-muc-don-vi.csv")
    assert app.get(urlsplit(resource["url"]).path).data == factories.CSV


@pytest.mark.parametrize("type_", ["dataset", "database", "data_service", "usage_rule"])
def test_only_the_record_s_own_resource_under_its_own_type(app, scene, type_):
    other = factories.issued(scene.office, "dataset", "Tập khác", resources=[factories.resource(b"a\n2\n")])
    for record, rid in (
        (scene.hidden_id, scene.hidden_resource), (scene.public.id, scene.hidden_resource),
        (scene.public.id, other.resource_id), (scene.public.id, "khong-co"), ("khong-co", scene.public.resource_id),
    ):  # fmt: skip
        for who in ({}, scene.office.editor.headers, scene.sysadmin.headers):
            assert app.get(path(record, type_, rid), headers=who).status_code == 404
    mine = app.get(path(scene.public.id, type_, scene.public.resource_id))
    assert mine.status_code == (200 if type_ == "dataset" else 404)


def test_9_replaced_in_a_working_copy_the_public_bytes_stay_until_the_next_issue(app, scene):
    url = path(scene.public.id, rid=scene.public.resource_id)
    new = factories.resource(b"moi\n", id=scene.public.resource_id)
    data = factories.content("dataset", "Dân số xã phường", resources=[new])
    factories.working_copy(scene.office, "dataset", data, scene.public.id)
    assert app.get(url).data == factories.CSV
    assert app.get(path(scene.public.id, rid=scene.public.resource_id, name=new["sha256"])).data == factories.CSV


def test_9_reissued_serves_the_new_bytes(app, scene):
    new = factories.resource(b"moi\n", id=scene.public.resource_id)
    factories.issued(scene.office, "dataset", "Dân số xã phường", scene.public.id, resources=[new], code="KEEP")
    assert app.get(path(scene.public.id, rid=scene.public.resource_id)).data == b"moi\n"


@pytest.mark.parametrize(("content", "mimetype"), [(EVIL, "text/html"), (SVG, "image/svg+xml")])
def test_55_a_page_or_picture_with_script_is_never_shown_inline(app, scene, content, mimetype):
    evil = factories.resource(content, mimetype=mimetype, format="HTML", name="trang.html")
    record = factories.issued(scene.office, "dataset", "Trang lạ", resources=[evil])
    answer = app.get(path(record.id, rid=evil["id"]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_a_link_leads_to_its_address_and_nowhere_else(app, scene):
    link = {"id": "00000000-0000-4000-8000-00000000000a", "name": "Ngoài", "url": "https://example.vn/a.csv"}
    record = factories.issued(scene.office, "dataset", "Có đường dẫn", resources=[link])
    answer = app.get(path(record.id, rid=link["id"]), follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, link["url"])


def test_preview_of_a_working_copy_is_for_those_who_may_see_it(app, api, scene):
    other = factories.office("so-noi-vu")
    copy = api.result("camau_working_copy_show", scene.office.editor, record_id=scene.hidden_id)
    url = f"/working-copy/{copy['id']}/file/{scene.hidden_sha256}"
    answer = app.get(url, headers=scene.office.editor.headers)
    assert (answer.status_code, answer.data) == (200, b"m\xe1\xba\xadt\n1\n")
    assert "no-store" in answer.headers["Cache-Control"]
    for headers in ({}, other.editor.headers):
        assert app.get(url, headers=headers).status_code == 404
    foreign = f"/working-copy/{copy['id']}/file/{scene.public.sha256}"
    assert app.get(foreign, headers=scene.office.editor.headers).status_code == 404


def test_storage_has_no_address_of_its_own(app, scene):
    sha = scene.hidden_sha256
    for url in (f"/camau-files/{sha[:2]}/{sha[2:4]}/{sha}", f"/{sha[:2]}/{sha[2:4]}/{sha}", f"/file/download/{sha}"):
        assert app.get(url).status_code == 404
