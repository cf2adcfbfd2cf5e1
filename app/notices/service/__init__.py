"""Changing notices: told, read, spread, sent; where people and programs want to be told."""

from app.notices.service.carriers import Carriers, Letter, Tried, carriers, carry
from app.notices.service.choosing import create_webhook, ping, prefer, resend, stop_webhook
from app.notices.service.sending import lease, mark, spread, take_back, words
from app.notices.service.telling import read, tell

__all__ = [
    "Carriers",
    "Letter",
    "Tried",
    "carriers",
    "carry",
    "create_webhook",
    "lease",
    "mark",
    "ping",
    "prefer",
    "read",
    "resend",
    "spread",
    "stop_webhook",
    "take_back",
    "tell",
    "words",
]
