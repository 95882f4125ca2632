"""The pages for developers say what the code says."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def actions():
    for path in (ROOT / "ckanext/camau/logic/action").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("camau_"):
                yield node.name, (ast.get_docstring(node) or "").split("\n")[0]


def test_every_action_stands_in_the_index_with_its_first_line():
    page = (ROOT / "docs/developers/actions.md").read_text(encoding="utf-8")
    listed = {line for line in page.splitlines() if line.startswith("| `camau_")}
    assert listed == {f"| `{name}` | {summary} |" for name, summary in actions()}
