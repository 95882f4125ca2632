"""Every line of the list of abuse cases is held by a test that exists."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.security.abuse_lines import LATER, LINES

ROOT = Path(__file__).parents[2]
NUMBERED = [str(number) for number in range(1, 73)]


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_line_has_a_test_or_waits_for_what_does_not_exist():
    assert set(LINES) | set(LATER) == {*NUMBERED, "53a"}
    assert not set(LINES) & set(LATER)
    assert {line for line in LATER if line.isdigit() and int(line) < 52} == set()


def test_the_tests_are_there():
    for line, tests in LINES.items():
        assert tests, line
        for test in tests:
            path, _, name = test.partition("::")
            assert name in functions(path), (line, test)
