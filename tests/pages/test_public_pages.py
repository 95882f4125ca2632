"""The public pages as a guest gets them, in one process with real services."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pages_records as records
import pytest
from pages_english import english_in

from ckanext.camau.search.query import free_text

PAGES = (
    "/", "/dataset/", "/dataset/?q=thuy+san", "/dataset/?q=khong-co-gi-ca", "/agency/", f"/agency/{records.AGENCY}",
    "/edition/", "/about", "/legal", "/legal/nd47",
    "/dataset/san-luong-thuy-san-theo-xa-phuong", "/database/co-so-du-lieu-tau-ca",
    "/data_service/dich-vu-tra-cuu-tau-ca", "/usage_rule/quy-che-khai-thac-du-lieu-thuy-san",
    "/user/login", "/user/reset",  # last: their forms begin a session
)  # fmt: skip


class Text(HTMLParser):
    """Collects what a reader sees or hears: text, titles, labels and placeholders; English is marked by `lang`."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.silent += 1
        given = dict(attrs)
        self.parts += [given[name] or "" for name in ("title", "aria-label", "placeholder", "alt") if name in given]
        self.links += [given[name] or "" for name in ("href", "src", "action") if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def seen(body: str) -> Text:
    text = Text()
    text.feed(body)
    return text


def test_every_page_answers_in_vietnamese_without_outside_requests(app: Any, made: dict[str, Any]):
    pages = (f"/edition/{made['edition']}", *PAGES)
    for address in pages:
        answer = app.get(address)
        assert answer.status_code == 200, address
        text = seen(answer.body)
        assert english_in(" ".join(text.parts)) == [], address
        assert not [
            link for link in text.links if "//" in link and "test.ckan.net" not in link and "example.vn" not in link
        ]
        assert "generator" not in answer.body
        assert "csrf" not in answer.body or address.startswith("/user"), address
        assert "Set-Cookie" not in answer.headers or address.startswith("/user"), address


def test_search_needs_no_marks(app: Any, made: dict[str, Any]):
    for typed in ("thuy san", "Thủy sản", "THUỶ SẢN", "CMU.SNNMT.DL.0001", "0001", "tom"):
        body = app.get("/dataset/", query_string={"q": typed}).body
        assert "Sản lượng thủy sản theo xã, phường" in body, typed


@pytest.mark.parametrize(
    "typed", ["a:b", "11/2025/QĐ-UBND", '"', "(", "*:*", "{!lucene}x", "AND OR", "[* TO *]", "\\", "tôm^^"]
)
def test_whatever_is_typed_is_answered(app: Any, clean_portal: Any, typed: str):
    assert app.get("/dataset/", query_string={"q": typed}).status_code == 200
    assert free_text(free_text(typed)) == free_text(typed)


def test_facets_narrow_and_are_named(app: Any, made: dict[str, Any]):
    body = app.get("/dataset/?theme=agriculture&res_format=CSV&dataset_type=dataset").body
    assert "1 mục" in body
    for label in ("Nông nghiệp", "Tập dữ liệu mở", "Sở Nông nghiệp và Môi trường", "Loại mục", "Chủ đề", "Định dạng"):
        assert label in body
    assert "0 mục" in app.get('/dataset/?organization=x" OR "1').body


def test_record_pages_show_content_by_label(app: Any, made: dict[str, Any]):
    dataset = app.get("/dataset/san-luong-thuy-san-theo-xa-phuong").body
    for text in ("Hằng tháng", "57/QĐ-UBND", "12/10/2026", "Nguyễn Văn Mẫu", "san-luong.csv", "SHA-256", "Tải về",
                 "Cách trích dẫn", f"/id/dataset/{made['dataset']}", "Điều 18", "Dịch vụ tra cứu tàu cá"):  # fmt: skip
        assert text in dataset, text
    database = app.get("/database/co-so-du-lieu-tau-ca").body
    for text in (
        "Hạng mục dữ liệu",
        "Số đăng ký",
        "Mọi tổ chức, cá nhân",
        "đặc thù",
        "Quy chế khai thác dữ liệu thủy sản",
    ):
        assert text in database, text
    service = app.get("/data_service/dich-vu-tra-cuu-tau-ca").body
    assert "so_dang_ky" in service
    assert "Sản lượng thủy sản theo xã, phường" in service


def test_download_button_leads_to_the_file(app: Any, made: dict[str, Any]):
    page = app.get("/dataset/san-luong-thuy-san-theo-xa-phuong").body
    (address,) = re.findall(r'href="([^"]+/download/[^"]+)"', page)
    answer = app.get(address)
    assert answer.data == records.CSV
    assert "attachment" in answer.headers["Content-Disposition"]


def test_agency_and_edition(app: Any, made: dict[str, Any]):
    agency = app.get(f"/agency/{records.AGENCY}").body
    assert "Trần Thị Ví Dụ" in agency
    assert "Tập dữ liệu mở (1)" in agency
    assert app.get(f"/organization/{records.AGENCY}", follow_redirects=False).status_code == 302
    edition = app.get(f"/edition/{made['edition']}").body
    assert "Danh mục dữ liệu mở đợt 1" in edition
    signed = app.get(f"/edition/{made['edition']}/file")
    assert signed.data == records.PDF
    assert "attachment" in signed.headers["Content-Disposition"]


def test_what_is_not_issued_is_nowhere(app: Any, made: dict[str, Any]):
    hidden = records.unissued(made["agency"])
    for address in (
        f"/dataset/{hidden}",
        f"/id/dataset/{hidden}",
        f"/dataset/{hidden}/resource/x",
        "/edition/x",
        "/id/edition/x",
    ):
        assert app.get(address).status_code == 404, address
    assert "Bản nháp kín" not in app.get("/dataset/?q=nhap+kin").body


def test_permanent_addresses_lead_on(app: Any, made: dict[str, Any]):
    def leads(address: str, **headers: str) -> str:
        answer = app.get(address, headers=headers, follow_redirects=False)
        assert answer.status_code == 303, address
        return answer.headers["Location"]

    page = "/dataset/san-luong-thuy-san-theo-xa-phuong"
    assert leads(f"/id/dataset/{made['dataset']}").endswith(page)
    assert leads(f"/id/dataset/{made['dataset']}", Accept="text/turtle").endswith(f"{page}.ttl")
    assert leads(f"/id/agency/{made['agency']}").endswith(f"/agency/{records.AGENCY}")
    assert leads(f"/id/contact/{made['agency']}").endswith("#lien-he")
    assert leads("/id/catalog", Accept="text/turtle").endswith("/catalog.ttl")
    assert app.get(f"/id/database/{made['dataset']}").status_code == 404
    assert app.get("/id/dataset/san-luong-thuy-san-theo-xa-phuong").status_code == 404


def test_errors_speak_vietnamese_and_keep_their_status(app: Any, clean_portal: Any):
    for address, status in (
        ("/khong-co", 404),
        ("/dataset/khong-co", 404),
        ("/agency/khong-co", 404),
        ("/ckan-admin/", 403),
    ):
        answer = app.get(address)
        assert answer.status_code == status, address
        assert english_in(" ".join(seen(answer.body).parts)) == [], address


def test_without_the_index_pages_stay_and_search_says_503(
    app: Any, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    from ckan.common import config

    monkeypatch.setitem(config, "solr_url", "http://127.0.0.1:9/solr/away")
    for address in (
        "/",
        "/agency/",
        f"/agency/{records.AGENCY}",
        "/dataset/san-luong-thuy-san-theo-xa-phuong",
        "/edition/",
    ):
        assert app.get(address).status_code == 200, address
    answer = app.get("/dataset/?q=tom")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Tạm thời gián đoạn" in answer.body
    assert "solr" not in answer.body.lower()


def test_a_record_page_asks_no_index(app: Any, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    import pysolr

    asked: list[Any] = []

    def send(_solr: Any, *args: Any, **_kwargs: Any) -> Any:
        asked.append(args)
        raise pysolr.SolrError("Connection to server timed out")

    monkeypatch.setattr(pysolr.Solr, "_send_request", send)
    rule = app.get("/usage_rule/quy-che-khai-thac-du-lieu-thuy-san").body
    assert "Cơ sở dữ liệu tàu cá" in rule
    assert "Dịch vụ tra cứu tàu cá" in rule
    assert "Dịch vụ tra cứu tàu cá" in app.get("/dataset/san-luong-thuy-san-theo-xa-phuong").body
    assert asked == []


def test_search_that_is_away_is_asked_once(app: Any, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    import pysolr

    asked: list[Any] = []

    def send(_solr: Any, *args: Any, **_kwargs: Any) -> Any:
        asked.append(args)
        raise pysolr.SolrError("Connection to server timed out")

    monkeypatch.setattr(pysolr.Solr, "_send_request", send)
    assert app.get("/dataset/?q=tom").status_code == 503
    assert app.get("/dataset/?q=cua").status_code == 503
    assert app.get("/").status_code == 200
    assert len(asked) == 1


def test_iri_of_no_edition_is_404(app: Any, made: dict[str, Any]):
    assert app.get("/id/edition/khong-co", follow_redirects=False).status_code == 404
    assert app.get(f"/id/edition/{made['edition']}", follow_redirects=False).status_code == 303


def test_robots_may_read_the_catalogue(app: Any, clean_portal: Any):
    body = app.get("/robots.txt").body
    assert "Disallow: /dataset" not in body
    assert "Disallow: /\n" not in body
