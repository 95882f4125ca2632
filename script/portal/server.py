"""`script/server`: the whole portal from one command."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from portal import background, build, ini, iri_base, ports, reset, site, stack, supervisor
from portal.commands import run
from portal.layout import SERVER
from portal.say import Problem, say, step
from portal.services import Running

EXTENSION_CLI = site.EXTENSION / "cli"


def main() -> int:
    """Parse the arguments and do what they ask."""
    options = _options(sys.argv[1:])
    try:
        if options.status:
            return background.status(SERVER)
        if options.stop:
            return background.stop(SERVER)
        if options.background:
            return background.start(SERVER, [arg for arg in sys.argv[1:] if arg != "--background"])
        return _serve(options)
    except Problem as problem:
        say(f"✗ {problem}")
        return 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("script/server", description="Raise the portal of Cà Mau on this machine.")
    parser.add_argument("--port", type=_port, help="port of the site on 127.0.0.1 (remembered; at first 5000)")
    parser.add_argument("--no-demo", action="store_true", help="do not load the demo data")
    parser.add_argument("--reset", action="store_true", help="throw all data away first; downloads are kept")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--background", action="store_true", help="return when the portal is up and let it run")
    one.add_argument("--stop", action="store_true", help="stop the portal that runs in this checkout")
    one.add_argument("--status", action="store_true", help="say what runs; exit code 0 when the portal is up")
    options = parser.parse_args(arguments)
    if (options.stop or options.status) and (options.port or options.no_demo or options.reset):
        parser.error("--stop and --status go with no other option")
    return options


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= ports.LAST):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to {ports.LAST}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    SERVER.make()
    running = Running(SERVER)
    with _only_one():
        try:
            if options.reset:
                reset.reset(SERVER)
            _raise(running, options)
            supervisor.watch(running)
        except KeyboardInterrupt:
            pass
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            SERVER.site_url.unlink(missing_ok=True)
            if running.processes:
                with step("Stopping what was started"):
                    running.stop_all()
    return 0


def _raise(running: Running, options: argparse.Namespace) -> None:
    stack.end_kept(SERVER)
    ports.check_web(SERVER, options.port)
    build.build(SERVER)
    services = stack.start(running, SERVER, options.port)
    here = ini.Site(SERVER, SERVER.ini, "camau", services.ports, services.secrets)
    base = iri_base.fixed(SERVER, here.url)
    ini.write(here, "deploy/portal.ini", more={"camau.iri_base": base})
    ini.write_owner_url(here)
    _tables(here, fresh_index=services.fresh_index)
    running.start(site.web(here))
    running.start(site.worker(here))
    with step("Starting the web server and the job worker"):
        running.wait("web")
    _agencies(here)
    if not options.no_demo:
        _demo(here)
    SERVER.site_url.write_text(here.url + "\n")
    supervisor.write_state(SERVER, phase="ready", url=here.url)
    _welcome(here, base)


def _tables(here: ini.Site, *, fresh_index: bool) -> None:
    stamp, value, current = site.migrated(here)
    log = SERVER.log / "migrate.log"
    if not current:
        with step("Bringing the tables up to date, giving the web role its rights"):
            site.migrate(here, log)
            stamp.write_text(value)
    if fresh_index and (SERVER.data / "demo-loaded").exists():
        with step("Filling the search index"):
            run(site.ckan(here, "search-index", "rebuild"), log)


def _agencies(here: ini.Site) -> None:
    stamp = SERVER.data / "agencies-loaded"
    if stamp.exists():
        return
    with step("Loading the agencies of the province", SERVER.log / "agencies.log"):
        run(site.ckan(here, "camau", "agencies", "load"), SERVER.log / "agencies.log")
    stamp.touch()


def _demo(here: ini.Site) -> None:
    stamp = SERVER.data / "demo-loaded"
    if stamp.exists():
        return
    if not (EXTENSION_CLI / "demo.py").exists():
        say("  – No demo data: this version has no `ckan camau demo load`")
        return
    command = site.ckan(here, "camau", "demo", "load", "--accounts", str(SERVER.accounts))
    with step("Loading the demo data", SERVER.log / "demo.log"):
        run(
            command,
            SERVER.log / "demo.log",
            way_out="Way out: --no-demo goes without the rest of it; --reset throws all data away and begins anew.",
        )
    stamp.touch()


def _welcome(here: ini.Site, base: str) -> None:
    say(f"\nThe portal is up: {here.url}")
    if base != here.url:
        say(f"The records keep the permanent addresses of the first start: {base}/id/… (.local/{iri_base.FILE})")
    if SERVER.accounts.exists():
        accounts = json.loads(SERVER.accounts.read_text())
        say(f"Demo accounts (tokens in {SERVER.accounts}):")
        for login, account in accounts.items():
            roles = ", ".join(account["roles"])
            say(f"  {login:<24} {account['password']:<24} {roles} {account.get('agency') or ''}".rstrip())
    say("Ctrl-C or script/server --stop stops it.\n")


@contextmanager
def _only_one() -> Iterator[None]:
    with (SERVER.run / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            url = supervisor.read_state(SERVER).get("url", "an address that it will print")
            raise Problem(
                f"The portal of this checkout runs already, at {url}. Stop it: script/server --stop"
            ) from None
        # A supervisor that was killed has left its state behind.
        (SERVER.run / "supervisor.json").unlink(missing_ok=True)
        supervisor.write_state(SERVER, pid=os.getpid(), phase="starting")
        try:
            yield
        finally:
            (SERVER.run / "supervisor.json").unlink(missing_ok=True)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
