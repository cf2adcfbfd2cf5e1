"""One act at a time, each in a process that kills itself at a chosen write: `python -m tests.journeys.acting URL NOW`.

The parent makes the service once and never touches its database. For each line on its input, a JSON object, it forks;
the child sends one form (or runs one act of `CARELESS`), and dies by SIGKILL before its nth step. A step is a statement
that writes, a COMMIT, or the answer. A line on the output tells how the child ended: `killed`, or the answer's status.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from io import BytesIO
from itertools import count
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import Engine, event, update

from app.complaints import queries, service
from app.complaints.models import Complaint
from app.factory import create_app
from app.kernel import clock
from app.kernel.db import db, transaction

WRITES = ("INSERT", "UPDATE", "DELETE")


def careless_withdraw(number: str) -> None:
    """What must not be: a change in one transaction, its notice and its entry in another. The harness must see it."""
    with transaction():
        db.session.execute(update(Complaint).where(Complaint.number == number).values(external_ref="草率"))
    with transaction():
        service.withdraw(queries.tracked(number), reason="草率", at=clock.now())


CARELESS: dict[str, Callable[[str], None]] = {"withdraw": careless_withdraw}


def send(app: Flask, asked: dict[str, Any]) -> int:
    """The act itself, as a browser that is signed in sends it; the status of its answer."""
    if "careless" in asked:
        with app.app_context():
            CARELESS[asked["careless"]](asked["number"])
        return 303
    client = app.test_client()
    client.set_cookie("session", asked["cookie"])
    data = dict(asked["form"])
    for name, content in asked.get("files", {}).items():
        data[name] = (BytesIO(bytes.fromhex(content)), "照片.png")
    return client.post(asked["path"], data=data).status_code


def die_before(nth: int) -> Callable[[], None]:
    """Arm: the process dies before its nth step. Returns what is to be called as the last step."""
    steps = count(1)

    def step() -> None:
        if next(steps) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def executes(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            step()

    event.listen(Engine, "before_cursor_execute", executes)
    event.listen(Engine, "commit", lambda _connection: step())
    return step


def child(app: Flask, asked: dict[str, Any]) -> int:
    """The child's whole life; its exit status tells the hundreds of the answer."""
    answered = die_before(asked["cut"])
    status = send(app, asked)
    answered()
    return status // 100


def main(url: str, at: str) -> None:
    """Serve one act for each line."""
    app = create_app({"BE_MODE": "test", "DATABASE_URL": url}, WTF_CSRF_ENABLED=False)
    with time_machine.travel(at, tick=False):
        for asked in sys.stdin:
            pid = os.fork()
            if pid == 0:
                try:
                    os._exit(child(app, json.loads(asked)))
                finally:
                    os._exit(70)
            _pid, ended = os.waitpid(pid, 0)
            print("killed" if os.WIFSIGNALED(ended) else os.WEXITSTATUS(ended), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
