"""What a department reads of a case. Its page gets this and not the complaint: what is not here cannot be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import CaseSheet, Complaint, Extension, Rectification
from app.complaints.rules import Complexity, ReviewOutcome, State
from app.complaints.views import histories, offers, timers
from app.kernel import clock
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind


@dataclass(frozen=True)
class Judged:
    """A rating: the level and the reasons of the list. The complainant's own words stay with the office."""

    round: int
    score: int
    reasons: Sequence[str]
    on: date


@dataclass(frozen=True)
class Reviewed:
    """A review: what the office decided and why. What the complainant wrote stays with the office."""

    outcome: ReviewOutcome | None
    words: str
    on: date


@dataclass(frozen=True)
class DepartmentCase:
    """A case as its department knows it: no channel, no day of filing, no words but the sheet's, days not times."""

    number: str
    version: int
    state: State
    category: str
    complainant: str
    complexity: Complexity | None
    referred_on: date | None
    sheet: CaseSheet | None
    copies: Sequence[tuple[int, str]]
    supplements: Sequence[tuple[date, str]]
    replies: Sequence[histories.ShownReply]
    extensions: Sequence[Extension]
    ratings: Sequence[Judged]
    rectification: Rectification | None
    review: Reviewed | None
    timers: Sequence[timers.Timer]
    return_by: Deadline | None
    history: Sequence[histories.Event]
    offers: Sequence[str]


def department_case(complaint: Complaint) -> DepartmentCase:
    """The case as the department that it lies with may see it."""
    sheet, category = queries.sheet(complaint), queries.category(complaint.category)
    offered = offers.of(complaint)
    return DepartmentCase(
        number=complaint.number,
        version=complaint.version,
        state=complaint.state,
        category=_(category.name) if category else "",
        complainant=(sheet.complainant if sheet else "") or _("保密"),
        complexity=complaint.complexity,
        referred_on=_referred_on(complaint),
        sheet=sheet,
        copies=[(kept.handed_position or 0, kept.handed_name) for kept in queries.handed_copies(complaint)],
        supplements=_supplements(complaint),
        replies=histories.replies(complaint, queries.attachments(complaint)),
        extensions=queries.extensions(complaint),
        ratings=[Judged(one.round, one.score, one.reasons, clock.day(one.at)) for one in queries.ratings(complaint)],
        rectification=queries.rectification(complaint),
        review=_review(complaint),
        timers=timers.block(complaint, office=False),
        return_by=offers.in_time(complaint, DeadlineKind.RETURN_WINDOW) if "return_referral" in offered else None,
        history=histories.for_department(complaint),
        offers=offered,
    )


def _referred_on(complaint: Complaint) -> date | None:
    """The day of the last referral: the one to this department."""
    found = queries.referrals(complaint)
    return clock.day(found[-1].referred_at) if found else None


def _supplements(complaint: Complaint) -> list[tuple[date, str]]:
    """What the office handed over, with the day of that; the days on which it was sent in stay with the office."""
    return [(clock.day(one.handed_at), one.handed_text) for one in queries.supplements(complaint) if one.handed_at]


def _review(complaint: Complaint) -> Reviewed | None:
    found = queries.review(complaint)
    if found is None:
        return None
    return Reviewed(found.outcome, found.words, clock.day(found.decided_at or found.requested_at))
