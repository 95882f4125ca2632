"""A WSDL file through the form: sent, read, taken, on a narrow page without a script, and without a barrier."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from .staff import SAVE, logins, open_desk, press

WSDL = Path(__file__).parents[2] / "ckanext/camau/demo/data/files/wsdl-cmu-stp-dv-0001.wsdl"
BUTTON = "text=Lấy chức năng, thông số từ tệp này"


def test_a_wsdl_file_fills_the_technical_step(browser, site, demo):
    page = open_desk(browser, site, demo, logins(demo)["editor"], width=360, java_script_enabled=False)
    page.goto("/data_service/new?step=files")
    page.set_input_files("#f-resources-0-sha256", WSDL)
    assert press(page, SAVE) == 200
    assert press(page, BUTTON) == 200
    assert "/describe/" in page.url
    assert page.locator("text=https://lgsp.camau.example/cong-chung/v1").count() == 1
    assert press(page, "text=Lấy nội dung đã chọn và lưu") == 200
    assert page.url.endswith("?step=technical")
    assert page.input_value("#f-endpoint_url") == "https://lgsp.camau.example/cong-chung/v1"
    assert page.input_value("#f-parameters-1-name") == "loai_tai_san"

    scripted = open_desk(browser, site, demo, logins(demo)["editor"], width=360)
    scripted.goto(page.url.split("?")[0] + "?step=files")
    press(scripted, BUTTON)
    found = [item for item in Axe().run(scripted).response["violations"] if item["impact"] in {"serious", "critical"}]
    assert not found
    assert scripted.evaluate("document.documentElement.scrollWidth <= innerWidth")
