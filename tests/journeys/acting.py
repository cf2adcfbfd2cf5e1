"""One act at a time, each in a process that is cut off where one asks: `python -m tests.journeys.acting URL NOW`.

The parent makes the service once and keeps no connection to its database. For each line on its input, a JSON object,
it forks; the child does one act: it sends a form or JSON, or runs a command of the terminal (at the instant `at` where
one is given). `cut` kills it before its nth step (a statement that writes, a COMMIT, the answer); `steps` names a file
where each step leaves its kind; `fault` has strace spoil a call that it makes to the system, or that the database's
server makes for it (`server`). A line on the output tells how the child ended: `killed`, or the hundreds of each
answer's status (a second where `again` sends the form once more), with what strace saw.
"""

import json
import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

import time_machine
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import configure_mappers

from app.factory import create_app
from app.kernel import clock
from app.kernel.db import db
from tests.journeys.tracing import Trace, allow

WRITES = ("INSERT", "UPDATE", "DELETE")
HEAD = "UPDATE LEDGER_HEAD"
BAD_PAGE = 9


def send(app: Flask, asked: dict[str, Any]) -> int:
    """The act itself, as a browser that is signed in sends it; the hundreds of the answer's status."""
    if "command" in asked:
        with time_machine.travel(asked.get("at", clock.now()), tick=False):
            return run(app, asked["command"])
    client = app.test_client()
    if "json" in asked:
        return client.post(asked["path"], json=asked["json"], headers=asked["headers"]).status_code // 100
    client.set_cookie("session", asked["cookie"])
    data = dict(asked["form"])
    for name, content in asked.get("files", {}).items():
        data[name] = (BytesIO(bytes.fromhex(content)), "照片.png")
    answer = client.post(asked["path"], data=data)
    if answer.status_code >= 500 and ("refusal-id" not in answer.text or "Traceback" in answer.text):
        return BAD_PAGE
    return answer.status_code // 100


def run(app: Flask, command: list[str]) -> int:
    """A command of the terminal, what it prints going nowhere: 2 where it is done, 5 where it is not."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    try:
        app.cli.main(command, obj=ScriptInfo(create_app=lambda: app))
    except SystemExit as ended:
        return 5 if ended.code else 2
    except Exception:
        return 5
    return 2


class Steps:
    """Counts the steps of the act; the process dies before its nth. Each is of a kind: what is written, and where."""

    def __init__(self, nth: int, told: str) -> None:
        self.nth, self.told, self.done, self.last = nth, told, 0, ""
        event.listen(Engine, "before_cursor_execute", self.executes)
        event.listen(Engine, "commit", lambda _connection: self.step(f"COMMIT after {self.last}"))

    def executes(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        words = statement.upper().split()
        if words[0].startswith(WRITES):
            self.last = f"{words[0]} {words[2] if words[1] in {'INTO', 'FROM'} else words[1]}"
            self.step(self.last)

    def step(self, kind: str) -> None:
        """One step is about to be done."""
        self.done += 1
        if self.told:
            with Path(self.told).open("a") as kinds:
                print(kind, file=kinds)
        if self.done == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)


def be_careless() -> None:
    """What must not be, and what the harness must see: a commit in the midst of the act, before its entry."""

    def commits(connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.upper().startswith(HEAD):
            connection.connection.commit()

    event.listen(Engine, "before_cursor_execute", commits)


@event.listens_for(Engine, "connect")
def _move_pages_home(connection: Any, _record: Any) -> None:
    """SQLite: what comes now and then, the log's pages being moved into the file, comes with every commit here."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA wal_autocheckpoint = 1")


def break_sockets(*_signal: Any) -> None:
    """A socket of which a call fails is dead. strace only says so; its signal has us make it true."""
    for path in Path("/proc/self/fd").iterdir():
        with suppress(OSError), socket.socket(fileno=os.dup(int(path.name))) as found:
            found.shutdown(socket.SHUT_RDWR)


def child(app: Flask, asked: dict[str, Any]) -> int:
    """The child's whole life; its exit status tells how each sending of the act ended."""
    steps = Steps(asked.get("cut", 0), asked.get("steps", ""))
    signal.signal(signal.SIGUSR1, break_sockets)
    if asked.get("careless"):
        be_careless()
    ended = send(app, asked)
    steps.step("answer")
    if asked.get("server"):
        with app.app_context():
            answers(db.engine)
    if asked.get("again"):
        ended = ended * 10 + send(app, asked)
    if "fault" in asked:
        with app.app_context():
            db.engine.dispose()
    return ended


def answers(engine: Engine) -> None:
    """Come back when the database answers: a server that fell needs a moment to recover. Raises after a minute."""
    for left in reversed(range(600)):
        try:
            engine.connect().close()
            return
        except OperationalError:
            if not left:
                raise
            sleep(0.1)


def backend(app: Flask) -> int:
    """The process of PostgreSQL's server that works for us."""
    with app.app_context(), db.engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


class Child:
    """A forked process that waits to be let go, so that strace can be at its side before it does anything."""

    def __init__(self, app: Flask, asked: dict[str, Any]) -> None:
        start, self.release = os.pipe()
        self.told, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                allow()
                os.write(tell, str(backend(app) if asked.get("server") else os.getpid()).encode())
                os.read(start, 1)
                os._exit(child(app, asked))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(70)
        os.close(start)
        os.close(tell)

    def live(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Let it go, traced where a fault is asked for; how it ended."""
        watched = int(os.read(self.told, 20))
        trace = Trace(watched, asked["fault"]) if "fault" in asked else None
        os.write(self.release, b".")
        os.close(self.told)
        os.close(self.release)
        _pid, ended = os.waitpid(self.pid, 0)
        found: dict[str, Any] = {"ended": "killed" if os.WIFSIGNALED(ended) else str(os.WEXITSTATUS(ended))}
        return found | (trace.ended()._asdict() if trace else {})


def warm(app: Flask) -> None:
    """Do once, before the forks, what every first request does. No connection is left for the children to share."""
    configure_mappers()
    app.test_client().get("/no-such-page")
    with app.app_context():
        db.engine.dispose()


def main(url: str, at: str) -> None:
    """Serve one act for each line."""
    carriers = {name: value for name, value in os.environ.items() if name in {"BE_SMTP", "BE_MAIL_FROM"}}
    app = create_app(
        {"BE_MODE": "test", "DATABASE_URL": url, **carriers}, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False
    )
    clock.running = lambda: ("", 0.0)  # the clock here is the test's, not the machine's
    warm(app)
    with time_machine.travel(at, tick=False):
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps(Child(app, asked).live(asked)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
