"""The lines in the documents for programs recompute the hashes of editions and catalogues of the running site."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/users/khai-thac-tu-dong.md"


def test_anybody_recomputes_the_hashes_with_the_lines_that_are_documented(site, demo):
    (lines,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with urllib.request.urlopen(f"{site.url}/api/3/action/camau_edition_list") as answer:
        editions = json.load(answer)["result"]
    assert {edition["kind"] for edition in editions} == {"database_catalogue", "open_data_list"}
    for edition in editions:
        names = {"portal": site.url, "edition_id": edition["id"]}
        exec(lines, names)
        assert names["edition"]["edition_hash"] == edition["edition_hash"]
        assert any(entry["content_complete"] for entry in names["edition"]["entries"])
