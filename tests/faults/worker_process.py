"""A worker that stops over a mail, so that a test can kill it there: python -m tests.faults.worker_process INI"""

from __future__ import annotations

import sys
import time
from typing import Any

from ckan.cli import load_config
from ckan.config.middleware import make_app


def main(ini: str) -> None:
    """Do what is due; a mail is sent, then nothing more happens."""
    app = make_app(load_config(ini))
    from ckanext.camau.outbox import mail, run

    send = mail.send

    def send_and_stop(payload: dict[str, Any]) -> None:
        send(payload)
        sys.stdout.write("sent\n")
        sys.stdout.flush()
        time.sleep(60)

    run._HANDLERS["mail"] = send_and_stop
    with app._wsgi_app.test_request_context():
        run.run_due()


if __name__ == "__main__":
    main(sys.argv[1])
