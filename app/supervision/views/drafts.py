"""What the system drafts for a person to read and change. A document is in Chinese, whoever drafts it."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import current_app

from app.kernel import clock, wording
from app.supervision import queries
from app.supervision.models import Order, Referral
from app.supervision.queries import Late
from app.supervision.rules import Kind

TEXTS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "texts.json").read_text("utf-8"))


def day(on: date) -> str:
    """A day as a document writes it."""
    return str(TEXTS["date"] % {"year": on.year, "month": on.month, "day": on.day})


def order(kind: Kind, rows: list[Late]) -> dict[str, str]:
    """Title and body of an order about these clocks."""
    found = queries.numbers(clock.today())
    lines = [_row(number, row) for number, row in enumerate(rows, 1)]
    closing = TEXTS["closing"][kind] % {"receipt": found.receipt, "answer": found.answer}
    return {"title": TEXTS["titles"][kind], "body": "\n".join([TEXTS["opening"][kind], *lines, closing])}


def _row(number: int, row: Late) -> str:
    left = TEXTS["late" if row.left < 0 else "soon"] % {"n": abs(row.left)}
    clock_name = wording.LABELS[f"deadline_kind.{row.deadline.kind}"]
    told = {"n": number, "number": row.complaint.number, "clock": clock_name, "due": day(row.deadline.due_on)}
    return str(TEXTS["row"] % {**told, "left": left})


def measure(kind: str) -> str:
    """The title of a measure."""
    return str(TEXTS["titles"].get(kind, ""))


def reminder() -> str:
    """What a reminder says."""
    return str(TEXTS["reminder"])


def document(order: Order) -> dict[str, Any]:
    """The order as an official document: what `official` of `kernel.documents` prints."""
    body = [line for line in order.body.splitlines() if line.strip()]
    if order.meet_at:
        at = clock.local(order.meet_at)
        body.append(TEXTS["meeting"] % {"at": f"{day(at.date())} {at:%H:%M}", "place": order.place})
    return {
        **_sheet(order.number, "no", order.issued_at),
        "title": order.title,
        "to": order.department.name,
        "body": body,
    }


def letter(referral: Referral) -> dict[str, Any]:
    """A referral as an official document, to the discipline inspection."""
    told = TEXTS["referral"]
    facts = [line for line in referral.facts.splitlines() if line.strip()]
    subjects = told["subjects"] % {"numbers": "、".join(referral.subjects)}
    opening = told["opening"] % {"department": referral.department.name}
    body = [opening, *facts, subjects, told["basis"] % {"basis": referral.basis}, told["closing"]]
    sheet = _sheet(referral.number, "referral_no", referral.sent_at)
    return {**sheet, "title": told["title"], "to": told["to"] % _city(), "body": body}


def _city() -> dict[str, str]:
    return {"city": current_app.config["BE_CITY"]}


def _sheet(number: str, series: str, at: datetime) -> dict[str, Any]:
    """What all documents of the office have alike: head, number, signature, imprint."""
    on, serial = clock.day(at), int(number.split("-")[2])
    return {
        "head": TEXTS["head"] % _city(),
        "no": TEXTS[series] % {"year": on.year, "serial": serial},
        "signer": TEXTS["signer"] % _city(),
        "date": day(on),
        "copies": "",
        "ref": TEXTS["ref"] % {"number": number},
        "printed": TEXTS["printed"] % _city(),
        "printed_on": TEXTS["printed_on"] % {"date": day(on)},
    }
