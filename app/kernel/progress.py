"""Progress of long work at a terminal: a bar with its rate on stderr, a plain line where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click


class Told(Protocol):
    """Hears how much is done."""

    def __call__(self, done: int, /) -> None: ...


@contextmanager
def bar(label: str, length: int) -> Iterator[Told]:
    """Show how much of `length` is done; call what it yields with the amount done so far.

    On a terminal the bar carries the rate in units a second; elsewhere one plain line says what was done.
    """
    if not sys.stderr.isatty():
        yield _silent
        click.echo(f"{label}: {length}", err=True)
        return
    with click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True, item_show_func=_rate) as shown:
        done = 0

        def told(amount: int) -> None:
            nonlocal done
            each = shown.time_per_iteration
            shown.update(amount - done, round(1 / each) if each else None)
            done = amount

        yield told
        told(length)


def _silent(_done: int) -> None:
    """Nobody watches."""


def _rate(rate: int | None) -> str | None:
    return f"{rate:,}/s" if rate else None
