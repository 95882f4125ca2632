"""A stock CKAN harvests the running portal: every issued dataset arrives as it is, and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import urllib.request
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import feed_samples as samples
import pytest
from portal import stack
from portal.layout import TEST
from portal.running_site import RunningSite
from stock_ckan import StockCkan, extra

from ckanext.camau.feed import catalog_node
from ckanext.camau.feed.catalog_node import Paging, Span
from ckanext.camau.feed.write import FORMATS


@pytest.fixture(scope="module")
def stock() -> Iterator[StockCkan]:
    services = stack.kept(TEST)
    assert services, "The services of the tests do not run: use script/test"
    with StockCkan.start(services) as running:
        yield running


@pytest.fixture(scope="module")
def source(stock: StockCkan, site: RunningSite, demo: dict[str, Any]) -> str:
    """The portal with its demo data, as a source of the stock CKAN."""
    return stock.add_source("portal", f"{site.url}/catalog.ttl")


def issued(site: RunningSite, record_type: str) -> dict[str, dict[str, Any]]:
    query = {"rows": 1000, "fq": f"dataset_type:{record_type}"}
    found = site.call("package_search", query)["result"]["results"]
    return {f"{site.url}/id/{record_type}/{package['id']}": package for package in found}


def of_site(stock: StockCkan, site: RunningSite) -> dict[str, dict[str, Any]]:
    return {iri: package for iri, package in stock.datasets().items() if iri.startswith(site.url)}


@pytest.mark.parametrize("extension", ["ttl", "xml", "jsonld"])
def test_files_of_every_format_are_read(stock: StockCkan, extension: str):
    """Pages of our own making, without a portal: what the harvester does with them has nothing to do with the rest."""
    records = [samples.dataset(f"{extension}{n}", title=f"Tập dữ liệu {extension} {n}") for n in range(3)]
    with pages(extension, [*records, samples.service(f"{extension}9")]) as address:
        stock.harvest(stock.add_source(f"files-{extension}", address))
    found = {iri: p for iri, p in stock.datasets().items() if f"/id/dataset/{extension}" in iri}
    assert {package["title"] for package in found.values()} == {record.content["title"] for record in records}
    for package in found.values():
        upload, link = sorted(package["resources"], key=lambda row: row["uri"])
        assert upload["name"] == "Trạm quan trắc.csv"
        assert upload["url"].endswith("/download/tram-quan-trac.csv")
        assert (upload["format"], upload["mimetype"], upload["hash"]) == ("CSV", "text/csv", samples.SHA)
        assert link["url"] == "https://bando.example.vn/xem?lop=n%C6%B0%E1%BB%9Bc%20m%E1%BA%B7t"
        assert {tag["name"] for tag in package["tags"]} == {"nước mặt", "quan trắc"}
        assert extra(package, "publisher_name") == samples.AGENCY.title
        assert extra(package, "contact_email") == "moitruong@example.vn"
        assert extra(package, "identifier").startswith("CMU.")


def test_every_issued_dataset_arrives_and_nothing_else(stock: StockCkan, site: RunningSite, source: str):
    stock.harvest(source)
    here, there = issued(site, "dataset"), of_site(stock, site)
    assert here
    assert there.keys() == here.keys()
    for iri, package in here.items():
        arrived = there[iri]
        assert arrived["title"] == package["title"]
        assert arrived["notes"].split() == package["notes"].split()
        assert extra(arrived, "identifier") == (package.get("code") or package["id"])
        assert {row["name"] for row in arrived["resources"]} == {row["name"] for row in package["resources"]}
        for row in package["resources"]:
            copy = next(one for one in arrived["resources"] if one["uri"] == f"{iri}/file/{row['id']}")
            if row.get("sha256"):
                assert fetched(copy["url"]) == row["sha256"] == copy["hash"]
    assert issued(site, "data_service")
    assert not any("/id/data_service/" in iri or "/id/database/" in iri for iri in stock.datasets())


def test_what_an_edition_removes_is_gone_after_the_next_harvest(
    stock: StockCkan, site: RunningSite, source: str, demo: dict[str, dict[str, Any]]
):
    stock.harvest(source)
    before = of_site(stock, site)
    here = issued(site, "dataset")
    iri = max(here)
    remove(site, demo, here[iri]["id"])
    stock.harvest(source)
    after = of_site(stock, site)
    assert iri in before
    assert after.keys() == before.keys() - {iri} == issued(site, "dataset").keys()
    gone = stock.call("package_search", {"fq": f'guid:"{iri}"'})
    assert gone["count"] == 0


def fetched(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return hashlib.sha256(answer.read()).hexdigest()


def remove(site: RunningSite, demo: dict[str, dict[str, Any]], record_id: str) -> None:
    """Take a dataset out of the catalogue by an edition, as focal point and clerk do it."""
    focal = _token(demo, "focal_point")
    asked = {"kind": "open_data_list", "title": "Đưa ra khỏi danh mục", "entries": [], "removals": [record_id]}
    edition = _done(site.call("camau_edition_create", asked, focal))
    act = {
        "issuing_body": "Chủ tịch Ủy ban nhân dân tỉnh Cà Mau",
        "number": f"{uuid.uuid4().int % 9000}/QĐ-UBND",
        "date": "2026-11-01",
        "effective_from": "2026-11-01",
        "signer_name": "Nguyễn Văn Minh Họa",
        "signer_position": "Chủ tịch",
        "file": _upload(site, _token(demo, "issuing_clerk"), _pdf()),
    }
    asked = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": act}
    _done(site.call("camau_edition_issue", asked, _token(demo, "issuing_clerk")))


def _token(demo: dict[str, dict[str, Any]], role: str) -> str:
    return next(account["token"] for account in demo.values() if role in account["roles"])


def _done(answer: dict[str, Any]) -> dict[str, Any]:
    assert answer["status"] == 200, answer
    return answer["result"]


def _pdf() -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def _upload(site: RunningSite, token: str, content: bytes) -> str:
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="upload"; filename="quyet-dinh.pdf"\r\n'
    body = f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {"Authorization": token, "Content-Type": f"multipart/form-data; boundary={mark}"}
    request = urllib.request.Request(f"{site.url}/api/3/action/camau_file_upload", body, headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["result"]["sha256"]


class pages:  # noqa: N801 - reads as a function
    """Serves records as a catalogue of pages with two records each, from memory."""

    def __init__(self, extension: str, records: list[Any]) -> None:
        self.format = FORMATS[extension]
        self.records = records
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}/catalog.{extension}"

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.address

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def page(self, number: int) -> bytes:
        world = samples.world()
        shown, more = self.records[2 * number - 2 : 2 * number], len(self.records) > 2 * number
        following = f"{self.address}?page={number + 1}" if more else ""
        triples = [
            *catalog_node.triples(world, Span()),
            *catalog_node.members(shown, world),
            *catalog_node.paging(Paging(len(self.records), 2, f"{self.address}?page={number}", "", "", next=following)),
        ]
        return self.format.write(triples).encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outer.page(int(self.path.partition("page=")[2] or 1))
                self.send_response(200)
                self.send_header("Content-Type", outer.format.media_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body if self.command == "GET" else b"")

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        return Handler
