"""Findings: which of them somebody may see, by number and filters, with what was said of each."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, case, false, func, select

from app.accounts.models import User
from app.audit import rules
from app.audit.models import AuditFinding, AuditRun, RunKind, Statement
from app.audit.queries.registry import Asked
from app.audit.rules import Severity, State
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role

WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})
_WEIGHT = case({Severity.GRAVE: 0, Severity.SERIOUS: 1}, value=AuditFinding.severity, else_=2)


class Filters(NamedTuple):
    """What narrows the list; None lets everything through. `open_only` leaves out what has ended."""

    code: str | None = None
    department_id: int | None = None
    state: State | None = None
    severity: Severity | None = None
    open_only: bool = False


EVERYTHING = Filters()


def visible(to: User) -> Select[AuditFinding]:
    """What somebody may see: the office and the discipline all; a clerk those of the own department that it may know.

    Of what is confidential a department learns neither number nor count: it is as if it were not there.
    """
    asked = select(AuditFinding)
    if to.role in WHOLE_CITY:
        return asked
    if to.role is not Role.CLERK or to.department_id is None:
        return asked.where(false())
    return asked.where(AuditFinding.department_id == to.department_id, AuditFinding.confidential.is_(False))


def get(number: str, *, to: User) -> AuditFinding:
    """The finding with this number, if this user may see it. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("audit_missing") from None
    found = db.session.scalar(visible(to).where(AuditFinding.number == plain))
    if found is None:
        raise Missing("audit_missing")
    return found


def search(filters: Filters = EVERYTHING, *, to: User, limit: int = 50, offset: int = 0) -> Sequence[AuditFinding]:
    """The findings that the filters let through: those that are open first, the gravest and latest of them on top."""
    ended = case((AuditFinding.state.in_(rules.OPEN), 0), else_=1)
    asked = _fitting(filters, to).order_by(ended, _WEIGHT, AuditFinding.happened_on.desc(), AuditFinding.id.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).all()


def count(filters: Filters = EVERYTHING, *, to: User) -> int:
    """How many findings `search` finds."""
    some = _fitting(filters, to).with_only_columns(AuditFinding.id)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def kept(*, to: User, limit: int) -> Sequence[AuditFinding]:
    """The confidential findings that are open, the latest first: those that no department knows of."""
    asked = visible(to).where(AuditFinding.confidential, AuditFinding.state.in_(rules.OPEN))
    return db.session.scalars(asked.order_by(AuditFinding.id.desc()).limit(limit)).all()


def counts(*, to: User) -> dict[State, int]:
    """How many findings that somebody may see stand in each state."""
    asked = visible(to).with_only_columns(AuditFinding.state, func.count(AuditFinding.id)).group_by(AuditFinding.state)
    return dict(db.session.execute(asked).all())


def statements(finding: AuditFinding) -> Sequence[Statement]:
    """What was said of a finding, oldest first."""
    asked = select(Statement).where(Statement.finding_id == finding.id)
    return db.session.scalars(asked.order_by(Statement.id)).all()


def known(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], AuditFinding]:
    """The findings of these checks that are kept, by check and subject."""
    codes = {code for code, _ in keys}
    asked = select(AuditFinding).where(AuditFinding.code.in_(codes))
    wanted = set(keys)
    return {key: one for one in db.session.scalars(asked) if (key := (one.code, one.subject)) in wanted}


def standing(asked: Asked, codes: Collection[str]) -> Sequence[AuditFinding]:
    """The kept findings that a run over `asked` looks at, those of these checks that are not noted as gone."""
    made = select(AuditFinding).where(
        AuditFinding.code.in_(codes), AuditFinding.happened_on <= asked.on, AuditFinding.gone_on.is_(None)
    )
    made = asked.narrow(made, enterprise=AuditFinding.enterprise_id, department=AuditFinding.department_id)
    return db.session.scalars(made.order_by(AuditFinding.id)).all()


def runs(*, limit: int = 50, offset: int = 0) -> Sequence[AuditRun]:
    """The runs, the last first."""
    return db.session.scalars(select(AuditRun).order_by(AuditRun.id.desc()).limit(limit).offset(offset)).all()


def count_runs() -> int:
    """How many runs there were."""
    return db.session.scalar(select(func.count(AuditRun.id))) or 0


def run(run_id: int) -> AuditRun:
    """One run. Raises `Missing`."""
    found = db.session.get(AuditRun, run_id)
    if found is None:
        raise Missing("audit_run_missing")
    return found


def made_by(found: AuditRun) -> Sequence[AuditFinding]:
    """The findings that a run was the first to make."""
    return db.session.scalars(
        select(AuditFinding).where(AuditFinding.run_id == found.id).order_by(AuditFinding.id)
    ).all()


def nightly(on: Any) -> AuditRun | None:
    """The nightly run as of a day."""
    return db.session.scalar(select(AuditRun).where(AuditRun.kind == RunKind.NIGHTLY, AuditRun.as_of == on))


def _fitting(filters: Filters, to: User) -> Select[AuditFinding]:
    asked = visible(to)
    for name in ("code", "department_id", "state", "severity"):
        wanted = getattr(filters, name)
        if wanted is not None:
            asked = asked.where(getattr(AuditFinding, name) == wanted)
    return asked.where(AuditFinding.state.in_(rules.OPEN)) if filters.open_only else asked
