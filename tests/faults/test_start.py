"""A Solr with another schema stops the start with one clear line (F23); one that is away does not (P10)."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ckan.exceptions import CkanConfigurationException

from ckanext.camau.security import start_checks

SCHEMA = '<schema name="ckan-2.12"/>'
FIELDS = '{"fields":[{"name":"index_id","stored":true},{"name":"permission_labels","stored":false}]}'
FOUND = '{"response":{"numFound":0,"start":0,"docs":[]}}'


class StockSolr(BaseHTTPRequestHandler):
    """Answers as a Solr with CKAN's own configset."""

    def do_GET(self):
        body = FIELDS if "/schema/fields" in self.path else SCHEMA if "schema" in self.path else FOUND
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def stock_solr():
    server = HTTPServer(("127.0.0.1", 0), StockSolr)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/solr/ckan"
    server.shutdown()
    server.server_close()


def test_another_schema(with_plugins, ckan_config, monkeypatch, stock_solr, pytestconfig):
    start_checks.check_index()
    monkeypatch.setitem(ckan_config, "solr_url", stock_solr)
    with pytest.raises(CkanConfigurationException) as caught:
        start_checks.check_index()
    assert "permission_labels is missing or not stored" in str(caught.value)
    assert "\n" not in str(caught.value)

    env = {**os.environ, "CKAN_SOLR_URL": stock_solr}
    command = [str(Path(sys.executable).with_name("ckan")), "-c", pytestconfig.option.ckan_ini, "camau", "worker"]
    ended = subprocess.run([*command, "--once"], env=env, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert "the search index has another schema" in ended.stderr
    assert "Traceback" not in ended.stderr

    monkeypatch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/camau")
    start_checks.check_index()
