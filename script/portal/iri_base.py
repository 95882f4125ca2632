"""The beginning of every IRI: fixed at the first start, whatever port the site is at later."""

from __future__ import annotations

import re
from typing import Final

from portal.layout import Layout
from portal.stamps import write_whole

#: Removed by `--reset`, together with the records that bear these addresses.
FILE: Final = "iri-base"
_SITE_URL: Final = re.compile(r"^ckan\.site_url = (\S+)$", re.MULTILINE)


def fixed(layout: Layout, site_url: str) -> str:
    """Return the base that this installation keeps; at the first start that becomes the address of the site.

    An installation that has none noted yet used the address that its configuration holds.
    """
    file = layout.data / FILE
    if file.exists() and (known := file.read_text().strip()):
        return known
    before = _SITE_URL.search(layout.ini.read_text()) if layout.ini.exists() else None
    base = before[1] if before else site_url
    write_whole(file, base + "\n")
    return base
