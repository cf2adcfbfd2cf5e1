"""The ledger for everybody: what it is, every closed day, who witnessed it, and how to check all of it."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, grouped, page_number
from app.ledger import queries
from app.ledger.views.blueprint import bp, keys, text


class Program(NamedTuple):
    """A program of one file that an outsider runs: its name, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    digest: str


def programs() -> list[Program]:
    """The programs that are given away."""
    folder = Path(current_app.static_folder or "", "programs")
    return [Program(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(folder.glob("*.py"))]


@bp.get("/ledger")
@needs(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """The closed days, the last one first, with what is missing; and everything that checking needs."""
    number = page_number()
    rows = queries.latest(PER_PAGE, skip=(number - 1) * PER_PAGE)
    return render_template(
        "ledger/index.html",
        newest=queries.last(),
        page=Page(rows, queries.count(), number, PER_PAGE),
        cosignatures=queries.cosignatures([found.day for found in rows]),
        unwitnessed=queries.unwitnessed(keys().witnesses, at=clock.now()),
        stale=queries.stale(at=clock.now()),
        keys=keys(),
        programs=programs(),
        grouped=grouped,
    )


@bp.get("/ledger/checkpoints/<day>")
@needs(Permission.PUBLIC)
def show(day: str) -> ResponseReturnValue:
    """One closed day: its roots, its signatures, the note itself."""
    found = queries.closed(day)
    return render_template(
        "ledger/show.html",
        checkpoint=found,
        witnessed=queries.cosignatures([found.day])[found.day],
        note=queries.cosigned_note(found),
        before=queries.before(found.day),
        keys=keys(),
        grouped=grouped,
    )


@bp.get("/ledger/checkpoints/<day>.txt")
@needs(Permission.PUBLIC)
def note(day: str) -> ResponseReturnValue:
    """The checkpoint of a day as a signed note, with the witnesses' lines."""
    return text(queries.cosigned_note(queries.closed(day)))
