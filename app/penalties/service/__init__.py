"""Changing penalties: filed, registered and asked about, decided, paid, published, reversed; the lists of leniency."""

from app.kernel.files import Upload, upload
from app.penalties.service.aftermath import pay, publish, reverse, take_down
from app.penalties.service.deciding import decide, drop, hear, vet
from app.penalties.service.drafts import attach, detach, discard, purge, save_draft
from app.penalties.service.filing import Given, file, judged
from app.penalties.service.handling import ask, close, register, reply
from app.penalties.service.listing import approve, load_lists, propose, reject, retract

__all__ = [
    "Given",
    "Upload",
    "approve",
    "ask",
    "attach",
    "close",
    "decide",
    "detach",
    "discard",
    "drop",
    "file",
    "hear",
    "judged",
    "load_lists",
    "pay",
    "propose",
    "publish",
    "purge",
    "register",
    "reject",
    "reply",
    "retract",
    "reverse",
    "save_draft",
    "take_down",
    "upload",
    "vet",
]
