"""Who comes instead (draw/1 step 5 and "States"): the next of the same order, never somebody picked by hand.

A target that turns out to be closed gives its quotas and its places under the limits back, and the walk is gone
through again over those who have not been visited: they take what is free, until it is taken or the order ends. The
visits of the others stay as they are, and what an inspector was given stays given.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.draws.rules import tables
from app.draws.rules.drawing import check_sums, seed_of
from app.draws.rules.sending import Sending, wanted
from app.draws.rules.terms import Files, Lists, Shortfall, Visit
from app.draws.rules.walking import Drawn, Walk, ordered, walk
from app.kernel.errors import Missing, Refused


class Replaced(NamedTuple):
    """What one target that fell away led to: the visits made instead, and what all quotas lack after it."""

    gone: str
    visits: list[Visit]
    shortfalls: list[Shortfall]


class Drawing:
    """A draw that is gone through again, step by step, as far as replacements need it."""

    def __init__(self, files: Files, value: str) -> None:
        check_sums(files, {})
        self.lists: Lists = tables.read(files)
        _, seed = seed_of(files, value)
        self.order = ordered(seed, self.lists.roster)
        self.state = Walk(self.lists.tasks, self.lists.caps)
        self.sending = Sending(seed, self.lists.inspectors, self.lists.recusals)
        self.standing: dict[str, Drawn] = {}
        self.gone: set[str] = set()

    def go_on(self) -> Iterator[Drawn]:
        """Each visit that is added, before anybody is sent, from the top of the order over those without one."""
        left = [pair for pair in self.order if pair[1].uscc not in self.standing and pair[1].uscc not in self.gone]
        for drawn in walk(self.state, left):
            self.standing[drawn.enterprise.uscc] = drawn
            yield drawn

    def let_go(self, uscc: str) -> None:
        """A visit cannot be made. Refuses an enterprise that is not, or no longer, to be visited."""
        drawn = self.standing.pop(uscc, None)
        if drawn is None:
            raise Missing("draw_visit_missing", uscc=uscc)
        self.gone.add(uscc)
        self.state.give_back(drawn)

    def drop(self, uscc: str) -> Replaced:
        """A visit falls away, and others come."""
        self.let_go(uscc)
        visits = [self.sending.send(drawn) for drawn in self.go_on()]
        return Replaced(uscc, visits, self.state.shortfalls())

    def walks(self, gone: Sequence[str]) -> Iterator[Drawn]:
        """The whole way: every visit of the draw, then those that came after each target that fell away."""
        yield from self.go_on()
        for uscc in gone:
            self.let_go(uscc)
            yield from self.go_on()


def replacements(files: Files, value: str, gone: Sequence[str]) -> list[Replaced]:
    """What comes instead of the targets that fell away, in the order in which they did."""
    drawing = Drawing(files, value)
    for drawn in drawing.go_on():
        drawing.sending.send(drawn)
    return [drawing.drop(uscc) for uscc in gone]


def inspectors_in_order(files: Files, value: str, uscc: str, department: str, gone: Sequence[str] = ()) -> list[str]:
    """Every inspector of a department in the order in which one visit of the draw took them; the first ones are sent.

    The order is that of the moment of the visit; `gone` are the targets that fell away, for a visit that came instead.
    Refuses an enterprise or department that the draw does not send to.
    """
    drawing = Drawing(files, value)
    for drawn in drawing.walks(gone):
        if drawn.enterprise.uscc == uscc:
            return _order(drawing, drawn, department)
        drawing.sending.send(drawn)
    raise Missing("draw_visit_missing", uscc=uscc)


def _order(drawing: Drawing, drawn: Drawn, department: str) -> list[str]:
    sending = drawing.sending
    if department not in dict(wanted(drawn)):
        raise Missing("draw_visit_missing", uscc=drawn.enterprise.uscc)
    return sending.order(drawn.enterprise.uscc, department, len(sending.given))


def next_inspector(order: Sequence[str], sent: Iterable[str], recused: Iterable[str]) -> str:
    """Who replaces an inspector recused after the draw: the next of the order who is neither sent nor recused."""
    out = {*sent, *recused}
    found = next((one for one in order if one not in out), None)
    if found is None:
        raise Refused("draw_nobody_left")
    return found
