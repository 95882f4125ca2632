"""Opening zipped office files without being blown up by them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.workflow.messages import N_, Message

_CHEAP: Final = 1 << 20
_BROKEN: Final = Message(N_("The file is damaged or not of the kind that its name says. Save it anew and try again."))
_BOMB: Final = Message(N_("The file unpacks to far more than its size: it is not read. Save it as CSV and try again."))


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a zipped file whose unpacked size is bounded.

    :raises Unreadable: no zip, damaged, or it unpacks to too much
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, limits)
            yield archive
    except (zipfile.BadZipFile, DefusedXmlException, ElementTree.ParseError, NotImplementedError, EOFError) as error:
        raise Unreadable(_BROKEN) from error
    except RuntimeError as error:
        # zipfile says so of members with a password
        raise Unreadable(_BROKEN) from error


def _check_sizes(archive: zipfile.ZipFile, limits: Limits) -> None:
    total = 0
    for member in archive.infolist():
        total += member.file_size
        packed = max(1, member.compress_size)
        if total > limits.unpacked or (member.file_size > _CHEAP and member.file_size / packed > limits.ratio):
            raise Unreadable(_BOMB)


def elements(stream: IO[bytes], limits: Limits, *, ends: bool = True) -> Iterator[tuple[str, Any]]:
    """Yield ``(tag without its namespace, element)`` as elements end; entities are refused.

    The caller clears what it has used up, so that memory stays small.
    """
    parser = ElementTree.iterparse(stream, events=("end",) if ends else ("start", "end"), forbid_dtd=False)
    for count, (_event, element) in enumerate(parser):
        if not count % 5_000:
            limits.check_time()
        yield local(element.tag), element


def local(tag: Any) -> str:
    """Return the name of a tag without its namespace."""
    return str(tag).rpartition("}")[2]


def member(archive: zipfile.ZipFile, name: str) -> IO[bytes] | None:
    """Open a member, or return None if there is none of this name."""
    try:
        return archive.open(name)
    except KeyError:
        return None


__all__ = ["TooMuch", "elements", "local", "member", "opened"]
