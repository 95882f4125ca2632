"""The Vietnamese catalogue, compiled when the portal starts.

Two text files in ``i18n/vi/LC_MESSAGES`` are the source: ``ckanext-camau.po`` with our own strings and ``core.po`` with
those of CKAN that it leaves in English or says in wrong words. CKAN lays the catalogues of plugins over its own, so
that one compiled from both wins. No compiled file is kept in git, none is forgotten at an update.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import ckan.plugins.toolkit as tk

DOMAIN: Final = "ckanext-camau"
LOCALE: Final = "vi"
SOURCE: Final = Path(__file__).parent / "i18n" / LOCALE / "LC_MESSAGES"
#: Later files win.
FILES: Final = ("core.po", f"{DOMAIN}.po")


def catalogue() -> Catalog:
    """Return the merged catalogue of all source files."""
    merged = Catalog(locale=LOCALE, domain=DOMAIN)
    for name in FILES:
        with (SOURCE / name).open("rb") as stream:
            for message in read_po(stream, locale=LOCALE, domain=DOMAIN):
                if message.id and message.string and not message.fuzzy:
                    merged.delete(message.id, message.context)
                    merged[message.id] = message
    return merged


def compiled_directory() -> str:
    """Return a directory laid out for gettext that holds today's catalogue; make it if it is not there.

    The name of the directory is a hash of the sources, so that several web workers and releases never meet.
    """
    digest = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in FILES)).hexdigest()[:16]
    target = _base() / f"camau-{digest}"
    if not (target / LOCALE).is_dir():
        _compile(target)
    return str(target)


def _base() -> Path:
    """Return a folder that this process may write to: under CKAN's storage, else a private temporary one."""
    storage = tk.config.get("ckan.storage_path")
    base = Path(storage) / "i18n" if storage else Path(tempfile.gettempdir()) / f"ckanext-camau-i18n-{os.getuid()}"
    base.mkdir(parents=True, exist_ok=True, mode=0o755)
    return base


def _compile(target: Path) -> None:
    """Write the catalogue beside its final place, then move it there in one step; whoever comes second gives way."""
    work = Path(tempfile.mkdtemp(dir=target.parent))
    work.chmod(0o755)
    folder = work / LOCALE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    merged = catalogue()
    with (folder / f"{DOMAIN}.mo").open("wb") as stream:
        write_mo(stream, merged)
    with (folder / f"{DOMAIN}.po").open("wb") as stream:  # for `ckan translation js`
        write_po(stream, merged, width=0)
    try:
        work.rename(target)
    except OSError:  # another worker was faster
        shutil.rmtree(work, ignore_errors=True)
