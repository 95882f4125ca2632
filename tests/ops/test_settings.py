"""The settings that keep CKAN's doors shut (the file is deploy/portal.ini) are what the site really runs with."""

from __future__ import annotations

from configparser import RawConfigParser

import pytest
from portal.layout import ROOT

import ckan.plugins.toolkit as tk

WANTED = {
    "ckan.auth.user_create_organizations": False,
    "ckan.auth.user_create_groups": False,
    "ckan.auth.user_delete_organizations": False,
    "ckan.auth.user_delete_groups": False,
    "ckan.auth.public_user_details": False,
    "ckan.auth.allow_dataset_collaborators": False,
    "ckan.auth.create_user_via_web": False,
    "ckan.auth.create_user_via_api": False,
    "ckan.auth.create_unowned_dataset": False,
    "ckan.auth.anon_create_dataset": False,
    "PERMANENT_SESSION_LIFETIME": 900,
    "WTF_CSRF_TIME_LIMIT": 900,
    "REMEMBER_COOKIE_DURATION": 900,
    "SESSION_COOKIE_SAMESITE": "Strict",
    "ckan.hide_version": True,
    "ckan.gravatar_default": "disabled",
    "ckan.display_timezone": "Asia/Ho_Chi_Minh",
    "ckan.locale_default": "vi",
    "ckan.locales_offered": ["vi"],
    "solr_timeout": 4,
}


@pytest.mark.usefixtures("with_plugins")
@pytest.mark.parametrize(("key", "value"), WANTED.items())
def test_setting(key: str, value: object):
    assert tk.config[key] == value


@pytest.mark.usefixtures("with_plugins")
def test_sql_search_is_off():
    assert not tk.asbool(tk.config.get("ckan.datastore.sqlsearch.enabled"))


@pytest.mark.usefixtures("with_plugins")
def test_camau_is_the_first_plugin_and_tokens_end():
    assert tk.config["ckan.plugins"][0] == "camau"
    assert "expire_api_token" in tk.config["ckan.plugins"]
    assert {"activity", "datastore", "datatables_view", "text_view", "image_view"} <= {*tk.config["ckan.plugins"]}
    assert tk.config["expire_api_token.default_lifetime"] <= 90 * 86_400


def test_sessions_live_in_the_server_and_cookies_are_secure_unless_told_otherwise():
    """Read from the file: the tests' own configuration eases these."""
    parser = RawConfigParser()
    parser.read(ROOT / "deploy/portal.ini")
    settings = parser["app:main"]
    assert settings["SESSION_COOKIE_SECURE"] == settings["REMEMBER_COOKIE_SECURE"] == "true"
    assert settings["SESSION_TYPE"] == "redis"
