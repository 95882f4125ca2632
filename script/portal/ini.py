"""Writes the configuration of one site: its addresses and its secret, in front of a documented file of settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal import postgres, redis, solr
from portal.layout import OWNER_ROLE, ROOT, TABLES_READER, TABLES_ROLE, WEB_ROLE, Layout


@dataclass(frozen=True)
class Site:
    """The addresses of one site: a database, a core, a numbered Redis database, a place on the web."""

    layout: Layout
    ini: Path
    database: str
    ports: dict[str, int]
    secrets: dict[str, str]
    redis_number: int = 0

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.ports['web']}"

    def database_url(self, role: str) -> str:
        """Return the address of the database for one of the two roles."""
        password = self.secrets["owner" if role == OWNER_ROLE else "web"]
        return postgres.url(self.ports["postgres"], role, password, self.database)

    def tables_url(self, role: str) -> str:
        """Return the address of the database of issued tables for the role that writes or the one that reads them."""
        password = self.secrets["tables" if role == TABLES_ROLE else "tables_reader"]
        return postgres.url(self.ports["postgres"], role, password, postgres.tables_of(self.database))

    @property
    def as_owner(self) -> dict[str, str]:
        """The environment in which CKAN's commands act as the owner of the tables."""
        return {"CKAN_SQLALCHEMY_URL": self.database_url(OWNER_ROLE)}

    def settings(self, role: str) -> dict[str, str]:
        """Return the settings that no other site has."""
        storage = self.layout.data / "storage" / self.database
        return {
            "ckan.site_url": self.url,
            "ckan.site_id": self.database,
            "ckan.storage_path": str(storage),
            "sqlalchemy.url": self.database_url(role),
            "ckan.datastore.write_url": self.tables_url(TABLES_ROLE),
            "ckan.datastore.read_url": self.tables_url(TABLES_READER),
            "solr_url": solr.url(self.ports["solr"], self.database),
            "ckan.redis.url": redis.url(self.ports["redis"], self.secrets["redis"], self.redis_number),
            "SECRET_KEY": self.secrets["SECRET_KEY"],
            "camau.web_role": WEB_ROLE,
            # The site is http on the loopback: a browser would never send a secure cookie.
            "SESSION_COOKIE_SECURE": "false",
            "REMEMBER_COOKIE_SECURE": "false",
        }


def write(site: Site, base: str, *, role: str = WEB_ROLE, more: Mapping[str, str] | None = None) -> None:
    """Write the site's configuration, readable by its owner only, that extends the file `base` of the project."""
    settings = site.settings(role) | dict(more or {})
    file = site.ini
    lines = [
        "# Written by script/server and script/test at every start: changes belong into the file that it extends.",
        "[app:main]",
        f"use = config:{os.path.relpath(ROOT / base, file.parent)}",
        *(f"{key} = {value.replace('%', '%%')}" for key, value in settings.items()),
    ]
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n")
    Path(settings["ckan.storage_path"]).mkdir(parents=True, exist_ok=True)


def write_owner_url(site: Site) -> None:
    """Keep the owner's address of the database for `script/ckan db …`, readable by the owner of the checkout only."""
    file = site.layout.data / "owner-url"
    file.touch(mode=0o600)
    file.write_text(site.database_url(OWNER_ROLE))
