"""Draws by their names, the row in which they follow each other, and their files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.draws import rules
from app.draws.models import Draw, DrawFile, ValueEntry, Voiding
from app.draws.queries.visiting import standing
from app.draws.rules import Bounds, State
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.numbering import parse_number
from app.policy import queries as policy


def every() -> Sequence[Draw]:
    """Every draw, the newest first."""
    return db.session.scalars(select(Draw).order_by(Draw.id.desc())).all()


def public() -> Sequence[Draw]:
    """The draws as everybody may see them: from the lock on, and drafts that were made void. The newest first."""
    return db.session.scalars(select(Draw).where(Draw.state != State.DRAFT).order_by(Draw.id.desc())).all()


def by_number(number: str, *, lock: bool = False) -> Draw:
    """The draw with this number, written in any way; `lock` keeps it for this act alone. Raises `Missing`."""
    try:
        asked = select(Draw).where(Draw.number == parse_number(number))
    except Refused:
        raise Missing("draw_missing") from None
    found = db.session.scalar(asked.with_for_update().execution_options(populate_existing=True) if lock else asked)
    if found is None:
        raise Missing("draw_missing")
    return found


def public_one(number: str) -> Draw:
    """The draw as everybody may see it. Raises `Missing`, for a draft too."""
    found = by_number(number)
    if found.state is State.DRAFT:
        raise Missing("draw_missing")
    return found


def last_serial(year: int) -> int:
    """How many draws have been numbered in a year."""
    return db.session.scalar(select(func.max(Draw.serial)).where(Draw.year == year)) or 0


def last_locked() -> Draw | None:
    """The draw that the next one has to follow: the one whose commitment no other names. Void ones count too."""
    named = select(Draw.previous).where(Draw.previous.is_not(None))
    return db.session.scalar(select(Draw).where(Draw.commitment.is_not(None), Draw.commitment.not_in(named)))


def open_lock(plan_year: int) -> Draw | None:
    """The draw of this plan that is locked and not drawn yet."""
    return db.session.scalar(select(Draw).where(Draw.plan_year == plan_year, Draw.state.in_(rules.OPEN_LOCK)))


def last_drawn_at(plan_year: int) -> datetime | None:
    """When this plan was drawn from last."""
    found: datetime | None = db.session.scalar(
        select(Draw.drawn_at)
        .where(Draw.plan_year == plan_year, Draw.drawn_at.is_not(None))
        .order_by(Draw.drawn_at.desc())
        .limit(1)
    )
    return found


def taken(plan_year: int) -> dict[str, int]:
    """How many enterprises the draws of this plan take, for the city (`*`) and for each department."""
    asked = select(Draw).where(Draw.plan_year == plan_year, Draw.state.in_(rules.HAS_RESULT))
    found: Counter[str] = Counter()
    for draw in db.session.scalars(asked):
        for visit in standing(draw):
            found.update({rules.CITY, *visit.inspectors})
    return dict(found)


def bounds(on: date) -> Bounds:
    """What the rulebook in force on a day says of a draw."""
    share, least = policy.term("cap.share", on).value, policy.term("draw.min_inspectors", on).value
    return Bounds(share, int(least), timedelta(hours=int(policy.term("draw.notice", on).value)))


def kept(draw: Draw, *names: str) -> dict[str, bytes]:
    """The stored files of a draw (these, or all), with its value; with its secret where that is revealed."""
    asked = select(DrawFile.name, DrawFile.content).where(DrawFile.draw_id == draw.id).order_by(DrawFile.name)
    rows = db.session.execute(asked.where(DrawFile.name.in_(names)) if names else asked)
    found = {name: bytes(content) for name, content in rows}
    for name, text in ((rules.SECRET, draw.secret), (rules.VALUE, draw.value)):
        if text is not None and (not names or name in names):
            found[name] = f"{text}\n".encode()
    return found


def tasks_of(draw: Draw) -> set[str]:
    """The tasks that a draw draws for."""
    return {row.task for row in rules.read(kept(draw, *rules.COLUMNS), roster=False).tasks}


def digests(draw: Draw) -> Mapping[str, tuple[str, int]]:
    """SHA-256 and size of each stored file, by name."""
    rows = db.session.execute(
        select(DrawFile.name, DrawFile.digest, DrawFile.size).where(DrawFile.draw_id == draw.id).order_by(DrawFile.name)
    )
    return {name: (digest, size) for name, digest, size in rows}


def open_names(draw: Draw) -> list[str]:
    """The files that everybody may see now, in the order in which they are read."""
    there = {*digests(draw), rules.SECRET, rules.VALUE} if draw.commitment else set()
    there -= {rules.VALUE} if draw.value is None else set()
    names = (*rules.PUBLISHED, *rules.BESIDE)
    return [name for name in names if name in there and rules.is_open(name, draw.state, draw.commitment, draw.value)]


def open_file(draw: Draw, name: str) -> bytes:
    """A file that everybody may see now. Raises `Missing`: too early is the same answer as not there."""
    if name not in open_names(draw):
        raise Missing("draw_file_not_open")
    return kept(draw, name)[name]


def entries(draw: Draw) -> Sequence[ValueEntry]:
    """What was typed as the value, round by round."""
    asked = select(ValueEntry).where(ValueEntry.draw_id == draw.id)
    return db.session.scalars(asked.order_by(ValueEntry.round, ValueEntry.position)).all()


def voiding(draw: Draw) -> Voiding | None:
    """The wish to make this draw void that stands: waiting for a second person, or carried out."""
    return db.session.scalar(select(Voiding).where(Voiding.draw_id == draw.id, Voiding.dropped_at.is_(None)))


def voidings(draw: Draw) -> Sequence[Voiding]:
    """Every wish to make this draw void, those that were taken back too."""
    return db.session.scalars(select(Voiding).where(Voiding.draw_id == draw.id).order_by(Voiding.id)).all()
