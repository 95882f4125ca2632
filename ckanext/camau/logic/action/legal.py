"""Actions on the register of legal bases and of terms (R4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit
from ckanext.camau.catalogue.content import text as clean
from ckanext.camau.dates import today
from ckanext.camau.legal import basis, checks, seed, store, usage, words
from ckanext.camau.legal.seed import Kind
from ckanext.camau.logic import legal_dict, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.permission import Actor


@tk.side_effect_free
def camau_legal_basis_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return the documents and provisions of the register. Public.

    :param document: only this document and its provisions, such as ``ND47``; ``kind``: ``document`` or ``provision``
    :param on: a day; ``in_force`` tells of that day (today)
    :param in_force: only what is in force on that day (true) or what is not (false)
    :returns: entries with ``key``, ``citation``, contents, ``in_force``, ``in_force_from``, ``not_in_force_from`` (the
        day from which it no longer is), ``successor`` and ``uses``: what rests on it
    :raises ValidationError: 409, a day that is none
    """
    tk.check_access("camau_legal_basis_list", context, data_dict)
    data = common.validated(data_dict, schema.legal_list(), context)
    on, register = _on(data), store.register()
    resting = usage.by_key(register.terms)
    found = [
        legal_dict.entry(entry, register, on) | {"uses": legal_dict.uses(resting.get(entry.key, ()))}
        for kind in ("document", "provision")
        if data.get("kind") in (None, "", kind)
        for entry in store.entries(kind).values()
        if data.get("document") in (None, "", basis.one(entry.key).document)
    ]
    return [entry for entry in found if data.get("in_force") in (None, entry["in_force"])]


@tk.side_effect_free
def camau_legal_basis_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a document or provision with what rests on it and all its versions. Public.

    :param key: such as ``ND47 11(4)(b)``; ``on``: a day, ``in_force`` tells of that day (today)
    :returns: the entry, ``uses``, ``provisions`` (keys, of a document) and ``history``, newest version first; who wrote
        a version is told to those who hold a role
    :raises ObjectNotFound: 404; ValidationError: 409, a day that is none
    """
    tk.check_access("camau_legal_basis_show", context, data_dict)
    data = common.validated(data_dict, schema.legal_show(), context)
    who, on, key = common.guest_or_actor(context), _on(data), data["key"]
    kind = _kind_of(key)
    versions = store.history(kind, key) if kind else []
    if not versions:
        raise tk.ObjectNotFound(tk._("The register has no such entry."))
    register = store.register()
    return {
        **legal_dict.entry(versions[-1], register, on),
        "uses": legal_dict.uses(usage.by_key(register.terms).get(key, ())),
        "provisions": register.of_document(key) if kind == "document" else [],
        "history": [legal_dict.version(v, names=bool(who and who.roles)) for v in reversed(versions)],
    }


def camau_legal_basis_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Store a new version of a document or provision, or a new entry; the versions before stay.

    :param key: ``ND47`` for a document, ``ND47 11(4)(b)`` for a provision; ``lock_version``: the version that was read,
        0 for a new entry; ``reason``: why, public
    :param entry_kind: ``document`` or ``provision``, if the key is to be refused when it names the other one
    :param kind, number, title, issuing_body, date, citation_vi, citation_en, check: of a document (``kind`` and
        ``check`` from the code lists ``legal_kind`` and ``legal_check``)
    :param summary, cited_by: of a provision
    :param valid_from, valid_to, replaced_by, note: of both; dates as YYYY-MM-DD, ``valid_to`` is the day from which it
        is no longer in force. What is left out stays as it is, an empty text empties it
    :returns: the entry
    :raises NotAuthorized: 403, not the provincial focal point
    :raises ValidationError: 409 with every problem at its field, or with ``conflict: stale``

    Legal source: ND47 56; D32 11.
    """
    tk.check_access("camau_legal_basis_update", context, data_dict)
    data = common.validated(data_dict, schema.legal_update(), context)
    key = clean(data["key"])
    kind: Kind = _meant(data.get("entry_kind")) or _kind_of(key) or "document"
    return _stored(context, "camau_legal_basis_update", kind, key, data)


