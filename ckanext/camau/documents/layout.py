"""What ``annex.yaml`` says: the words and columns of an annex. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.camau.documents.library import OURS, Library


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, what stands above it, how wide it is; ``new_page``: in print."""

    key: str
    heading: str
    width: float = 0
    new_page: bool = False


@dataclass(frozen=True)
class Layout:
    """Words and columns of one kind of annex. Kinds without a matrix have no ``lines`` and no ``matrix``."""

    kind: str
    words: Mapping[str, str]
    template: str
    file_name: str
    parts: Mapping[str, str]
    main: tuple[Column, ...]
    flat: tuple[Column, ...]
    removals: tuple[Column, ...]
    lines: tuple[Column, ...]
    matrix: tuple[Column, ...]
    names: Mapping[str, str]

    def say(self, word: str, **values: str) -> str:
        """Return one of the words with its values put in."""
        return self.words[word].format(**values)


def layout_of(kind: str, library: Library = OURS) -> Layout:
    """Return the layout of a kind of edition.

    :raises KeyError: ``annex.yaml`` has no such kind
    """
    source = library.data("annex.yaml")
    own: dict[str, Any] = source["kinds"][kind]
    return Layout(
        kind=kind,
        words=source["words"],
        template=own["template"],
        file_name=own["file_name"],
        parts=own["parts"],
        main=_columns(own["main"]),
        flat=_columns(own["flat"]),
        removals=_columns(source["removals"]),
        lines=_columns(own.get("lines", ())),
        matrix=_columns(own.get("matrix", ())),
        names={key: value for key, value in own.items() if isinstance(value, str)},
    )


def _columns(source: Any) -> tuple[Column, ...]:
    return tuple(Column(**item) for item in source)
