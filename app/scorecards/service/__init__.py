"""Changing scorecards: weights by two people, a card issued, appeals, the end."""

from app.scorecards.service.cards import appeal, decide, finalise, issue
from app.scorecards.service.schemes import approve, propose, reject, withdraw

__all__ = ["appeal", "approve", "decide", "finalise", "issue", "propose", "reject", "withdraw"]
