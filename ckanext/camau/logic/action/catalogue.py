"""The catalogue in force: the sum of its editions. Public."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import whole
from ckanext.camau.const import EDITION_KINDS
from ckanext.camau.dates import today
from ckanext.camau.exports import catalogues
from ckanext.camau.logic import schema
from ckanext.camau.logic.action import common


@tk.side_effect_free
def camau_catalogue_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the catalogue of a kind in force on a day, with its hash. Public.

    A decision counts from the day on which it took effect, also where it was recorded later.

    :param kind: ``database_catalogue`` or ``open_data_list``; ``on``: the day (today), as YYYY-MM-DD
    :param include_content: also the content of each entry
    :returns: ``kind``, ``on``, ``catalogue_hash``, ``count``, ``editions`` (whose sum it is) and ``entries``, ordered
        by record id: ``record_id``, ``code``, ``title``, ``agency``, ``version``, ``content_hash``, ``act_number``,
        ``taken_down``
    :raises ValidationError: 409, an unknown kind, or a day that is none or has not come

    Legal source: D32 5(2), 8(2).
    """
    tk.check_access("camau_catalogue_show", context, data_dict)
    data = common.validated(data_dict, schema.catalogue_show(), context)
    found = whole.of(kind_of(data), day_of(data), with_content=bool(data.get("include_content")))
    return catalogues.as_json(found) if data.get("include_content") else catalogues.brief(found)


def kind_of(data: dict[str, Any]) -> str:
    """Return the kind that was asked for.

    :raises tk.ValidationError: 409, there is no such kind
    """
    if data["kind"] not in EDITION_KINDS:
        raise tk.ValidationError({"kind": [tk._("Unknown kind of edition.")]})
    return data["kind"]


def day_of(data: dict[str, Any]) -> date:
    """Return the day that was asked for, today if none was.

    :raises tk.ValidationError: 409, it is none or has not come
    """
    day = common.day(data, "on") or today()
    if day > today():
        raise tk.ValidationError({"on": [tk._("The day has not come: choose today or a day before.")]})
    return day