@tk.side_effect_free
def camau_term_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return the terms (deadlines) with their legal basis. Public.

    :param term: only this one, such as ``connection_request``
    :param on: a day; only what is in force on that day. Without it every value, ended ones too
    :param history: with all versions of each value, newest first
    :returns: values with ``key``, ``term``, ``value``, ``unit`` and ``in_force``
    :raises ValidationError: 409, a day that is none
    """
    tk.check_access("camau_term_list", context, data_dict)
    data = common.validated(data_dict, schema.term_list(), context)
    who, on, register = common.guest_or_actor(context), _on(data), store.register()
    found = [
        legal_dict.entry(entry, register, on)
        for entry in store.entries("term").values()
        if data.get("term") in (None, "", entry.data["term"])
    ]
    found = [entry for entry in found if entry["in_force"] or not data.get("on")]
    if data.get("history"):
        versions_of = store.histories("term")
        for entry in found:
            versions = reversed(versions_of[entry["key"]])
            entry["history"] = [legal_dict.version(v, names=bool(who and who.roles)) for v in versions]
    order = list(dict.fromkeys(value["term"] for value in register.terms.values()))
    return sorted(found, key=lambda entry: (order.index(entry["term"]), entry["valid_from"]))


def camau_term_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Store a new version of a term's value, or a further value of a term; the versions before stay.

    :param key: of the value, such as ``connection_request-2``; empty for a further one
    :param term: for a further value the term that it belongs to; ``lock_version``: the version that was read, 0 for
        a further value; ``reason``: why, public
    :param name_vi, name_en, value, unit, legal_basis, valid_from, valid_to, note: the contents; ``unit`` from the code
        list ``term_unit``. What is left out stays as it is, an empty text empties it
    :returns: the value
    :raises NotAuthorized: 403, not the provincial focal point; ObjectNotFound: 404
    :raises ValidationError: 409 with every problem at its field, or with ``conflict: stale``

    Legal source: ND47 56; D32 11.
    """
    tk.check_access("camau_term_update", context, data_dict)
    data = common.validated(data_dict, schema.term_update(), context)
    known = store.entries("term")
    if key := data.get("key"):
        if key not in known:
            raise tk.ObjectNotFound(tk._("The register has no such entry."))
        return _stored(context, "camau_term_update", "term", key, {**data, "term": known[key].data["term"]})
    others = [entry for entry in known.values() if entry.data["term"] == data.get("term")]
    if not others:
        raise tk.ObjectNotFound(tk._("The register has no such entry."))
    names = {name: others[-1].data[name] for name in ("term", "name_vi", "name_en")}
    numbers = [int(found[0]) for entry in others if (found := re.search(r"\d+$", entry.key))]
    key = f"{data['term']}-{max(numbers, default=0) + 1}"
    return _stored(context, "camau_term_update", "term", key, {**names, **data})


def _stored(context: Context, action: str, kind: Kind, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Check and store a version, with its line in the audit trail."""
    who, reason, register = common.actor(context), clean(data.get("reason") or ""), store.register()
    before = store.entry(kind, key)
    given = {name: clean(data[name]) for name in seed.FIELDS[kind] if name in data}
    content = {**dict.fromkeys(seed.FIELDS[kind], ""), **(before.data if before else {}), **given}
    found = checks.problems(kind, key, content, register)
    if before and not data["lock_version"]:
        found.setdefault("key", []).append(Message(N_("The register has this entry already: open it to edit it.")))
    if not reason:
        found.setdefault("reason", []).append(Message(N_("Say why: the reason stands in the history.")))
    with common.transaction():
        try:
            if found:
                raise store.Stale(before) if _stale(before, data["lock_version"]) else _refused(found)
            written = store.write(kind, key, content, after=data["lock_version"], reason=reason, changed_by=who.user_id)
        except store.Stale as stale:
            raise _conflict(stale) from stale
        _audit(who, action, written)
    words.forget()
    return legal_dict.entry(written, store.register(), today())


def _stale(before: store.Entry | None, read: int) -> bool:
    return bool(read) and (before.version if before else 0) != read


def _refused(found: Mapping[str, list[Message]]) -> tk.ValidationError:
    return tk.ValidationError({field: [common.said(m) for m in messages] for field, messages in found.items()})


def _conflict(stale: store.Stale) -> Conflict:
    now = stale.entry
    return Conflict(
        "stale",
        tk._("Somebody else stored another version of this entry meanwhile: compare, then store again."),
        {"lock_version": now.version if now else 0, "now": dict(now.data) if now else {}},
    )


def _audit(who: Actor, action: str, written: store.Entry) -> None:
    subject = "term" if written.kind == "term" else "legal_basis"
    audit.add(who, action, subject, written.key, note=written.reason, detail={"version": written.version})


def _kind_of(key: str) -> Kind | None:
    """Return whether a key names a document or a provision, None if it is no key."""
    try:
        found = basis.one(key)
    except basis.BasisError:
        return None
    return "provision" if found.article else "document"


def _meant(text: Any) -> Kind | None:
    return text if text in ("document", "provision") else None


def _on(data: Mapping[str, Any]) -> date:
    if not data.get("on"):
        return today()
    try:
        return date.fromisoformat(data["on"])
    except ValueError as error:
        raise tk.ValidationError({"on": [tk._("Give a date as YYYY-MM-DD.")]}) from error
