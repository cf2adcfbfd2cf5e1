"""What is done without anybody asking: `flask tick`, started every minute by a timer, does each piece of work once.

A slice's `cli.py` registers its own with `@timer.work("slice:verb")`. A piece decides for itself what is due, is an act
of its own (`with transaction():`), and is safe to do twice. Of two timers at once one does it, the other passes on.
"""

from collections.abc import Callable
from datetime import datetime

import click
from flask.cli import with_appcontext

from app.kernel import clock, runs, wording
from app.kernel.db import alone, db
from app.kernel.runs import Seen

Work = Callable[[datetime], int]
WORKS: dict[str, Work] = {}


def work(name: str) -> Callable[[Work], Work]:
    """Register a piece of timer work: it gets the present instant and returns how many things it did."""

    def register(piece: Work) -> Work:
        WORKS[name] = piece
        return piece

    return register


@click.command("tick")
@click.option("--clock-is-right", is_flag=True, help="Somebody has looked at the clock: go on, and end its alarm.")
@with_appcontext
def tick(clock_is_right: bool) -> None:
    """Do what is due now. A piece that fails does not keep the others from being done; the exit code is then 1."""
    now = Seen(clock.wall(), *clock.running())
    if clock_is_right:
        runs.forget(runs.CLOCK)
    elif trouble := runs.judged(runs.last(), now):
        db.session.rollback()
        runs.keep(now, {runs.CLOCK: (0, trouble)})
        raise click.ClickException(wording.label("timer.trouble", trouble))
    db.session.rollback()
    runs.keep(now, {runs.TICK: (0, "")})
    ends = {name: end for name, piece in WORKS.items() if (end := _done(name, piece)) is not None}
    runs.keep(now, ends)
    if failed := [name for name, (_count, fault) in ends.items() if fault]:
        raise click.ClickException(f"failed: {', '.join(failed)}")


def _done(name: str, piece: Work) -> tuple[int, str] | None:
    """How many things a piece did and its fault; None where another timer is at it."""
    try:
        with alone(name) as mine:
            if not mine:
                return None
            count = piece(clock.now())
    except Exception as error:
        click.echo(f"{name}: {type(error).__name__}: {error}", err=True)
        return 0, type(error).__name__
    finally:
        db.session.rollback()
    if count:
        click.echo(f"{name}: {count}")
    return count, ""
