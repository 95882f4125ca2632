"""The services and databases of the tests: fresh for every run, quick because tables are copied from a template.

Two sites: `camau_test` for tests inside the process (as the owner, since fixtures reset tables), `camau_site` for the
whole site over HTTP (as the web role, like the real one).
"""

from __future__ import annotations

import shutil
from typing import Final

from portal import ini, postgres, redis, site, solr
from portal.layout import OWNER_ROLE, TEST
from portal.say import step
from portal.stack import Stack
from portal.stamps import digest, is_current

TEMPLATE: Final = "camau_template"
#: What in-process tests call the site, as CKAN's own tests do.
TEST_URL: Final = "http://test.ckan.net"
#: The largest file of the HTTP site, so small that a test soon goes beyond it.
LIMIT_MB: Final = 20


def test_site(stack: Stack) -> ini.Site:
    """Return the site of tests inside the process."""
    return ini.Site(TEST, TEST.data / "test.ini", "camau_test", stack.ports, stack.secrets)


def http_site(stack: Stack) -> ini.Site:
    """Return the site that the fixture `site` runs."""
    return ini.Site(TEST, TEST.data / "site.ini", "camau_site", stack.ports, stack.secrets, redis_number=1)


def template_site(stack: Stack) -> ini.Site:
    """Return the site whose database is the template: tables and rights as migrations make them, no data."""
    return ini.Site(TEST, TEST.data / "template.ini", TEMPLATE, stack.ports, stack.secrets, redis_number=2)


def prepare(stack: Stack) -> None:
    """Give the run empty databases with all tables, empty cores, an empty Redis and no files."""
    # services that an earlier version left running know nothing of newer roles
    postgres.prepare(TEST, stack.ports["postgres"], stack.secrets)
    shutil.rmtree(TEST.data / "storage", ignore_errors=True)
    ini.write(test_site(stack), "test.ini", role=OWNER_ROLE, more={"ckan.site_url": TEST_URL})
    ini.write(http_site(stack), "deploy/portal.ini", more={"ckan.max_resource_size": str(LIMIT_MB)})
    # There is no core for the template: its commands only touch tables.
    core = solr.url(stack.ports["solr"], TEST.databases[0])
    ini.write(template_site(stack), "deploy/portal.ini", more={"solr_url": core})
    _template(stack)
    # the demo data goes with the databases
    (TEST.data / "demo-loaded").unlink(missing_ok=True)
    port, password = stack.ports["postgres"], stack.secrets["postgres"]
    with step("Emptying test databases and cores"):
        for name in TEST.databases:
            postgres.drop_database(port, password, name)
            postgres.create_database(port, password, name, template=TEMPLATE)
            postgres.drop_database(port, password, postgres.tables_of(name))
            postgres.prepare_tables(TEST, port, password, name)
            solr.clear(stack.ports["solr"], name)
        redis.clear(stack.ports["redis"], stack.secrets["redis"])
        for name in ("demo-loaded", "demo-accounts.json"):
            (TEST.data / name).unlink(missing_ok=True)


def _template(stack: Stack) -> None:
    stamp = TEST.data / "template-complete"
    value = digest(site.TABLES_FROM)
    if is_current(stamp, value) and postgres.has_database(stack.ports["postgres"], stack.secrets["postgres"], TEMPLATE):
        return
    port, password = stack.ports["postgres"], stack.secrets["postgres"]
    with step("Migrating the template of the test databases"):
        postgres.drop_database(port, password, TEMPLATE)
        postgres.create_database(port, password, TEMPLATE)
        postgres.prepare_tables(TEST, port, password, TEMPLATE)
        site.migrate(template_site(stack), TEST.log / "migrate.log")
    stamp.write_text(value)
