"""The states of a complaint, its verbs, clocks and choices (rules.md "Complaints", annex 3 items 81-85)."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import Refused


class State(StrEnum):
    SUBMITTED = "submitted"
    DECLINED = "declined"
    REFERRED = "referred"
    RETURNED = "returned"
    VERIFIED = "verified"
    PRELIMINARY = "preliminary"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    RATED = "rated"
    UNDER_REVIEW = "under_review"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    WEB = "web"
    QR = "qr"
    HOTLINE_12345 = "hotline_12345"
    VISIT = "visit"
    LETTER = "letter"
    CPPCC_OFFICE = "cppcc_office"
    API = "api"


class Disclosure(StrEnum):
    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Complexity(StrEnum):
    SIMPLE = "simple"
    COMPLEX = "complex"


class DeclineReason(StrEnum):
    CIVIL_DISPUTE = "civil_dispute"
    IN_LITIGATION = "in_litigation"
    IN_HAND = "in_hand"
    REPEATED = "repeated"
    FORCE_MAJEURE = "force_majeure"
    NOT_OURS = "not_ours"
    TOO_VAGUE = "too_vague"


class ReplyKind(StrEnum):
    VERIFICATION = "verification"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    RECTIFICATION = "rectification"


class ReviewOutcome(StrEnum):
    UPHELD = "upheld"
    REDO = "redo"


class Score(StrEnum):
    """The five levels of 好差评, best first; stored as the number 5 to 1."""

    VERY_SATISFIED = "5"
    SATISFIED = "4"
    BASICALLY_SATISFIED = "3"
    DISSATISFIED = "2"
    VERY_DISSATISFIED = "1"


class RatingReason(StrEnum):
    LATE = "late"
    UNSOLVED = "unsolved"
    NO_CONTACT = "no_contact"
    ATTITUDE = "attitude"
    NO_EXPLANATION = "no_explanation"
    OTHER = "other"


class Author(StrEnum):
    COMPLAINANT = "complainant"
    OFFICE = "office"
    DEPARTMENT = "department"


S = State
WITHDRAWABLE = (S.SUBMITTED, S.REFERRED, S.RETURNED, S.VERIFIED, S.PRELIMINARY, S.IN_PROGRESS)
MOVES: dict[str, dict[State, State]] = {
    "accept": {S.SUBMITTED: S.REFERRED},
    "decline": {S.SUBMITTED: S.DECLINED},
    "route": {S.SUBMITTED: S.DECLINED},
    "refer": {S.RETURNED: S.REFERRED},
    "return_referral": {S.REFERRED: S.RETURNED},
    "verify": {S.REFERRED: S.VERIFIED},
    "give_preliminary": {S.VERIFIED: S.PRELIMINARY},
    "resolve": {S.VERIFIED: S.RESOLVED, S.PRELIMINARY: S.RESOLVED, S.IN_PROGRESS: S.RESOLVED},
    "reclassify": {S.VERIFIED: S.VERIFIED},
    "confirm": {S.RESOLVED: S.RESOLVED},
    "rate": {S.RESOLVED: S.RATED},
    "rate_again": {S.RATED: S.RATED},
    "request_review": {S.RESOLVED: S.UNDER_REVIEW, S.RATED: S.UNDER_REVIEW},
    "uphold": {S.UNDER_REVIEW: S.RESOLVED},
    "uphold_rated": {S.UNDER_REVIEW: S.RATED},
    "redo": {S.UNDER_REVIEW: S.IN_PROGRESS},
    "supplement": {s: s for s in WITHDRAWABLE},
    "withdraw": dict.fromkeys(WITHDRAWABLE, S.WITHDRAWN),
    "request_extension": {S.VERIFIED: S.VERIFIED, S.REFERRED: S.REFERRED, S.IN_PROGRESS: S.IN_PROGRESS},
}
OPEN = frozenset({S.SUBMITTED, S.REFERRED, S.RETURNED, S.VERIFIED, S.PRELIMINARY, S.IN_PROGRESS, S.UNDER_REVIEW})
WITH_DEPARTMENT = frozenset(State) - {S.SUBMITTED, S.DECLINED, S.RETURNED}
WORST_GOOD_SCORE = 3
RETURNS_BEFORE_DECISION = 3

TERMS: Mapping[str, str] = {
    "acceptance": "complaint.accept",
    "verification": "complaint.verify",
    "resolution": "complaint.simple",
    "preliminary": "complaint.complex",
    "rectification": "complaint.rectify",
    "return_window": "complaint.return",
}


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Raises `Refused("complaint_wrong_state")` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("complaint_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> frozenset[str]:
    """The verbs that the state allows; a page shows no other button."""
    return frozenset(verb for verb, moves in MOVES.items() if state in moves)


def is_negative(score: int) -> bool:
    """Whether a rating opens a rectification: 1 and 2 of 5 (glossary, 差评)."""
    return score < WORST_GOOD_SCORE


def check_reclassify(complexity: Complexity, to: Complexity, *, changed_before: bool, missed: bool) -> None:
    """Once, to the other kind; simple to complex only before the simple clock has run out (`complaint.kind_change`)."""
    if changed_before:
        raise Refused("reclassified_before", status=409)
    if complexity is to:
        raise Refused("reclassify_same", field="to")
    if to is Complexity.COMPLEX and missed:
        raise Refused("reclassify_too_late", field="to")


def check_rating(score: int, reasons: list[str]) -> None:
    """A level of five; a negative one names at least one reason of the list."""
    if not 1 <= score <= 5:
        raise Refused("choice_unknown", field="score")
    if is_negative(score) and not reasons:
        raise Refused("rating_reason_missing", field="reasons")
