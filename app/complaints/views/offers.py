"""Which acts a page offers: what the state allows, the clock and the earlier acts leave, and whoever looks may do."""

from collections.abc import Callable, Mapping

from app.complaints import queries, rules
from app.complaints.models import Complaint
from app.complaints.rules import OPEN, WITH_DEPARTMENT, Complexity
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.web import gate
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

_P = Permission


def _moves(verb: str) -> Callable[[Complaint], bool]:
    return lambda complaint: verb in rules.open_verbs(complaint.state)


def _preliminary(complaint: Complaint) -> bool:
    return _moves("give_preliminary")(complaint) and complaint.complexity is Complexity.COMPLEX


def in_time(complaint: Complaint, kind: DeadlineKind) -> Deadline | None:
    """The clock of a kind while it runs and has not run out."""
    found = workdays.deadline(complaint.number, kind)
    return found if found and found.is_open and found.due_on >= clock.today() else None


def _returnable(complaint: Complaint) -> bool:
    if not _moves("return_referral")(complaint) or in_time(complaint, DeadlineKind.RETURN_WINDOW) is None:
        return False
    return not queries.referrals(complaint)[-1].final


def extensible(complaint: Complaint) -> Deadline | None:
    """The clock that an extension would move, where one may still be asked for."""
    kind = DeadlineKind.PRELIMINARY if complaint.complexity is Complexity.COMPLEX else DeadlineKind.RESOLUTION
    asked = any(wish.deadline_kind == kind for wish in queries.extensions(complaint))
    return in_time(complaint, kind) if _moves("request_extension")(complaint) and not asked else None


def _reclassifiable(complaint: Complaint) -> bool:
    if not _moves("reclassify")(complaint) or complaint.reclassified:
        return False
    return complaint.complexity is Complexity.COMPLEX or in_time(complaint, DeadlineKind.RESOLUTION) is not None


def _to_rectify(complaint: Complaint) -> bool:
    mended = queries.rectification(complaint)
    return mended is not None and mended.submitted_at is None and mended.closed_at is None


def _to_call_back(complaint: Complaint) -> bool:
    mended = queries.rectification(complaint)
    return mended is not None and mended.submitted_at is not None and mended.closed_at is None


def _to_hand_over(complaint: Complaint) -> bool:
    waiting = any(added.handed_at is None for added in queries.supplements(complaint))
    return waiting and complaint.state in WITH_DEPARTMENT


OFFERS: Mapping[str, tuple[Permission, Callable[[Complaint], bool]]] = {
    "verify": (_P.COMPLAINT_VERIFY, _moves("verify")),
    "preliminary": (_P.COMPLAINT_REPLY, _preliminary),
    "resolve": (_P.COMPLAINT_REPLY, _moves("resolve")),
    "rectify": (_P.COMPLAINT_RECTIFY, _to_rectify),
    "extend": (_P.COMPLAINT_REQUEST_EXTENSION, lambda complaint: extensible(complaint) is not None),
    "return_referral": (_P.COMPLAINT_RETURN, _returnable),
    "accept": (_P.COMPLAINT_ACCEPT, _moves("accept")),
    "decline": (_P.COMPLAINT_DECLINE, _moves("decline")),
    "route": (_P.COMPLAINT_ROUTE, _moves("route")),
    "refer": (_P.COMPLAINT_ACCEPT, _moves("refer")),
    "decide_extension": (
        _P.COMPLAINT_DECIDE_EXTENSION,
        lambda complaint: any(wish.granted is None for wish in queries.extensions(complaint)),
    ),
    "decide_review": (_P.COMPLAINT_DECIDE_REVIEW, _moves("uphold")),
    "call_back": (_P.COMPLAINT_CALL_BACK, _to_call_back),
    "hand_over": (_P.COMPLAINT_HAND_OVER, _to_hand_over),
    "sheet": (
        _P.COMPLAINT_HAND_OVER,
        lambda complaint: complaint.state in OPEN and queries.sheet(complaint) is not None,
    ),
    "reclassify": (_P.COMPLAINT_RECLASSIFY, _reclassifiable),
    "unseal": (_P.COMPLAINT_UNSEAL, lambda _complaint: True),
}


def of(complaint: Complaint) -> list[str]:
    """The acts that the page of the case offers, the most pressing first."""
    return [name for name, (permission, is_open) in OFFERS.items() if gate.allowed(permission) and is_open(complaint)]


def demand(complaint: Complaint, name: str) -> None:
    """Refuse the form of an act that is not offered now."""
    if name not in of(complaint):
        raise Refused("complaint_wrong_state", status=409)
