"""Which acts a page offers: what the state and the decision leave, and whoever looks may do."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.kernel.permissions import Permission
from app.kernel.web import gate
from app.penalties import queries, rules
from app.penalties.models import Decision, Filing, Reversal
from app.penalties.rules import AskKind, State

_P = Permission


class Standing(NamedTuple):
    """A filing with what there is beside it."""

    filing: Filing
    decision: Decision | None
    reversal: Reversal | None

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs that the state allows."""
        return rules.open_verbs(self.filing.state)


def _undecided(verb: str) -> Callable[[Standing], bool]:
    return lambda at: verb in at.verbs and at.decision is None


def _to_pay(at: Standing) -> bool:
    return at.decision is not None and queries.paid(at.filing, at.decision).left > 0


def _to_publish(at: Standing) -> bool:
    return at.decision is not None and at.decision.published_at is None and at.reversal is None


def _to_take_down(at: Standing) -> bool:
    made = at.decision
    return made is not None and at.reversal is not None and bool(made.published_at) and not made.withdrawn_at


def _to_close(at: Standing) -> bool:
    return "close" in at.verbs and at.decision is not None and at.decision.published_at is not None


OFFERS: Mapping[str, tuple[Permission, Callable[[Standing], bool]]] = {
    "register": (_P.PENALTY_REGISTER, lambda at: "register" in at.verbs),
    "reply": (_P.PENALTY_FILE, lambda at: bool({"complete", "answer"} & at.verbs)),
    "decide": (_P.PENALTY_DECIDE, _undecided("decide")),
    "vet": (_P.PENALTY_FILE, _undecided("vet")),
    "hear": (_P.PENALTY_FILE, _undecided("hear")),
    "publish": (_P.PENALTY_DECIDE, _to_publish),
    "take_down": (_P.PENALTY_DECIDE, _to_take_down),
    "pay": (_P.PENALTY_DECIDE, _to_pay),
    "close": (_P.PENALTY_REGISTER, _to_close),
    "ask": (_P.PENALTY_REGISTER, lambda at: "question" in at.verbs),
    "reverse": (_P.PENALTY_DECIDE, lambda at: at.decision is not None and at.reversal is None),
    "drop": (_P.PENALTY_DECIDE, _undecided("drop")),
}


def of(filing: Filing) -> list[str]:
    """The acts that the page of the filing offers, the most pressing first."""
    at = Standing(filing, queries.decision(filing), queries.reversal(filing))
    return [name for name, (permission, is_open) in OFFERS.items() if gate.allowed(permission) and is_open(at)]


def askable(filing: Filing) -> list[AskKind]:
    """What the office can ask of a filing in its state."""
    return [AskKind.COMPLETION, AskKind.QUESTION] if filing.state is State.SUBMITTED else [AskKind.QUESTION]
