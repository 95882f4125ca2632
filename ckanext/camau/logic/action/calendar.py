"""The calendar of working days: the country's holidays and the province's own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit, notices
from ckanext.camau.catalogue.content import text as clean
from ckanext.camau.dates import today
from ckanext.camau.deadlines import calendar, due, store, table
from ckanext.camau.deadlines.table import Day, TableError
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import inbox as schema
from ckanext.camau.model import CalendarDay

_MAX_FILE = 1 << 20


@tk.side_effect_free
def camau_calendar_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the days off and the swapped working days of a year. Public.

    :param year: 2000 to 2099 (this one)
    :param history: with declarations that no longer hold; who made one is told to those who hold a role
    :returns: ``year``, and ``days`` by date: ``day``, ``working``, ``name``, ``source`` (``country`` or ``province``),
        and of the province's: ``document``, ``recorded_at``, ``withdrawn_at`` (empty while it holds)
    :raises ValidationError: 409, another year
    """
    tk.check_access("camau_calendar_list", context, data_dict)
    data = common.validated(data_dict, schema.calendar_list(), context)
    year = data["year"] if data.get("year") is not None else today().year
    if not calendar.FIRST_DAY.year <= year <= calendar.LAST_DAY.year:
        raise tk.ValidationError({"year": [tk._("The day must lie between 2000 and 2099.")]})
    who = common.guest_or_actor(context)
    own = store.rows(date(year, 1, 1), date(year, 12, 31), withdrawn=bool(data.get("history")))
    known = calendar.names_of(year)
    days = [_own(row, known, names=bool(who and who.roles)) for row in own]
    valid = {row.day for row in own if row.withdrawn_at is None}
    days += [_of_country(day, name, working=False, overruled=day in valid) for day, name in known.items()]
    days += [_of_country(day, "", working=True, overruled=day in valid) for day in calendar.usual_swaps(year)]
    return {"year": year, "days": sorted(days, key=lambda found: (found["day"], found["source"]))}


def _own(row: CalendarDay, known: Mapping[date, str], *, names: bool) -> dict[str, Any]:
    found = {
        "day": row.day.isoformat(),
        "working": row.kind == "working",
        "name": row.name or known.get(row.day, ""),
        "source": "province",
        "overruled": row.withdrawn_at is not None,
        "document": row.document,
        "recorded_at": row.recorded_at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }
    return found | {"recorded_by": row.recorded_by, "withdrawn_by": row.withdrawn_by} if names else found


def _of_country(day: date, name: str, *, working: bool, overruled: bool) -> dict[str, Any]:
    return {
        "day": day.isoformat(), "working": working, "name": name, "source": "country", "overruled": overruled,
        "document": "", "recorded_at": None, "withdrawn_at": None,
    }  # fmt: skip


def camau_calendar_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Declare days off and working days, or withdraw such declarations; due dates that run are computed anew.

    Those whose due dates move are told once; the due dates before stay as history, with the document as reason.

    :param days: rows of ``day`` (YYYY-MM-DD or day/month/year), ``kind`` (``holiday`` or ``working``) and ``name``
    :param upload: instead, a CSV or TSV file with the columns day, what it must be, why
    :param document: number and date of the document that says so
    :param withdraw: days whose declaration is withdrawn; ``reason``: why
    :returns: ``declared`` and ``withdrawn`` (days that changed) and ``moved``: how many due dates moved
    :raises NotAuthorized: 403, not the provincial focal point
    :raises ValidationError: 409 with every wrong row, or a document or reason that is missing; nothing is changed

    Legal source: D32 11; Labour Code 2019, 111(3), 112.
    """
    tk.check_access("camau_calendar_update", context, data_dict)
    data = common.validated(data_dict, schema.calendar_update(), context)
    who, declared, withdrawn = common.actor(context), _days(data), _withdrawn(data)
    document, reason = clean(data.get("document") or ""), clean(data.get("reason") or "")
    _check(declared, withdrawn, document, reason)
    with common.transaction():
        store.lock()
        ended = store.withdraw(withdrawn, who.user_id)
        made = store.declare(declared, document, who.user_id)
        moved = due.recompute(document or reason) if made or ended else []
        if made or ended:
            audit.add(who, "camau_calendar_update", "calendar", _span([*made, *ended]), note=reason or None, detail={
                "days": _iso(made), "withdrawn": _iso(ended), "document": document, "moved": len(moved),
            })  # fmt: skip
        notices.due_dates_moved(moved, f"calendar:{make_uuid()}")
    return {"declared": _iso(made), "withdrawn": _iso(ended), "moved": len(moved)}


def _days(data: Mapping[str, Any]) -> list[Day]:
    try:
        if data.get("upload") is not None:
            return table.read(_bytes(data["upload"]))
        return table.days([_row(row) for row in data.get("days") or []])
    except TableError as error:
        raise tk.ValidationError({"days": [_told(number, said) for number, said in error.errors.items()]}) from error


def _row(row: Any) -> tuple[str, str, str]:
    values = row if isinstance(row, dict) else {}
    day, kind, name = (values.get(key) for key in ("day", "kind", "name"))
    return tuple(value if isinstance(value, str) else "" for value in (day, kind, name))  # type: ignore[return-value]


def _told(number: int, said: Any) -> str:
    message = common.said(said)
    return tk._("Row {number}: {message}").format(number=number, message=message) if number else message


def _bytes(upload: Any) -> bytes:
    stream = getattr(upload, "stream", None)
    data = stream.read(_MAX_FILE + 1) if stream is not None else b""
    if not data or len(data) > _MAX_FILE:
        raise tk.ValidationError({"days": [tk._("Choose a CSV file of at most 1 MB.")]})
    return data


def _withdrawn(data: Mapping[str, Any]) -> list[date]:
    return [found for text in data.get("withdraw") or [] if (found := common.day({"withdraw": text}, "withdraw"))]


def _check(declared: Sequence[Day], withdrawn: Sequence[date], document: str, reason: str) -> None:
    errors: dict[str, Any] = {}
    if not declared and not withdrawn:
        errors["days"] = [tk._("Name at least one day.")]
    if declared and not document:
        errors["document"] = [tk._("Give number and date of the document that says so.")]
    if withdrawn and not reason:
        errors["reason"] = [tk._("Say why: the reason stands in the history.")]
    if {day.day for day in declared} & set(withdrawn):
        errors["withdraw"] = [tk._("A day is declared and withdrawn at once.")]
    if errors:
        raise tk.ValidationError(errors)


def _iso(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _span(days: Sequence[date]) -> str:
    return "/".join(dict.fromkeys((min(days).isoformat(), max(days).isoformat())))
