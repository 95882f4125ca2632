"""The WSGI application: `gunicorn deploy.wsgi:application` with CKAN_INI naming the configuration file."""

from __future__ import annotations

import logging
import os
import sys
from typing import Final

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckan.exceptions import CkanConfigurationException
from ckan.lib.search import SearchError

#: By this exit code gunicorn knows that starting the worker again is no use.
_WORKER_BOOT_ERROR: Final = 3

try:
    application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
except (CkanConfigurationException, SearchError) as error:
    sys.stderr.write(f"The portal does not start. {error}\n")
    sys.exit(_WORKER_BOOT_ERROR)

# CKAN's logging configuration switches off the loggers that exist before it, the web server's too.
for name in ("gunicorn.access", "gunicorn.error"):
    logging.getLogger(name).disabled = False
