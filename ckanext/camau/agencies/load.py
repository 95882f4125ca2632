"""Loads the delivered agencies: departments, People's Committees of communes and wards, and the historic ones.

What is there already stays as it is: the province may have corrected it. Names and duties are those of
``territory/data``; contacts are entered by the agencies themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.camau.catalogue import audit, inherited
from ckanext.camau.model import AgencySuccession
from ckanext.camau.people.roles import actor_of
from ckanext.camau.territory.units import rows

#: Told after each piece: what is being done, how many are done, of how many.
Progress = Callable[[str, int, int], None]


def run(progress: Progress) -> int:
    """Create what is missing, one commit for all; return how many agencies and successions that were.

    :raises ValidationError: the portal refused an agency
    """
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    try:
        made = _agencies(user, progress) + _successions(user, progress)
        who = actor_of(model.User.get(user))
        if made and who:
            audit.add(who, "camau_agencies_load", "agency", "delivered", detail={"made": made})
            inherited.move_due(who)
        model.Session.commit()
    except BaseException:
        model.Session.rollback()
        raise
    return made


def _agencies(user: str, progress: Progress) -> int:
    known = {name for (name,) in model.Session.query(model.Group.name)}
    wanted = list(rows("agencies"))
    made = 0
    for done, row in enumerate(wanted, start=1):
        if row["name"] not in known:
            _create(user, {key: value for key, value in row.items() if value})
            made += 1
        progress("Agencies", done, len(wanted))
    return made


def _create(user: str, data: dict[str, Any]) -> None:
    """Create an agency by core's action; the site's own user, whom CKAN makes a member of it, leaves at once."""
    account = model.User.get(user)
    context = cast("Context", {
        "user": user, "auth_user_obj": account, "model": model, "session": model.Session,
        "defer_commit": True, "return_id_only": True,
    })  # fmt: skip
    group_id = tk.get_action("organization_create")(context, {"type": "organization", **data})
    if account is None:
        return
    model.Session.flush()  # CKAN's session does not do so by itself before it deletes
    model.Session.query(model.Member).filter_by(group_id=group_id, table_name="user", table_id=account.id).delete(
        synchronize_session=False
    )


def _successions(user: str, progress: Progress) -> int:
    pairs = model.Session.query(model.Group.name, model.Group.id).filter(model.Group.is_organization.is_(True))
    ids: dict[str, str] = {row.name: row.id for row in pairs}
    links = model.Session.query(AgencySuccession.predecessor, AgencySuccession.successor)
    known = {(before, after) for before, after in links}
    wanted = list(rows("agency_succession"))
    made = 0
    for done, row in enumerate(wanted, start=1):
        pair = (ids.get(row["predecessor"], ""), ids.get(row["successor"], ""))
        if all(pair) and pair not in known:
            model.Session.add(
                AgencySuccession(
                    predecessor=pair[0],
                    successor=pair[1],
                    extent=row["extent"],
                    day=date.fromisoformat(row["day"]),
                    document=row["document"] or None,
                    note=row["note"] or None,
                    created_by=user,
                )
            )
            made += 1
        progress("Successions", done, len(wanted))
    return made
