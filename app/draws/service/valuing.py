"""The value: typed by two people, each from the source's own notice (draw/1 step 2)."""

from collections.abc import Sequence
from datetime import datetime

from app.draws import queries, rules
from app.draws.models import Draw, ValueEntry
from app.draws.service.keeping import held
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record


def type_value(draw: Draw, value: str, *, witnesses: Sequence[str] = (), by: Actor, at: datetime) -> bool:
    """One person types the value; answers whether it stands now: the second of two typed the same.

    Two that differ end the round: both type again, and everybody sees that they differed. Refuses a value before its
    time or in another format than announced, the same person twice in a round, and a first one without two witnesses.
    """
    found = held(draw)
    state = rules.after(found.state, "type_value")
    if found.value_due is None or at < found.value_due:
        raise Refused("draw_value_not_due", field="value")
    rules.check_value(value, rules.announcement(queries.kept(found, rules.ANNOUNCEMENT)).sources)
    round_, first = _round(found)
    _check_person(first, witnesses, by)
    made = ValueEntry(draw_id=found.id, round=round_, position=2 if first else 1, value=value)
    made.witnesses, made.typed_by, made.typed_at = list(witnesses), by.actor, at
    db.session.add(made)
    stands = first is not None and first.value == value
    if stands:
        found.state, found.value, found.seeded_at = state, value, at
    answer = "first" if first is None else "same" if stands else "differs"
    record("draw:type_value", found.number, by=by, at=at, round=round_, answer=answer)
    return stands


def _round(draw: Draw) -> tuple[int, ValueEntry | None]:
    """The number of the open round, and its first entry where there is one."""
    typed = queries.entries(draw)
    if not typed:
        return 1, None
    last = typed[-1]
    return (last.round, last) if last.position == 1 else (last.round + 1, None)


def _check_person(first: ValueEntry | None, witnesses: Sequence[str], by: Actor) -> None:
    if first is not None and first.typed_by == by.actor:
        raise Conflict("draw_value_same_person", field="value")
    if first is None and len(witnesses) < rules.LEAST_WITNESSES:
        raise Refused("draw_witnesses_few", field="witnesses", least=rules.LEAST_WITNESSES)
