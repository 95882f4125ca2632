"""Every option of the extension behind one typed function; no option key is written anywhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import ckan.plugins.toolkit as tk

IRI_BASE = "camau.iri_base"
STORAGE_PATH = "camau.storage_path"
MAIL = "camau.mail"
DIGEST_HOUR = "camau.digest_hour"
WEB_ROLE = "camau.web_role"
MONITORS = "camau.monitors"
DOCUMENT_TEMPLATES = "camau.document_templates"
TABLE_ROWS = "camau.table_rows"
TABLE_MB = "camau.table_megabytes"
LOGIN_ATTEMPTS = "camau.login_attempts"
LOGIN_SECONDS = "camau.login_seconds"
SEARCHES = "camau.searches_a_minute"
PROXIES = "camau.proxies"


def iri_base() -> str:
    """Return the fixed beginning of every IRI, without a slash at its end (default: the site's URL)."""
    return str(tk.config.get(IRI_BASE) or tk.config["ckan.site_url"]).rstrip("/")


def storage_path() -> Path:
    """Return the folder that holds uploaded files (default: CKAN's own storage path)."""
    return Path(tk.config.get(STORAGE_PATH) or tk.config["ckan.storage_path"])


def max_file_bytes() -> int:
    """Return the largest upload in bytes, from ``ckan.max_resource_size`` in megabytes."""
    return int(tk.config["ckan.max_resource_size"]) << 20


def scan_secret() -> bytes:
    """Return the secret by which keys of things found in files and texts are made; of the site's own secret."""
    return hashlib.sha256(b"camau scan\x00" + str(tk.config["SECRET_KEY"]).encode()).digest()


def table_rows() -> int:
    """Return how many rows a file may have that is loaded into the datastore."""
    return int(tk.config[TABLE_ROWS])


def table_bytes() -> int:
    """Return how large a file may be, in bytes, that is loaded into the datastore."""
    return int(tk.config[TABLE_MB]) << 20


def login_attempts() -> int:
    """Return how many logins may fail for one account before it has to wait; an address gets six times as many."""
    return max(1, int(tk.config[LOGIN_ATTEMPTS]))


def login_seconds() -> int:
    """Return for how many seconds attempts count."""
    return max(1, int(tk.config[LOGIN_SECONDS]))


def searches_a_minute() -> int:
    """Return how many searches an address may make in a minute; 0 for any number."""
    return int(tk.config[SEARCHES])


def proxies() -> int:
    """Return how many proxies of our own stand in front and add to ``X-Forwarded-For``."""
    return int(tk.config[PROXIES])


def web_role() -> str:
    """Return the database role of the web server and the job worker, which owns nothing."""
    return str(tk.config[WEB_ROLE])


def public_url() -> str:
    """Return the address of the portal itself, with its path if it has one, without a slash at its end."""
    root = str(tk.config.get("ckan.root_path") or "").replace("/{{LANG}}", "")
    return str(tk.config["ckan.site_url"]).rstrip("/") + root.rstrip("/")


def feed_path(extension: str) -> str:
    """Return the path of the catalogue feed in a format, as ckanext-dcat routes it."""
    template = str(tk.config.get("ckanext.dcat.catalog_endpoint") or "/catalog.{_format}")
    return template.replace("{_format}", extension)


def feed_url(extension: str) -> str:
    """Return the address of the catalogue feed in a format."""
    return public_url() + feed_path(extension)


def feed_page_size() -> int:
    """Return how many records a page of the feed holds, from ckanext-dcat's own option."""
    return max(1, tk.asint(tk.config.get("ckanext.dcat.datasets_per_page") or 100))


def mail() -> bool:
    """Tell whether people are told by mail that work waits for them."""
    return tk.asbool(tk.config.get(MAIL))


def outbox_attempts() -> int:
    """Return after how many failures a task of the outbox is given up."""
    return max(1, tk.asint(tk.config.get("camau.outbox_attempts") or 30))


def reconcile_every() -> float:
    """Return the seconds between two comparisons of ledger and index; at most the five minutes of promise P4."""
    return min(300.0, max(1.0, float(tk.config.get("camau.reconcile_every") or 240)))


def monitors() -> list[str]:
    """Return the networks (CIDR), besides the loopback, that may read metrics and the details of health."""
    return str(tk.config.get(MONITORS) or "").split()


def least_free_disk() -> float:
    """Return the share of the storage disk, in percent, that must be free for the portal to be ready."""
    return float(tk.config.get("camau.least_free_disk") or 10)


def oldest_task() -> float:
    """Return the seconds that a task of the outbox may wait before the portal says that it is not ready."""
    return float(tk.config.get("camau.oldest_task") or 900)


def lock_timeout() -> int:
    """Return the seconds that a request waits for what another one is writing."""
    return max(1, tk.asint(tk.config.get("camau.lock_timeout") or 8))


def statement_timeout() -> int:
    """Return the seconds that one statement of a request may take in the database."""
    return max(1, tk.asint(tk.config.get("camau.statement_timeout") or 60))


def document_templates() -> Path | None:
    """Return the province's own folder of document templates, None where ours are used."""
    folder = str(tk.config.get(DOCUMENT_TEMPLATES) or "")
    return Path(folder) if folder else None


def digest_hour() -> int:
    """Return the hour of the day in Viet Nam from which the daily digest goes out."""
    return min(max(tk.asint(tk.config[DIGEST_HOUR]), 0), 17)
