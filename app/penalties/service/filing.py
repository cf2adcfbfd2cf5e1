"""Filing: the decision as the department means to take it, judged by the rulebook of the day, numbered without gaps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.accounts.models import User
from app.enterprises import queries as enterprises
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Refused
from app.kernel.files import Upload
from app.penalties import queries, rules
from app.penalties.models import Filing
from app.penalties.rules import Hearing, Mild, Need, Part, State, words
from app.penalties.rules.words import Words
from app.penalties.service import acts
from app.penalties.service.annexes import keep


@dataclass(frozen=True)
class Given:
    """What a department files. `late_on` is the day of a decision that was taken already, None where there is none."""

    party_code: str
    party_name: str
    case_no: str
    matter: str
    facts: str
    basis: str
    discretion: str
    fines: tuple[Decimal, ...]
    kinds: tuple[str, ...] = ()
    late_on: date | None = None
    hearing: Hearing = Hearing.NOT_DUE
    hearing_on: date | None = None
    reviewer: str = ""
    reviewed_on: date | None = None
    opinion: str = ""
    mild: Mild = Mild()  # noqa: RUF009
    files: Sequence[Upload] = ()

    @property
    def fine(self) -> Decimal:
        """The fines added up."""
        return rules.total(self.fines)

    @property
    def told_fines(self) -> list[str]:
        """The fines as text, as they are kept."""
        return [f"{fine:.2f}" for fine in self.fines]

    @property
    def said(self) -> Words:
        """The words of the filing, as its receipt proves them."""
        mild = {"leniency": [*self.mild.hits], "first_minor": self.mild.first_minor}
        own = {**_plain(self), **mild, "leniency_reason": self.mild.reason}
        late_on = self.late_on.isoformat() if self.late_on else ""
        return words.filed(own, late_on=late_on, files=[one.sha256 for one in self.files])


_PLAIN = ("party_code", "party_name", "case_no", "matter", "facts", "basis", "discretion")
_STEPS = ("hearing", "hearing_on", "reviewer", "reviewed_on", "opinion")


def _plain(given: Given) -> dict[str, Any]:
    return {**{name: getattr(given, name) for name in _PLAIN}, "fines": given.told_fines, "kinds": [*given.kinds]}


def judged(given: Given, on: date, *, department_id: int) -> tuple[Need, list[Part]]:
    """Why the penalty must be filed (or that it need not), and the other parts of its case that were added."""
    terms = queries.terms(on)
    others = queries.parts(department_id, given.party_code, given.case_no, on)
    found = rules.need(given.fines, given.kinds, others, threshold=terms.threshold, major=terms.major)
    return found, others


def file(given: Given, *, origin: str, by: User, at: datetime) -> Filing:
    """File a penalty. The same `origin` sent again answers with the filing that it made the first time.

    What need not be filed may be: it counts as voluntary, and as a part of its case.
    """
    found = queries.filed_under(origin)
    if found is not None:
        _check_same(found, given)
        return found
    on, unit = clock.day(at), by.department_id
    if unit is None:
        raise Forbidden("penalty_of_no_department")
    _check(given, on)
    need, others = judged(given, on, department_id=unit)
    filing = _filing(given, need, unit, origin=origin, by=by, at=at)
    db.session.add(filing)
    db.session.flush()
    keep(filing, given.files, at=at)
    acts.tell_office(filing, "penalty_filed", at=at)
    late = {"late_on": given.late_on} if given.late_on else {}
    parts = [part.number for part in others]
    facts = {"fine": filing.fine, "total": need.total, "reasons": filing.reasons, "parts": parts, **late}
    acts.record_own(filing, "file", given.said, by=by, at=at, rulebook_version=filing.rulebook_version, **facts)
    return filing


def _check(given: Given, on: date) -> None:
    terms = queries.terms(on)
    if not given.fine and not given.kinds:
        raise Refused("penalty_nothing", field="fines")
    if not set(given.kinds) <= set(terms.major):
        raise Refused("choice_unknown", field="kinds")
    rules.check_mild(given.mild, [one.code for one in queries.entries(on)])
    days = {"late_on": given.late_on, "hearing_on": given.hearing_on, "reviewed_on": given.reviewed_on}
    for name, day in days.items():
        if day is not None and day > on:
            raise Refused("day_to_come", field=name)
    rules.check_hearing(given.hearing, given.hearing_on)
    rules.check_review(given.reviewer, given.reviewed_on, given.opinion)


def _check_same(found: Filing, given: Given) -> None:
    """The same key must carry the same words."""
    kept = {name: getattr(found, name) for name in words.FILED}
    files = [one.sha256 for one in queries.annexes(found) if one.ask_id is None]
    if any(given.said[name] != value for name, value in kept.items()) or files != [one.sha256 for one in given.files]:
        raise Conflict("origin_reused")


def _filing(given: Given, need: Need, unit: int, *, origin: str, by: User, at: datetime) -> Filing:
    on = clock.day(at)
    terms, known = queries.terms(on), enterprises.find(given.party_code)
    return Filing(
        number=serials.following("YC", on),
        origin=origin,
        state=State.SUBMITTED,
        state_since=at,
        department_id=unit,
        enterprise_id=known.id if known else None,
        fine=given.fine,
        total=need.total,
        reasons=[reason.value for reason in need.reasons],
        threshold=terms.threshold,
        rulebook_version=terms.version,
        reviewed_at=at if given.reviewer else None,
        leniency=[*given.mild.hits],
        first_minor=given.mild.first_minor,
        leniency_reason=given.mild.reason,
        late_on=given.late_on,
        filed_at=at,
        filed_by=by.id,
        dropped_why="",
        **_plain(given),
        **{name: value for name, value in asdict(given).items() if name in _STEPS},
    )
