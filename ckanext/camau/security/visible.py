"""What a caller may know of: questions that the chained reads share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import public

_STAFF_KEYS = ("creator_user_id", "plugin_data")

_TAGS = sa.text(
    "SELECT DISTINCT t.name FROM tag t JOIN package_tag pt ON pt.tag_id = t.id AND pt.state = 'active' "
    "JOIN package p ON p.id = pt.package_id AND p.state = 'active' AND NOT p.private "
    "WHERE t.name = ANY(:names)"
)
_FORMATS = sa.text(
    "SELECT DISTINCT lower(r.format) FROM resource r "
    "JOIN package p ON p.id = r.package_id AND p.state = 'active' AND NOT p.private "
    "WHERE r.state = 'active' AND lower(r.format) = ANY(:names)"
)


def without_staff(package: dict[str, Any]) -> dict[str, Any]:
    """Return a package as the public sees it: not who works on it, nor what plugins keep with it."""
    return {key: value for key, value in package.items() if key not in _STAFF_KEYS}


def not_found() -> tk.ObjectNotFound:
    """Return the one answer for what is missing and for what may not be known of."""
    return tk.ObjectNotFound(tk._("Not found or not published."))


def is_guest(context: Any) -> bool:
    """Tell whether nobody is logged in and no internal code asks."""
    user = context.get("auth_user_obj")
    known = bool(context.get("user")) or (user is not None and not getattr(user, "is_anonymous", False))
    return not known and not context.get("ignore_auth")


def package_visible(context: Any, id_or_name: str) -> bool:
    """Tell whether this caller may see the package; False also when there is none."""
    # a package that the context holds already would be asked for instead
    asked: Any = {key: value for key, value in context.items() if key != "package"}
    try:
        tk.check_access("package_show", asked, {"id": id_or_name})
    except (tk.NotAuthorized, tk.ObjectNotFound, tk.ValidationError):
        return False
    return True


def public_names(names: Collection[str]) -> set[str]:
    """Return those of the package names that are public by the committed ledger."""
    if not names:
        return set()
    found = model.Session.query(model.Package.name, model.Package.id).filter(
        model.Package.name.in_(names), model.Package.private.is_(False), model.Package.state == "active"
    )
    ids = {id_: name for name, id_ in found}
    return {ids[id_] for id_ in public.issued_ids(list(ids))}


def public_tags(names: Collection[str]) -> set[str]:
    """Return those of the tags that a public record carries."""
    return set(model.Session.execute(_TAGS, {"names": list(names)}).scalars()) if names else set()


def public_formats(names: Collection[str]) -> set[str]:
    """Return those of the lower-case formats that a public record has."""
    return set(model.Session.execute(_FORMATS, {"names": list(names)}).scalars()) if names else set()
