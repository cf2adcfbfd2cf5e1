"""Looking up rules: which value is in force on a day, and which came before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.policy import rules
from app.policy.models import ProposalState, RulebookVersion, RuleProposal, RuleVersion
from app.policy.rules import Term


def _in_force(on: Any) -> ColumnElement[bool]:
    return and_(RuleVersion.from_on <= on, or_(RuleVersion.until_on.is_(None), RuleVersion.until_on >= on))


_ON: BindParameter[date] = bindparam("on")
_TERM = (RuleVersion.version, RuleVersion.kind, RuleVersion.kept_value)
_ONE = select(RuleVersion).where(RuleVersion.rule_id == bindparam("rule"), _in_force(_ON))
_ONE_TERM = _ONE.with_only_columns(*_TERM, RuleVersion.clause, RuleVersion.unit)


def term(rule_id: str, on: date) -> Term:
    """The rule as it is in force on `on`. Refuses `rule_unknown` where the rulebook has none for that day."""
    row = db.session.execute(_ONE_TERM, {"rule": rule_id, "on": on}).first()
    if row is None:
        raise Refused("rule_unknown", rule=rule_id, day=on)
    return Term(rule_id, row.version, rules.restored(row.kind, row.kept_value), row.clause, row.unit)


def in_force(rule_id: str, on: date) -> RuleVersion | None:
    """The version of a rule that is in force on `on`."""
    return db.session.scalars(_ONE, {"rule": rule_id, "on": on}).first()


def quiet_day_number(on: date) -> int | None:
    """Which quiet day of its month `on` is, None where it is none or no rulebook is loaded."""
    row = in_force("quiet.days", on)
    if row is None or not isinstance(row.value, list):
        return None
    return rules.quiet_day_number(on, [int(end) for end in row.value])


def rulebook(on: date) -> Sequence[RuleVersion]:
    """Every rule that is in force on `on`, in the rulebook's order."""
    return db.session.scalars(select(RuleVersion).where(_in_force(on)).order_by(RuleVersion.position)).all()


def versions(rule_id: str) -> Sequence[RuleVersion]:
    """Every version of a rule, latest first. Raises `Missing` for a rule that never was."""
    wanted = select(RuleVersion).where(RuleVersion.rule_id == rule_id).order_by(RuleVersion.from_on.desc())
    found = db.session.scalars(wanted).all()
    if not found:
        raise Missing
    return found


def all_versions() -> dict[str, list[RuleVersion]]:
    """Every version of every rule, latest first, by rule."""
    found: dict[str, list[RuleVersion]] = {}
    for row in db.session.scalars(select(RuleVersion).order_by(RuleVersion.position, RuleVersion.from_on.desc())):
        found.setdefault(row.rule_id, []).append(row)
    return found


def newest() -> int:
    """The number of the newest rulebook version, 0 where none is loaded."""
    return db.session.scalar(select(func.max(RulebookVersion.number))) or 0


def proposals(*states: ProposalState) -> Sequence[RuleProposal]:
    """Proposals in these states (none named: all), newest first."""
    wanted = select(RuleProposal).order_by(RuleProposal.id.desc())
    return db.session.scalars(wanted.where(RuleProposal.state.in_(states)) if states else wanted).all()


def proposal(number: int) -> RuleProposal:
    """The proposal with this number. Raises `Missing`."""
    found = db.session.get(RuleProposal, number)
    if found is None:
        raise Missing
    return found
