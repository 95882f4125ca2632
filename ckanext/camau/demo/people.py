"""Agencies, accounts, roles and focal officers of the demo. Each step looks first and does what is missing."""

from __future__ import annotations

from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.const import AGENCY_ROLES
from ckanext.camau.demo import source
from ckanext.camau.demo.accounts import AccountFile, DemoAccount, LostAccountsError, login_of, wanted
from ckanext.camau.demo.portal import call
from ckanext.camau.people.roles import actor_of

#: Ninety days; the site wants every token to end.
_TOKEN_LIFE: Final = {"expires_in": 90, "unit": 24 * 60 * 60}


def add_account(account: DemoAccount, known: AccountFile) -> bool:
    """Create an account with a token of its own; its maker is a sysadmin. Say whether anything was missing.

    :raises LostAccountsError: the account exists, and nobody knows its password any more
    """
    missing = model.User.get(account.login) is None
    if not missing and not known.knows(account):
        raise LostAccountsError(account.login)
    password = known.password(account)
    if missing:
        # A known password is for the demo only, and only for the command line: no action gives one to anybody else.
        context: Any = {"user": _maker(account), "ignore_auth": True}
        wished = {"name": account.login, "fullname": account.fullname, "email": f"{account.login}@camau.example"}
        tk.get_action("user_create")(context, {**wished, "password": password, "sysadmin": account.is_sysadmin})
    if known.token(account) and not missing:
        return False
    token = call(account.login, "api_token_create", user=account.login, name="demo", **_TOKEN_LIFE)
    known.set_token(account, token["token"])
    return True


def _maker(account: DemoAccount) -> str:
    """Return who makes an account: the first ones the site's own user, as CKAN's command line does."""
    if account.is_sysadmin:
        return tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return login_of("sysadmin")


def add_agency(agency: source.DemoAgency) -> bool:
    """Create an agency, or give a delivered one its contact; say whether anything was missing.

    CKAN makes its creator a member, which a sysadmin shall not be.
    """
    sysadmin = login_of("sysadmin")
    if group := model.Group.get(agency.name):
        return _add_contact(agency, group, sysadmin)
    call(sysadmin, "organization_create", name=agency.name, **agency.data)
    call(sysadmin, "organization_member_delete", id=agency.name, username=sysadmin)
    return True


def _add_contact(agency: source.DemoAgency, group: model.Group, sysadmin: str) -> bool:
    """Give an agency of ``ckan camau agencies load``, which has no contact, the illustrative one."""
    extras: dict[str, str] = getattr(group, "extras", None) or {}
    if extras.get("contact_email"):
        return False
    call(sysadmin, "organization_patch", id=group.id, **agency.data)
    return True


def add_roles(account: DemoAccount) -> bool:
    """Let one sysadmin grant and another confirm what an account lacks; say whether it lacked anything."""
    given = False
    for role in () if account.is_sysadmin else account.roles:
        agency = account.agency if role in AGENCY_ROLES else None
        if _holds(account.login, role, agency):
            continue
        first, second = (a.login for a in wanted() if a.is_sysadmin)
        grant = {"user": account.login, "role": role, **({"agency": agency} if agency else {})}
        call(second, "camau_role_confirm", id=call(first, "camau_role_grant", **grant)["id"])
        given = True
    return given


def _holds(login: str, role: str, agency: str | None) -> bool:
    who, group = actor_of(model.User.get(login)), model.Group.get(agency) if agency else None
    return who is not None and who.has(role, group.id if group else None)


def add_officer(agency: source.DemoAgency) -> bool:
    """Let the head of an agency name its focal officer; say whether there was none."""
    head = login_of("agency_head", agency.name)
    if call(head, "camau_focal_officer_show", agency=agency.name):
        return False
    officer = source.load("accounts")["officer"]
    call(head, "camau_focal_officer_set", agency=agency.name, email=agency.data["contact_email"], **officer)
    return True
