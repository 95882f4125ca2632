"""CKAN's settings that this portal needs other than they come, as data. Pure.

The shipped ini holds them; the start checks refuse a site where one of them is unsafe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

SESSION_SECONDS: Final = 900
TOKEN_SECONDS: Final = 8 * 3600


class Setting(NamedTuple):
    """One option: the value to write, what is accepted, and why."""

    key: str
    value: str
    accepts: Callable[[Any, Mapping[str, Any]], bool]
    why: str


def _off(value: Any, _config: Mapping[str, Any]) -> bool:
    return not value or str(value).lower() in ("false", "none", "0", "no", "off")


def _on(value: Any, _config: Mapping[str, Any]) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")


def _secure_cookie(value: Any, config: Mapping[str, Any]) -> bool:
    """Cookies over https only, unless the site is http on the loopback interface."""
    url = urlsplit(str(config.get("ckan.site_url") or ""))
    loopback = url.scheme == "http" and url.hostname in ("127.0.0.1", "localhost", "::1")
    return loopback or _on(value, config)


def _at_most(limit: int) -> Callable[[Any, Mapping[str, Any]], bool]:
    def accepts(value: Any, _config: Mapping[str, Any]) -> bool:
        return str(value).isdigit() and 0 < int(value) <= limit

    return accepts


def _one_of(*values: str) -> Callable[[Any, Mapping[str, Any]], bool]:
    def accepts(value: Any, _config: Mapping[str, Any]) -> bool:
        return str(value) in values

    return accepts


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("ckan.auth.user_create_organizations", "false", _off, "agencies are set up by the focal point"),
    Setting("ckan.auth.user_create_groups", "false", _off, "groups are not used"),
    Setting("ckan.auth.user_delete_organizations", "false", _off, "an agency keeps its records"),
    Setting("ckan.auth.user_delete_groups", "false", _off, "groups are not used"),
    Setting("ckan.auth.public_user_details", "false", _off, "guests must not list accounts"),
    Setting("ckan.auth.allow_dataset_collaborators", "false", _off, "collaborators go round the roles"),
    Setting("ckan.auth.allow_admin_collaborators", "false", _off, "collaborators go round the roles"),
    Setting("ckan.auth.create_user_via_web", "false", _off, "accounts are given, not taken"),
    Setting("ckan.auth.create_user_via_api", "false", _off, "accounts are given, not taken"),
    Setting("ckan.auth.anon_create_dataset", "false", _off, "guests write nothing"),
    Setting("ckan.auth.create_unowned_dataset", "false", _off, "every record has an agency"),
    Setting("ckan.auth.reveal_private_datasets", "false", _off, "what is not issued is not known of"),
    Setting("ckan.search.default_include_private", "false", _off, "search shows what is issued"),
    Setting("ckan.search.solr_allowed_query_parsers", "", _off, "local parameters reach into the index"),
    Setting("ckan.datastore.sqlsearch.enabled", "false", _off, "SQL from outside"),
    Setting("ckan.datastore.public_table_search", "", _off, "no list of every table"),
    Setting("ckan.auth.public_activity_stream_detail", "false", _off, "versions are read in the ledger"),
    Setting("ckan.activity_streams_email_notifications", "false", _off, "no digest of what may be gone since"),
    Setting("ckan.hide_version", "true", _on, "versions help attackers"),
    Setting("SESSION_TYPE", "redis", _one_of("redis"), "a session can be ended on the server"),
    Setting("SESSION_PERMANENT", "true", _on, "a session has an end"),
    Setting("SESSION_REFRESH_EACH_REQUEST", "true", _on, "the end moves while somebody works"),
    Setting("PERMANENT_SESSION_LIFETIME", str(SESSION_SECONDS), _at_most(SESSION_SECONDS), "15 minutes idle"),
    Setting("WTF_CSRF_ENABLED", "true", _on, "forms are protected"),
    Setting("WTF_CSRF_CHECK_DEFAULT", "true", _on, "forms are protected"),
    Setting(
        "WTF_CSRF_TIME_LIMIT",
        str(TOKEN_SECONDS),
        _at_most(TOKEN_SECONDS),
        "a token ends with its session",
    ),
    Setting("REMEMBER_COOKIE_DURATION", "1", _at_most(SESSION_SECONDS), "nothing outlives the session"),
    Setting("SESSION_COOKIE_HTTPONLY", "true", _on, "scripts cannot read the cookie"),
    Setting("SESSION_COOKIE_SAMESITE", "Strict", _one_of("Strict"), "requests from elsewhere do not carry it"),
    Setting("SESSION_COOKIE_SECURE", "true", _secure_cookie, "the cookie goes over https only"),
    Setting("REMEMBER_COOKIE_SECURE", "true", _secure_cookie, "the cookie goes over https only"),
    Setting("solr_timeout", "4", _at_most(10), "no page waits a minute for Solr"),
    Setting("debug", "false", _off, "the debugger runs code"),
    Setting("ckan.cors.origin_allow_all", "false", _off, "other sites do not act for our people"),
)


def problems(config: Mapping[str, Any]) -> list[str]:
    """Return one line for every unsafe setting: what it is, what it must be, why."""
    return [
        f"{setting.key} is {config.get(setting.key)!r}: set {setting.key} = {setting.value} ({setting.why})"
        for setting in SETTINGS
        if setting.key in config and not setting.accepts(config[setting.key], config)
    ]


def as_ini() -> str:
    """Return the settings as lines for an ini file."""
    return "\n".join(f"{setting.key} = {setting.value}" for setting in SETTINGS) + "\n"
