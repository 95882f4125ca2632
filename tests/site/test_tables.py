"""Tables of issued files in the running site: loaded by its worker, as its roles, read and previewed by everybody."""

from __future__ import annotations

import time
from typing import Any

import pytest
from portal.running_site import RunningSite

PATIENCE = 120


@pytest.mark.usefixtures("demo")
def test_a_table_of_the_demo_is_loaded_and_shown(site: RunningSite, page: Any):
    dataset = site.call("package_search", {"q": "sản phẩm OCOP", "fq": "+dataset_type:dataset", "rows": 1})
    [record] = dataset["result"]["results"]
    csv = next(res for res in record["resources"] if res["format"] in ("CSV", "XLSX"))
    deadline = time.monotonic() + PATIENCE
    while (found := site.call("datastore_search", {"resource_id": csv["id"]}))["status"] != 200:
        assert time.monotonic() < deadline, found
        time.sleep(1)
    assert found["result"]["total"] > 0
    page.goto(f"/dataset/{record['name']}")
    page.get_by_role("link", name="Xem nội dung").first.click()
    assert page.locator("table tbody tr").count() > 0
    denied = site.call("datastore_create", {"resource_id": csv["id"], "force": True, "records": [{"a": 1}]})
    assert denied["status"] == 403
