"""What `make run` starts: the demo city behind gunicorn, with the timer beside it. One process tree, ended by Ctrl-C.

`DATABASE_URL` and every other setting may be given; without them it is a demo in var/demo.sqlite. A service for a city
is not started by this, but as docs/operations.md says.
"""

import argparse
import contextlib
import io
import os
import signal
import socket
import sys
import time
from typing import Any

import flask_migrate
from flask import Flask
from gunicorn.app.base import BaseApplication

import config
from app.factory import create_app
from app.kernel.db import db

TICK_SECONDS = 60
DEMO = {"BE_MODE": "demo", "BE_CITY": "澄湖市", "DATABASE_URL": f"sqlite:///{config.ROOT / 'var' / 'demo.sqlite'}"}


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn around an app that is already there: no second start-up."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def wishes() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="build the demo city anew and stop")
    parser.add_argument("--scale", default="small", choices=("small", "full"))
    parser.add_argument("--seed", default="1")
    parser.add_argument("--as-of", default="2026-09-11")
    return parser.parse_args()


def refuse_taken(host: str, port: int) -> None:
    """End with a sentence where something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"{host}:{port}: {error.strerror}. Stop what listens there, or choose: make run PORT={port + 1}")


def command(app: Flask, *words: str) -> int:
    """Run one of the service's own commands in this process; its exit code."""
    try:
        app.cli.main(args=list(words), prog_name="flask", standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:
        print(f"flask {' '.join(words)}: {error}", file=sys.stderr)
        return 1
    return 0


def has_city(app: Flask) -> bool:
    """Whether the demo city stands; where it does, its sign-ins are printed."""
    with contextlib.redirect_stderr(io.StringIO()):
        return command(app, "demo", "signins") == 0


def prepare(app: Flask, asked: argparse.Namespace) -> None:
    """A migrated database; in the demo, with the city in it and its sign-ins printed.

    A city of an earlier version gets the rules that came since: the timer asks for them.
    """
    with app.app_context():
        flask_migrate.upgrade()
    city = ("--scale", asked.scale, "--seed", asked.seed, "--as-of", asked.as_of)
    if app.config["DEMO"] and (asked.reload or not has_city(app)):
        print("Building the demo city ...", flush=True)
        if failed := command(app, "demo", "load", *city):
            sys.exit(failed)
    elif app.config["DEMO"]:
        with contextlib.redirect_stdout(io.StringIO()):
            command(app, "rulebook", "load")
    with app.app_context():
        db.engine.dispose()


def keep_time(app: Flask) -> int:
    """Fork the timer: `flask tick` once a minute, for as long as this process lives."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    due = time.monotonic()
    first: tuple[str, ...] = ("--clock-is-right",)
    while os.getppid() == parent:
        if time.monotonic() >= due:
            due += TICK_SECONDS
            command(app, "tick", *first)
            first = ()
        time.sleep(0.5)
    os._exit(0)


def leave(*_told: object) -> None:
    """End a worker at once: tidying up its memory takes seconds, and nothing is left to write."""
    os._exit(0)


def serve(app: Flask, host: str, port: int) -> None:
    """Answer requests until Ctrl-C; the timer ends with the server."""
    timer = keep_time(app)

    def end(_server: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(timer, signal.SIGTERM)
        os._exit(0)

    options = {
        "bind": f"{host}:{port}",
        "workers": 2,
        "threads": 4,
        "loglevel": "warning",
        "graceful_timeout": 5,
        "control_socket_disable": True,
        "worker_int": lambda worker: leave(worker),  # noqa: PLW0108 (gunicorn counts the parameters)
        "worker_exit": lambda server, worker: leave(server, worker),  # noqa: PLW0108
        "on_exit": end,
    }
    print(f"\nhttp://{host}:{port}   (Ctrl-C ends it)", flush=True)
    Server(app, options).run()


def main() -> None:
    """Prepare, then serve until Ctrl-C."""
    asked = wishes()
    for name, value in DEMO.items():
        os.environ.setdefault(name, value)
    (config.ROOT / "var").mkdir(exist_ok=True)
    if not asked.reload:
        refuse_taken(asked.host, asked.port)
    app = create_app()
    prepare(app, asked)
    if not asked.reload:
        serve(app, asked.host, asked.port)


if __name__ == "__main__":
    main()
