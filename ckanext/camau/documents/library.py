"""Where wording, templates and fonts of documents lie: the province's own folder first, then ours. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Library:
    """A set of templates. A file in ``own`` (the province's folder) stands in place of ours of the same name."""

    own: Path | None = None

    def path(self, name: str) -> Path:
        """Return the file of a plain name such as ``annex.html``.

        :raises FileNotFoundError: there is no such file
        """
        folders = [*([self.own] if self.own else []), _HERE / "templates", _HERE / "data"]
        for folder in folders:
            if (folder / name).is_file() and Path(name).name == name:
                return folder / name
        raise FileNotFoundError(name)

    def text(self, name: str) -> str:
        """Return a text file."""
        return self.path(name).read_text(encoding="utf-8")

    def data(self, name: str) -> dict[str, Any]:
        """Return a YAML file."""
        return yaml.safe_load(self.text(name))

    @cached_property
    def mark(self) -> str:
        """Return a mark that differs when a file differs: what was printed with others is printed again."""
        folders = [folder for folder in (self.own, _HERE / "templates", _HERE / "data", _HERE) if folder]
        files = sorted(path for folder in folders for path in folder.glob("*") if path.is_file())
        return "/".join(format(path.stat().st_mtime_ns, "x") for path in files)


OURS: Final = Library()


def font(name: str) -> Path:
    """Return one of the fonts that documents are printed in.

    :raises FileNotFoundError: there is no such font
    """
    path = _HERE / "fonts" / name
    if Path(name).name != name or not path.is_file():
        raise FileNotFoundError(name)
    return path
