"""The defaults of CKAN that we change, and that the portal does not start without them."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest

from ckan.common import config, config_declaration
from ckan.exceptions import CkanConfigurationException

from ckanext.camau.security import settings, start_checks

SHIPPED = Path(__file__).parents[2] / "deploy" / "portal.ini"
#: In-process tests drive forms without tokens, over http.
NOT_IN_TESTS = ("WTF_CSRF_ENABLED", "SESSION_COOKIE_SECURE", "REMEMBER_COOKIE_SECURE")


def shipped():
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(SHIPPED, encoding="utf-8")
    values = {str(key): config_declaration[key].default for key in config_declaration.iter_options()}
    return {**values, "ckan.site_url": "https://dulieu.example.vn", **dict(parser["app:main"])}


@pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda setting: setting.key)
def test_effective_value(with_plugins, setting):
    if setting.key in config and setting.key not in NOT_IN_TESTS:
        assert setting.accepts(config[setting.key], config), config[setting.key]


def test_the_shipped_ini_is_safe(with_plugins):
    assert settings.problems(shipped()) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ckan.auth.allow_dataset_collaborators", True), ("ckan.auth.public_user_details", "true"),
        ("SESSION_TYPE", "cookie"), ("PERMANENT_SESSION_LIFETIME", 31_536_000), ("SESSION_COOKIE_SECURE", False),
        ("ckan.datastore.sqlsearch.enabled", True), ("solr_timeout", 60), ("WTF_CSRF_ENABLED", False),
        ("ckan.auth.create_user_via_web", True), ("ckan.auth.create_unowned_dataset", True), ("debug", True),
    ],
)  # fmt: skip
def test_one_unsafe_setting_stops_the_start_with_one_line(with_plugins, key, value):
    with pytest.raises(CkanConfigurationException) as caught:
        start_checks.check_settings({**shipped(), key: value})
    line = str(caught.value)
    assert f"set {key} = " in line
    assert "\n" not in line


def test_http_on_the_loopback_needs_no_secure_cookie():
    local = {"ckan.site_url": "http://127.0.0.1:5000", "SESSION_COOKIE_SECURE": False}
    assert settings.problems(local) == []
    assert settings.problems({**local, "ckan.site_url": "http://dulieu.example.vn"})


def test_the_lines_for_an_ini():
    assert "SESSION_TYPE = redis\n" in settings.as_ini()
