"""Signs of personal data and of classification marks in a working copy, with the answers given to them (R24, R25).

What is found is never kept: a file's scan holds kinds, places and keys, a text is looked through each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.camau import config
from ckanext.camau.files import store
from ckanext.camau.model import FileScan, ScanAnswer, WorkingCopy
from ckanext.camau.model.base import engine, now
from ckanext.camau.reading.limits import Limits
from ckanext.camau.reading.scan import policy
from ckanext.camau.reading.scan.files import FileScan as Scanned
from ckanext.camau.reading.scan.files import scan_file
from ckanext.camau.reading.scan.hit import Hit, Keyed, blotted, keyed
from ckanext.camau.reading.scan.lines import scan_text
from ckanext.camau.schemas.fields import Field, record_schema
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.problems import Sign, UnseenFile

#: Kinds of fields whose values a person types freely; all others are codes, dates, ids or addresses.
_FREE: Final = frozenset({"text", "tags"})
#: What the store says of a file.
_OF_THE_STORE: Final = frozenset({"url", "format", "mimetype", "size", "sha256"})
_LIMITS: Final = {"seconds": 20.0, "cells": 1_000_000}


@dataclass(frozen=True)
class Found:
    """A hit in a working copy: the path of its field and, in a file, the name of the file."""

    hit: Hit
    path: str
    file: str = ""


_ELSEWHERE: Final = N_("The file lies at another address: it was not looked through and is in no checksum.")


@dataclass(frozen=True)
class Scan:
    """All hits of a working copy, answers by key, and the files that were not looked through to the end."""

    found: tuple[Found, ...]
    answers: Mapping[str, ScanAnswer]
    unseen: tuple[UnseenFile, ...]


def of_copy(copy: WorkingCopy) -> Scan:
    """Look through texts and files of a working copy; a file that was looked through before is not read again."""
    wanted = policy.looked_for(copy.type)
    found = [f for f in _in_texts(copy) if f.hit.kind in wanted]
    unseen: list[UnseenFile] = []
    for index, resource in enumerate(copy.data.get("resources", ())):
        if not resource.get("sha256"):
            if resource.get("url"):
                unseen.append(UnseenFile(f"resources/{index}/url", blotted(resource.get("name", "")), _ELSEWHERE))
            continue
        scan = of_file(resource["sha256"], resource.get("mimetype", ""))
        path, name = f"resources/{index}/url", blotted(resource.get("name", ""))
        found += [Found(hit, path, name) for hit in scan.hits if hit.kind in wanted]
        if scan.status != "whole":
            unseen.append(UnseenFile(path, name, scan.reason))
    keys = [f.hit.key for f in found]
    query = model.Session.query(ScanAnswer).filter(ScanAnswer.record_id == copy.record_id, ScanAnswer.hit_key.in_(keys))
    answers = {answer.hit_key: answer for answer in query} if keys else {}
    return Scan(tuple(found), answers, tuple(unseen))


def signs(scan: Scan) -> tuple[Sign, ...]:
    """Return what the gate judges by: for each hit its kind, its place and how far it is answered."""
    return tuple(Sign(f.hit.kind, f.path, f.file, where(f.hit), state(f.hit, scan.answers)) for f in scan.found)


def state(hit: Hit, answers: Mapping[str, ScanAnswer]) -> str:
    """Return ``open``, ``answered`` or ``confirmed``."""
    answer = answers.get(hit.key)
    if answer is None or answer.answer not in policy.answers(hit.kind):
        return "open"
    return "confirmed" if answer.confirmed_by else "answered"


def where(hit: Hit) -> str:
    """Return the place inside a field or file without words: sheet or page, column, rows or lines."""
    place = hit.place
    rows = ", ".join(str(row) for row in hit.rows) + (" …" if hit.count > len(hit.rows) > 0 else "")
    heading = f"“{place.heading}”" if place.heading else ""
    return " · ".join(part for part in (place.part, f"{place.column} {heading}".strip(), rows) if part)


def _in_texts(copy: WorkingCopy) -> Iterator[Found]:
    schema, key = record_schema(copy.type), _key()
    texts = list(_texts(copy.data, schema.fields, ""))
    for index, resource in enumerate(copy.data.get("resources", ())):
        named = {key: value for key, value in resource.items() if key not in _OF_THE_STORE}
        texts += _texts(named, schema.resource_fields, f"resources/{index}/")
        if resource.get("sha256"):
            # the name that the file is downloaded under
            texts.append((f"resources/{index}/url", resource.get("url", "").replace("_", " ").replace(".", " ")))
    for path, text in texts:
        # rows may be put into another order: the answer goes with the text
        stable = "/".join("*" if part.isdecimal() else part for part in path.split("/"))
        for hit in scan_text(stable, text, key):
            yield Found(hit, path)


def _texts(values: Mapping[str, Any], fields: Mapping[str, Field], prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        value = values.get(name)
        if not value or name.startswith(policy.OFFICIAL_PREFIX) or field.code_list:
            continue
        if field.row_fields:
            for index, row in enumerate(value):
                yield from _texts(row, field.row_fields, f"{prefix}{name}/{index}/")
        elif field.kind == "tags":
            yield prefix + name, "\n".join(tag["name"] for tag in value)
        elif field.kind in _FREE or (field.kind == "multi" and not field.code_list):
            yield prefix + name, "\n".join(value) if isinstance(value, list) else str(value)


def of_file(sha256: str, mimetype: str) -> Scanned:
    """Return the scan of a stored file: the one that is kept, or a new one, which is kept from now on."""
    row = model.Session.get(FileScan, (sha256, policy.VERSION, mimetype))
    if row is not None:
        return Scanned(row.status, tuple(Hit.of_json(hit) for hit in row.hits), row.reason)  # type: ignore[arg-type]
    if not store.exists(sha256):
        return Scanned("unread")
    scan = scan_file(store.path_of(sha256), mimetype, _key(sha256), Limits(**_LIMITS))
    _keep(sha256, mimetype, scan)
    return scan


def _keep(sha256: str, mimetype: str, scan: Scanned) -> None:
    """Write the scan down apart from the transaction under way: it is true whatever becomes of that one."""
    values = {
        "sha256": sha256,
        "version": policy.VERSION,
        "mimetype": mimetype,
        "status": scan.status,
        "reason": scan.reason,
        "hits": [hit.as_json() for hit in scan.hits],
        "at": now(),
    }
    with engine().begin() as connection:
        connection.execute(insert(sa.inspect(FileScan).local_table).values(values).on_conflict_do_nothing())


def _key(sha256: str = "") -> Keyed:
    """Return what makes keys; those of a file hold for its bytes alone."""
    make = keyed(config.scan_secret())
    if not sha256:
        return make
    return lambda kind, place, value: make(kind, f"{sha256}\x1f{place}", value)


def put_answer(copy: WorkingCopy, key: str, answer: str, note: str, who: tuple[str, str]) -> None:
    """Write an answer down in the place of an earlier one; a confirmation of that one ends.

    :param who: account and person
    """
    row = model.Session.query(ScanAnswer).filter_by(record_id=copy.record_id, hit_key=key).first()
    if row is None:
        row = ScanAnswer(record_id=copy.record_id, hit_key=key)
        model.Session.add(row)
    row.answer, row.note = answer, note
    row.answered_by, row.person = who
    row.at, row.confirmed_by, row.confirmed_at = now(), None, None
    model.Session.flush()


def waiting(scan: Scan) -> list[ScanAnswer]:
    """Return the answers in force that nobody has confirmed yet."""
    keys = dict.fromkeys(f.hit.key for f in scan.found if state(f.hit, scan.answers) == "answered")
    return [scan.answers[key] for key in keys]
