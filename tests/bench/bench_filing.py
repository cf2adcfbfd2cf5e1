"""How many complaints one worker takes in a second over HTTP, against the bare insert of one row (`bare.py`) by one
worker of the same server on the same kind of database in the same run.

`make bench ARGS="-k filing"`. The difference is what a complaint is: four tables, a sealed identity, a clock with its
evidence, two notices and a ledger entry, in one transaction.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.kernel.permissions import Permission
from tests import conftest, make
from tests.complaints import story
from tests.complaints.story import Cast

COUNT = 300
ROOT = Path(__file__).parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(module: str, **environment: str) -> Iterator[int]:
    """gunicorn with one worker on a port of its own."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "-b", f"127.0.0.1:{port}", "--log-level", "error", module]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def rate(port: int, path: str, body: dict[str, Any], headers: Callable[[int], dict[str, str]]) -> float:
    """Requests a second, one after another; the first twenty warm up."""
    data, begun = json.dumps(body), 0.0
    for n in range(COUNT + 20):
        if n == 20:
            begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", path, data, {"Content-Type": "application/json", **headers(n)})
        assert connection.getresponse().status == 201
        connection.close()
    return COUNT / (time.perf_counter() - begun)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_filing(databases: Callable[[str], Any], kind: str) -> None:
    database = databases(kind)
    bare = database.create_empty()
    body = {"category": "illegal_inspection", "facts": story.FACTS, "wants": "说明检查依据"}
    with conftest._app(database) as app:
        cast = Cast()
        token = make.token(cast.officer, Permission.COMPLAINT_FILE_ON_BEHALF)
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        with served("wsgi:app", BE_MODE="test", DATABASE_URL=url) as port:
            named = {"Authorization": f"Bearer {token}"}
            ours = rate(port, "/api/v1/complaints", body, lambda n: {**named, "Idempotency-Key": f"bench-{n:06d}"})
        address = bare.replace("postgresql://", "postgresql+psycopg://")
        with served("tests.bench.bare:app", BARE_DATABASE_URL=address) as port:
            plain = rate(port, "/rows", body, lambda n: {})
    print(f"\n{kind}: {ours:.0f} complaints/s, bare insert {plain:.0f} rows/s, ratio {ours / plain:.2f}")
