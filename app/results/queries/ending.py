"""Whether a result can be recorded now, and of which day the visit's end is."""

from collections.abc import Sequence
from datetime import date, datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.errors import Conflict, Forbidden
from app.policy import queries as policy
from app.results import rules
from app.results.queries.finding import find
from app.results.rules import Found, Said, Stay
from app.visits import rules as visiting
from app.visits.models import Visit

BACK_ENTRY = "visit.back_entry"


def ended_on(visit: Visit, found: Sequence[Found], said: Said | None, *, by: User, at: datetime) -> date:
    """The day on which a visit ended. Refuses what no result can be recorded of."""
    if by.department_id != visit.department_id:
        raise Forbidden("result_of_others")
    visiting.after(visit.state, "finish")
    if find(visit) is not None:
        raise Conflict("result_recorded")
    rules.check(found, [item.id for item in visit.items], clock.day(at))
    stays = [Stay(entry.entered_at, entry.left_at) for entry in visit.entries]
    most = int(policy.term(BACK_ENTRY, clock.day(at)).value)
    return rules.ended_on(stays, said, days=(visit.starts_on, visit.ends_on), at=at, most_days=most)
