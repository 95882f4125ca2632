"""The WSGI application: `gunicorn deploy.wsgi:application` with CKAN_INI naming the configuration file."""

from __future__ import annotations

import logging
import os

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())

# CKAN's logging configuration switches off the loggers that exist before it, the web server's too.
for name in ("gunicorn.access", "gunicorn.error"):
    logging.getLogger(name).disabled = False
