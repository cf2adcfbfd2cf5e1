"""What stands against a visit before it is asked for: each point answered with yes, no or unknown."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.inspectors.rules import Unfit
from app.kernel.errors import Refused
from app.lookbacks.rules import Answer
from app.visits.rules.states import ROUTINE, Basis


class Name(StrEnum):
    """A point: quiet day, exempt, this line's visit of the year, the own department's or another one's visit to come,
    people, certificates, recusal.
    """

    QUIET = "quiet"
    EXEMPT = "exempt"
    REPEAT = "repeat"
    OWN = "own"
    OTHERS = "others"
    FEW = "few"
    CERTIFICATE = "certificate"
    RECUSED = "recused"


class Point(NamedTuple):
    """A point with its answer, whether a yes stops the visit, and the rows that bear it out."""

    name: Name
    answer: Answer
    stops: bool = False
    rows: tuple[str, ...] = ()


class Person(NamedTuple):
    """An inspector of the visit: name, department and why they cannot be sent on one of its days."""

    name: str
    department: str
    unfit: tuple[Unfit, ...] = ()


class Known(NamedTuple):
    """What is known of a visit: its basis, the days to be covered, the look-backs, who else is due, who goes.

    `own` and `others` are visits to come of the same and of other departments, `merge` and `join` say that one of those
    is routine and nobody has agreed to go apart. `units` are the departments that take part, of each of which `least`
    inspectors go.
    """

    basis: Basis
    to_cover: tuple[date, ...]
    exempt: Answer
    repeat: Answer
    repeated: tuple[str, ...]
    others: tuple[str, ...]
    people: tuple[Person, ...]
    least: int
    units: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    merge: bool = False
    join: bool = False


def points(known: Known) -> tuple[Point, ...]:
    """Every point, in the order in which a page shows them.

    Exempt, visited already, and a routine visit to come that it belongs to stop a routine visit; a lead goes on and the
    leader sees it. Unknown is never a no.
    """
    routine = known.basis in ROUTINE
    return (
        Point(Name.QUIET, _yes(known.to_cover), rows=tuple(day.isoformat() for day in known.to_cover)),
        Point(Name.EXEMPT, known.exempt, routine),
        Point(Name.REPEAT, known.repeat, routine, known.repeated),
        Point(Name.OWN, _yes(known.own), routine and known.merge, known.own),
        Point(Name.OTHERS, _yes(known.others), routine and known.join, known.others),
        *of_people(known.people, known.least, known.units),
    )


def of_people(people: Sequence[Person], least: int, units: Sequence[str] = ()) -> tuple[Point, ...]:
    """The points that only ask who goes; each of them stops the visit."""
    rows = {
        Name.FEW: _few(people, least, units),
        Name.CERTIFICATE: _unfit(people, recused=False),
        Name.RECUSED: _unfit(people, recused=True),
    }
    return tuple(Point(name, _yes(found), True, found) for name, found in rows.items())


def stops(point: Point) -> bool:
    """Whether the visit cannot take place as it is because of this point."""
    return point.stops and point.answer is Answer.YES


def check(found: Iterable[Point]) -> None:
    """Refuse at the first point that stops the visit for certain."""
    codes = {
        Name.EXEMPT: "visit_exempt",
        Name.REPEAT: "visit_repeated",
        Name.OWN: "visit_own_due",
        Name.OTHERS: "visit_others_due",
        Name.FEW: "visit_inspectors_few",
        Name.CERTIFICATE: "visit_certificate",
        Name.RECUSED: "visit_recused",
    }
    for point in found:
        if stops(point):
            raise Refused(codes[point.name], rows="、".join(point.rows))


def flagged(found: Iterable[Point]) -> list[Point]:
    """What a leader looks at before deciding: whatever is not plainly no, the quiet day itself left out."""
    return [point for point in found if point.answer is not Answer.NO and point.name is not Name.QUIET]


def told(found: Iterable[Point]) -> list[str]:
    """The points as the ledger keeps them, such as `exempt:unknown`."""
    return [f"{point.name}:{point.answer}" for point in found]


def _few(people: Sequence[Person], least: int, units: Sequence[str]) -> tuple[str, ...]:
    """The departments that send fewer than `least` inspectors; a visit of nobody is one too."""
    counts: dict[str, int] = dict.fromkeys(units, 0)
    for person in people:
        counts[person.department] = counts.get(person.department, 0) + 1
    return tuple(name for name, count in counts.items() if count < least) or (() if people else ("0",))


def _unfit(people: Iterable[Person], *, recused: bool) -> tuple[str, ...]:
    """Who cannot be sent: because of a recusal, or because of anything else."""
    return tuple(
        person.name for person in people if any((reason is Unfit.RECUSED) is recused for reason in person.unfit)
    )


def _yes(rows: Sequence[object]) -> Answer:
    return Answer.YES if rows else Answer.NO
