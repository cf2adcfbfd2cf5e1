"""Whatever is done to a visit and its request, in whatever order: it is done, or refused in words.

No order of acts runs into a constraint of the database, leaves a row that the ledger does not bear out, or a pass where
there is to be none.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.ledger import queries as ledger
from app.quiet_days import queries
from app.quiet_days import service as quiet_days
from app.quiet_days.rules import Condition, Reason
from app.results import service as results
from app.results.service import Outcome
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import State
from tests import make
from tests.results.scene import Scene
from tests.visits.scene import AT, allow_emergencies

REFUSALS = (Conflict, Forbidden, Missing, Refused)
STEPS, WALKS = 60, 8
LIKELY = {
    State.DRAFT: ("submit", "submit", "register", "revise", "reschedule", "expire", "withdraw", "enter urgently"),
    State.WAITING: ("approve", "approve for later", "return", "return", "return", "reject", "withdraw", "expire"),
    State.REGISTERED: ("enter", "enter", "back-entry", "back-entry", "reschedule", "withdraw", "leave", "result"),
    State.EMERGENCY: ("leave", "result", "reject", "approve", "withdraw", "expire"),
}
"""Acts that are likely to be open; each third step is any act."""


class Walk:
    """One visit after another, and whoever does something to it; the clock goes on by hours or days, never back."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.chance, self.at = scene, random.Random(seed), AT
        self.begin()

    def begin(self) -> None:
        """Another visit, of another enterprise."""
        self.firm = make.enterprise()
        self.visit: Visit = self.scene.draft(self.day(), enterprise=self.firm, at=self.at)

    def day(self) -> date:
        """A day of the next weeks, often the next ones: a quiet one or not."""
        return clock.day(self.at) + timedelta(days=self.chance.choice((0, 0, 1, 1, 2, 3, 5, 8, 13)))

    def days(self) -> tuple[date, date]:
        first = self.day()
        return first, first + timedelta(days=self.chance.choice((0, 0, 1, 2)))

    def on_request(self, act: Callable[..., Any], **given: Any) -> None:
        found = queries.by_visit(self.visit)
        if found is not None:
            act(found, **given, at=self.at)

    def result(self, *, back: bool) -> None:
        since = self.at - timedelta(hours=self.chance.choice((1, 3, 20, 50)))
        said = self.scene.said(since, since + timedelta(minutes=30)) if back else None
        outcome = Outcome(self.scene.found(), said=said)
        results.record_result(self.visit, outcome, by=self.scene.applicant, at=self.at)

    def step(self) -> str:
        """Try one act; answers its name, or the code it was refused with."""
        scene, visit, at = self.scene, self.visit, self.at
        by, leader = {"by": scene.applicant, "at": at}, {"by": scene.leader}
        reason = {"reason": self.chance.choice((Reason.INCOMPLETE, Reason.NOT_URGENT))}
        wanted = scene.wanted(*self.days(), enterprise=self.firm)
        acts: dict[str, Callable[[], object]] = {
            "submit": lambda: quiet_days.submit(visit, **by),
            "approve": lambda: self.on_request(quiet_days.approve, **leader),
            "approve for later": lambda: self.on_request(quiet_days.approve, conditions=[Condition.LATER], **leader),
            "return": lambda: self.on_request(quiet_days.return_request, **reason, **leader),
            "reject": lambda: self.on_request(quiet_days.reject, **reason, **leader),
            "withdraw": lambda: self.on_request(quiet_days.withdraw, by=scene.applicant),
            "expire": lambda: quiet_days.expire(at=at),
            "remind": lambda: quiet_days.remind(at=at),
            "revise": lambda: visits.revise(visit, wanted, seen=visit.version, **by),
            "reschedule": lambda: visits.reschedule(visit, self.days(), **by),
            "register": lambda: visits.register(visit, **by),
            "cancel": lambda: visits.cancel(visit, **by),
            "enter": lambda: visits.check_in(visit, scanned=self.firm.uscc, **by),
            "enter urgently": lambda: visits.enter_urgently(visit, reason="库区起火", **by),
            "leave": lambda: visits.check_out(visit, **by),
            "result": lambda: self.result(back=False),
            "back-entry": lambda: self.result(back=True),
        }
        likely = LIKELY.get(visit.state, ()) if self.chance.randrange(3) else ()
        name = self.chance.choice(likely or sorted(acts))
        try:
            with transaction():
                acts[name]()
        except REFUSALS as refused:
            return refused.code
        finally:
            db.session.expire_all()
        self.at += timedelta(hours=self.chance.choice((0, 0, 0, 1, 5, 26)))
        if self.visit.state is State.CANCELLED or name in {"result", "back-entry"}:
            self.begin()
        return name


@pytest.mark.parametrize("seed", range(WALKS))
def test_every_act_is_done_or_refused_in_words(app: Flask, seed: int) -> None:
    scene = Scene()
    allow_emergencies()
    walk = Walk(scene, seed)
    for _ in range(STEPS):
        visit = walk.visit
        walk.step()
        assert (visit.code is None) or visit.state not in {State.DRAFT, State.WAITING}
        assert not visit.entries or visit.state in {State.REGISTERED, State.EMERGENCY}
        request = queries.by_visit(visit)
        assert request is None or request.decided_at is None or request.decided_at >= request.submitted_at
    assert list(ledger.rows()) == []
