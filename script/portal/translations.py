"""Checks that every string of ours is translated into Vietnamese, with the placeholders of the original, and no other.

Runs in the project's environment: `script/check-translations`.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest import mock

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).resolve().parents[2]
CATALOGUE: Final = ROOT / "ckanext/camau/i18n/vi/LC_MESSAGES/ckanext-camau.po"
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

MessageId = str | tuple[str, ...]


def main() -> int:
    """Print one line for each fault; return the exit code."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    found = [(place, _first(message)) for place, message in _in_sources()]
    faults = [*_missing(catalogue, found), *_unused(catalogue, found), *_faulty(catalogue)]
    for fault in faults:
        print(fault)  # noqa: T201
    if not faults:
        print(f"{len(catalogue)} strings, all translated.")  # noqa: T201
    return 1 if faults else 0


def _missing(catalogue: Catalog, found: list[tuple[str, str]]) -> Iterator[str]:
    for place, message in found:
        if message and message not in catalogue:
            yield f"{place}: not in the catalogue: {message!r}"


def _unused(catalogue: Catalog, found: list[tuple[str, str]]) -> Iterator[str]:
    known = {message for _place, message in found}
    for message in catalogue:
        if message.id and _first(message.id) not in known:
            yield f"{CATALOGUE.name}:{message.lineno or ''} no source has it any more: {message.id!r}"


def _first(message: MessageId | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _faulty(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id:
            for fault in _faults_of(message):
                yield f"{CATALOGUE.name}:{message.lineno or ''} {fault}: {message.id!r}"


def _faults_of(message: Message) -> Iterator[str]:
    # Vietnamese has one plural form: the translation stands for all forms of the original.
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy:
        yield "fuzzy"
    if not all(texts):
        yield "untranslated"
        return
    wanted = set(PLACEHOLDER.findall(originals[-1]))
    if any(set(PLACEHOLDER.findall(text)) != wanted for text in texts):
        yield f"placeholders differ (wanted {', '.join(sorted(wanted)) or 'none'})"


def _in_sources() -> Iterator[tuple[str, MessageId]]:
    for folder, mapping in _extractors().items():
        methods = [(pattern, method) for pattern, method, _options in mapping]
        options = {pattern: found for pattern, _method, found in mapping if found}
        for file, line, message, _comments, _context in extract_from_dir(ROOT / folder, methods, options):
            yield f"{folder}/{file}:{line}", message


def _extractors() -> dict[str, list[tuple[str, str, Any]]]:
    """Return the message extractors that setup.py declares."""
    with mock.patch("setuptools.setup") as setup:
        runpy.run_path(str(ROOT / "setup.py"))
    return setup.call_args.kwargs["message_extractors"]


if __name__ == "__main__":
    sys.exit(main())
