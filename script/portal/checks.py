"""The checks that `script/test` makes before the tests; each prints what is wrong and says whether all is well."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from typing import Final

from portal import site
from portal.commands import environment
from portal.layout import OWNER_ROLE, ROOT, TEST
from portal.stack import Stack
from portal.testbed import template_site

BIN: Final = TEST.venv / "bin"


def every(stack: Stack) -> dict[str, Callable[[], bool]]:
    """Return all checks by the heading under which they are shown, in their order."""
    template = template_site(stack)
    return {
        "Lint: ruff check": lambda: _passes([str(BIN / "ruff"), "check", "--output-format=concise", "."]),
        "Format: ruff format": lambda: _passes([str(BIN / "ruff"), "format", "--check", "."]),
        "Types: pyright": lambda: _passes([str(BIN / "pyright"), "--pythonpath", str(BIN / "python")]),
        "Translations": lambda: _passes([str(BIN / "python"), "-m", "portal.translations"]),
        "Configuration: ckan config validate": lambda: _says_nothing(site.ckan(template, "config", "validate")),
        "Tables: ckan db check": lambda: _passes(
            site.ckan(template, "db", "check"), CKAN_SQLALCHEMY_URL=template.database_url(OWNER_ROLE)
        ),
    }


def _passes(command: Sequence[str], **env: str) -> bool:
    return subprocess.run(command, cwd=ROOT, env=_environment(**env), check=False).returncode == 0


def _says_nothing(command: Sequence[str]) -> bool:
    """CKAN's validation prints what is wrong and ends with success all the same."""
    result = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    wrong = result.stdout.strip() or (result.stderr.strip() if result.returncode else "")
    print(wrong or "Valid.")  # noqa: T201
    return not wrong


def _environment(**more: str) -> dict[str, str]:
    cache = TEST.local / "pyright"
    paths = {"PYTHONPATH": str(ROOT / "script"), "PYRIGHT_PYTHON_CACHE_DIR": str(cache)}
    return environment(paths | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"} | more)
