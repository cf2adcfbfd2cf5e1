"""A run: what it finds is kept once, what it no longer finds is noted, and the run itself is kept with its counts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.accounts.models import User
from app.audit import queries
from app.audit.models import AuditFinding, AuditRun, RunKind
from app.audit.queries import Asked
from app.audit.rules import CATALOGUE, Fact, State
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.permissions import SYSTEM, Actor
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices

SERIES = {False: "SJ", True: "NS"}
"""Numbers of findings: those that departments may see, and the confidential ones, each without a gap."""
Clock = Callable[[], datetime]


def run_nightly(*, wall: Clock, at: datetime) -> int:
    """The run of the night as of the day of `at`, once a day; answers whether there was one to make."""
    if queries.nightly(clock.day(at)) is not None:
        return 0
    run(Asked(clock.day(at)), kind=RunKind.NIGHTLY, wall=wall, by=SYSTEM, at=at)
    return 1


def run(asked: Asked, *, kind: RunKind, wall: Clock, by: Actor, at: datetime) -> AuditRun:
    """Look for everything that is wrong and keep it. `wall` tells how long it took, `asked` what is looked at.

    A fact that is kept already is not raised again, whatever became of it; a finding whose fact is gone stays.
    """
    begun = wall()
    found, codes = list(queries.facts(asked)), queries.codes(asked)
    known = queries.known([fact.key for fact in found])
    made = _kept(asked, kind, by=by, at=at)
    new = [_raised(fact, made, by=by, at=at) for fact in found if fact.key not in known]
    _found_again(known.values(), by=by, at=at)
    gone = _noted_gone(queries.standing(asked, codes), {fact.key for fact in found}, asked, by=by, at=at)
    _count(made, found, new, gone, wall() - begun)
    if new:
        notices.tell(audience.OFFICE, "audit_found", "audit", at=at, day=str(asked.on), count=len(new))
    told: dict[str, Any] = {"found": made.found, "new": made.new, "gone": made.gone, "kind": kind}
    record("audit:run", "audit", by=by, at=at, as_of=asked.on, **told)
    return made


def _kept(asked: Asked, kind: RunKind, *, by: Actor, at: datetime) -> AuditRun:
    made = AuditRun(
        kind=kind,
        as_of=asked.on,
        enterprise_id=asked.enterprise_id,
        department_id=asked.department_id,
        at=at,
        by_id=by.id if isinstance(by, User) else None,
        milliseconds=0,
        found=0,
        new=0,
        gone=0,
        counts={},
    )
    db.session.add(made)
    db.session.flush()
    return made


def _raised(fact: Fact, made: AuditRun, *, by: Actor, at: datetime) -> AuditFinding:
    """A finding of a fact that was not kept before."""
    check = CATALOGUE[fact.check]
    row = AuditFinding(
        number=serials.following(SERIES[check.confidential], clock.day(at)),
        code=fact.check,
        subject=fact.subject,
        severity=check.severity,
        confidential=check.confidential,
        department_id=fact.department_id,
        enterprise_id=fact.enterprise_id,
        happened_on=fact.happened_on,
        figures=dict(fact.figures),
        evidence={"links": [[one.endpoint, dict(one.args)] for one in fact.evidence]},
        state=State.FOUND,
        state_since=at,
        found_at=at,
        run_id=made.id,
    )
    db.session.add(row)
    db.session.flush()
    record("audit:find", row.number, by=by, at=at, check=row.code, subject=row.subject, figures=row.figures)
    return row


def _found_again(known: Iterable[AuditFinding], *, by: Actor, at: datetime) -> None:
    for one in known:
        if one.gone_on is not None:
            one.gone_on = None
            record("audit:find_again", one.number, by=by, at=at)


def _noted_gone(
    kept: Sequence[AuditFinding], found: Collection[tuple[str, str]], asked: Asked, *, by: Actor, at: datetime
) -> list[AuditFinding]:
    """The findings whose fact a run over the same ground no longer finds."""
    gone = [one for one in kept if (one.code, one.subject) not in found]
    for one in gone:
        one.gone_on = asked.on
        record("audit:note_gone", one.number, by=by, at=at, as_of=asked.on)
    return gone


def _count(
    made: AuditRun, found: Sequence[Fact], new: Sequence[AuditFinding], gone: Sequence[AuditFinding], took: timedelta
) -> None:
    of = [Counter(fact.check for fact in found), Counter(one.code for one in new), Counter(one.code for one in gone)]
    counts: dict[str, Any] = {code: [one[code] for one in of] for code in CATALOGUE if any(one[code] for one in of)}
    made.found, made.new, made.gone, made.counts = len(found), len(new), len(gone), counts
    made.milliseconds = int(took.total_seconds() * 1000)
