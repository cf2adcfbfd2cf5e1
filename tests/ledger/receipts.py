"""Receipts to be checked, and the program that checks them without the service."""

import importlib.util
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType

from flask import current_app

from app.complaints import queries
from app.complaints.models import Complaint
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.ledger import queries as ledger
from app.ledger import service
from app.ledger.models import Checkpoint
from app.ledger.rules.keyring import Keyring

PROGRAM = Path(__file__).parents[2] / "static/programs/verify_receipt.py"


def program() -> ModuleType:
    """The program as a module: it shares nothing with the service."""
    found = importlib.util.spec_from_file_location("verify_receipt", PROGRAM)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def ring() -> Keyring:
    found = current_app.extensions["ledger"]
    assert isinstance(found, Keyring)
    return found


def close(day: date) -> Checkpoint:
    """Close a day ten minutes after its end, committed."""
    with transaction():
        return service.close(day, signer=ring().signer, at=clock.midnight(day, days=1) + timedelta(minutes=10))


def touch(count: int, at: datetime) -> None:
    """Acts of other cases, committed: so that a proof has something to prove."""
    with transaction():
        for number in range(count):
            service.record("test:act", f"other-{number}", by=SYSTEM, at=at)


def of(complaint: Complaint, seq: int = 1) -> bytes:
    """The receipt of one act of a complainant."""
    entry = queries.own_act(complaint, seq)
    return ledger.receipt(entry, queries.own_words(complaint, entry), ring()).encode()


def mutants(data: bytes) -> list[bytes]:
    """The receipt with each of its bytes changed once by its lowest bit and once by another."""
    return [
        data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]
        for place in range(len(data))
        for bit in (1, 1 << (1 + place % 7))
    ]
