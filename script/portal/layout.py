"""Where everything lives below `.local/`, and the names of the databases, roles and cores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: The project's checkout.
ROOT: Final = Path(__file__).resolve().parents[2]

OWNER_ROLE: Final = "camau_owner"
WEB_ROLE: Final = "camau_web"
#: Who writes, and who reads, the tables of issued files (CKAN's datastore), in a database of their own.
TABLES_ROLE: Final = "camau_tables"
TABLES_READER: Final = "camau_tables_read"


@dataclass(frozen=True)
class Layout:
    """One set of services with its data: the portal's own, or the one that tests use.

    `databases` become databases of PostgreSQL and cores of Solr alike; the first is the main one.
    """

    data: Path
    databases: tuple[str, ...]
    durable: bool = True
    local: Path = ROOT / ".local"

    @property
    def venv(self) -> Path:
        """The project's Python environment, shared by server and tests."""
        return self.local / "venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def solr_lib(self) -> Path:
        """The Solr jars, shared by server and tests."""
        return self.local / "solr" / "lib"

    @property
    def log(self) -> Path:
        """One log file a service."""
        return self.data / "log"

    @property
    def run(self) -> Path:
        """What runs now: process ids, the lock."""
        return self.data / "run"

    @property
    def ini(self) -> Path:
        """The generated configuration of CKAN; connects as the web role."""
        return self.data / "ckan.ini"

    @property
    def site_url(self) -> Path:
        """Holds the address while the portal runs."""
        return self.data / "site-url"

    @property
    def accounts(self) -> Path:
        """The demo accounts with passwords and tokens."""
        return self.data / "demo-accounts.json"

    def make(self) -> None:
        """Create the folders that every step writes to."""
        for folder in (self.data, self.log, self.run):
            folder.mkdir(parents=True, exist_ok=True)


SERVER: Final = Layout(data=ROOT / ".local", databases=("camau",))
TEST: Final = Layout(data=ROOT / ".local" / "test", databases=("camau_test", "camau_site"), durable=False)
