"""Fixtures that all tests share. CKAN's own (`app`, `clean_index`, `with_plugins`, factories …) are there as well.

Belts: `tests/unit` is pure (no services, no CKAN); folders named as those of the package hold tests of actions against
real services (`clean_portal`); `tests/site` drives the whole site over HTTP and in a browser (`site`, `page`);
`tests/ops` tests the commands and the database roles.

Nothing of CKAN is imported here at the top: `tests/unit` runs without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from portal import stack
from portal.layout import OWNER_ROLE, TEST, WEB_ROLE
from portal.running_site import RunningSite
from portal.testbed import test_site as in_process_site

if TYPE_CHECKING:
    import sqlalchemy as sa
    from playwright.sync_api import Browser, Page

# A loaded machine must not fail a property: time is no part of what these tests say.
hypothesis.settings.register_profile("steady", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("steady")

#: Triggers guard even against the owner: the reset between tests switches them off, nothing else may.
GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'camau%'"

#: Chromium without a sandbox (CI runs as root) and without a word to anybody but the portal.
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def search_is_well() -> None:
    """No test pays for one that took Solr away."""
    from ckanext.camau.search.breaker import BREAKER

    BREAKER.answered()


def engine_of(role: str) -> sa.Engine:
    """Return an engine for the database of the in-process tests, connected as one of the two roles."""
    import sqlalchemy as sa

    services = stack.kept(TEST)
    assert services, "The services of the tests do not run: use script/test"
    return sa.create_engine(in_process_site(services).database_url(role))


@pytest.fixture(scope="session")
def owner_engine() -> Iterator[sa.Engine]:
    """The in-process tests' database as the role that owns the tables."""
    engine = engine_of(OWNER_ROLE)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def web_engine() -> Iterator[sa.Engine]:
    """The in-process tests' database as the role of the web server, which owns nothing."""
    engine = engine_of(WEB_ROLE)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def reset_db(reset_db: Callable[[], None], owner_engine: sa.Engine) -> Callable[[], None]:
    """CKAN's own, with the guards of the ledger off while it deletes (as the owner: there is no back door in them)."""
    from sqlalchemy.orm import close_all_sessions

    from ckan import model

    def run() -> None:
        # The tables come from a template; CKAN would drop them, and ours with them, before its first reset.
        model.repo.tables_created_and_initialised = True
        close_all_sessions()
        with _guards_off(owner_engine):
            reset_db()

    return run


@contextmanager
def _guards_off(engine: sa.Engine) -> Iterator[None]:
    _switch(engine, "DISABLE")
    try:
        yield
    finally:
        _switch(engine, "ENABLE")


def _switch(engine: sa.Engine, word: str) -> None:
    import sqlalchemy as sa

    with engine.begin() as connection:
        for table in connection.execute(sa.text(GUARDED)).scalars().all():
            connection.execute(sa.text(f"ALTER TABLE {table} {word} TRIGGER USER"))


@pytest.fixture
def with_plugins(ckan_config: Any) -> None:
    """The plugins of test.ini, loaded once: CKAN's own loads them anew for every test, half of whose time that took.

    Whoever makes an app (fixture `app`) loads them all the same.
    """
    from ckan import plugins

    if not all(plugins.plugin_loaded(name) for name in plugins.toolkit.aslist(ckan_config["ckan.plugins"])):
        plugins.load_all()


@pytest.fixture
def clean_portal(with_plugins: Any, clean_db: Any, clean_index: Any, clean_redis: Any) -> None:
    """An empty portal: the plugins of test.ini, no rows (the tables come from a template), no index, no queue."""


@pytest.fixture(scope="session")
def site() -> Iterator[RunningSite]:
    """The whole site as in production: gunicorn and job worker as the web role, over HTTP, on a database of its own.

    It lives for the whole session and is never emptied: a test makes what it needs and counts on nothing else.
    """
    with RunningSite.start() as running:
        yield running


@pytest.fixture(scope="session")
def demo(site: RunningSite) -> dict[str, dict[str, Any]]:
    """The demo data in the running site; gives the accounts by login (password, token, roles, agency)."""
    return site.load_demo()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A fresh browser window on the running site, of a guest; `page.goto("/dataset/")` is enough."""
    context = browser.new_context(base_url=site.url, locale="vi-VN", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
