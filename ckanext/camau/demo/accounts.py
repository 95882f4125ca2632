"""The file with the demo accounts: who there is, with a generated password and an API token."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ckanext.camau.demo import source


@dataclass(frozen=True)
class DemoAccount:
    """An account and the roles that it gets; ``agency`` is the name of its organisation."""

    login: str
    fullname: str
    roles: tuple[str, ...]
    agency: str

    @property
    def is_sysadmin(self) -> bool:
        """Say whether the account runs the site; such an account holds no role."""
        return "sysadmin" in self.roles


def wanted() -> tuple[DemoAccount, ...]:
    """Return every account of the demo, those who run the site first."""
    plan = source.load("accounts")
    found = [DemoAccount(a["login"], a["fullname"], tuple(a["roles"]), a["agency"]) for a in plan["portal"]]
    for agency in source.owners():
        names = {"login": agency.login, "title": agency.data["title"]}
        found += [
            DemoAccount(a["login"].format(**names), a["fullname"].format(**names), tuple(a["roles"]), agency.name)
            for a in plan["agency"]
        ]
    return tuple(found)


def login_of(role: str, agency: str | None = None) -> str:
    """Return the account that holds a role (of an agency)."""
    return next(a.login for a in wanted() if role in a.roles and agency in (None, a.agency))


class LostAccountsError(Exception):
    """Accounts of the demo exist, but the file that knew their passwords does not."""


class AccountFile:
    """The JSON file that ``script/server`` names to its user; readable for its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def knows(self, account: DemoAccount) -> bool:
        """Say whether the file has an entry for an account."""
        return account.login in self._entries

    def password(self, account: DemoAccount) -> str:
        """Return the password of an account. A new one is on disk before anybody uses it."""
        entry = self._entries.setdefault(account.login, {})
        if not entry:
            entry.update(password=secrets.token_urlsafe(15), token="", roles=list(account.roles), agency=account.agency)
            self._write()
        return entry["password"]

    def token(self, account: DemoAccount) -> str:
        """Return the API token of an account, empty while it has none."""
        return self._entries.get(account.login, {}).get("token", "")

    def set_token(self, account: DemoAccount, token: str) -> None:
        """Keep a new token."""
        self._entries[account.login]["token"] = token
        self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(self.path.name + ".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(self._entries, stream, ensure_ascii=False, indent=1)
        draft.replace(self.path)
