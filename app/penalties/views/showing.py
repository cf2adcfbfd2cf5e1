"""One filing: everything about it, its clocks, what is wrong with it, its files and the receipts of its acts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.kernel.web.pages import instant
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.penalties import queries
from app.penalties.models import Filing
from app.penalties.views import offers
from app.penalties.views.blueprint import bp, find, keyring
from app.workdays import queries as workdays


@dataclass(frozen=True)
class Timer:
    """One row of `timer_block`."""

    name: str
    standing: str
    due_on: date
    left: int
    done_on: date | None
    provisional: bool
    first_due_on: date
    starts_on: date
    days: Any
    proof: Any


@bp.get("/penalties/<number>")
@needs(Permission.PENALTY_READ)
def show(number: str) -> ResponseReturnValue:
    """The filing, what was asked, the decision and what became of it, and what can be done now."""
    filing = find(number)
    if number != filing.number:
        return redirect(url_for(".show", number=filing.number), 301)
    made, today = queries.decision(filing), clock.today()
    on = clock.day(filing.filed_at)
    entries = {one.code: one for one in queries.entries(on)}
    return render_template(
        "penalties/show.html",
        filing=filing,
        decision=made,
        reversal=queries.reversal(filing),
        asks=queries.asks(filing),
        annexes=queries.annexes(filing),
        payments=queries.payments(filing),
        paid=queries.paid(filing, made) if made else None,
        parts=queries.parts(filing.department_id, filing.party_code, filing.case_no, on, but=filing.number),
        findings=queries.findings([filing], {filing.id: made} if made else {}, today)[filing.id],
        leniency=[entries[code] for code in filing.leniency if code in entries],
        timers=_timers(filing, today),
        history=_history(filing),
        offers=offers.of(filing),
    )


@bp.app_template_filter()
def penalty_reason(value: str) -> str:
    """The word for a reason of filing."""
    return wording.label("penalty.reason", value)


@bp.app_template_filter()
def penalty_ask(value: str) -> str:
    """The word for what was asked."""
    return wording.label("penalty.ask", value)


def _timers(filing: Filing, today: date) -> list[Timer]:
    clocks = workdays.deadlines(filing.number)
    proofs = workdays.proofs(clocks)
    return [
        Timer(
            name=wording.label("deadline_kind", one.kind),
            standing=workdays.standing(one, today, proofs.get(one.id)),
            due_on=one.due_on,
            left=workdays.days_left(one, today),
            done_on=clock.day(one.done_at) if one.done_at else None,
            provisional=one.provisional,
            first_due_on=one.first_due_on,
            starts_on=one.starts_on,
            days=workdays.explain(one),
            proof=proofs.get(one.id),
        )
        for one in clocks
    ]


def _history(filing: Filing) -> list[dict[str, str]]:
    """What was done, the latest first, with the receipts of the department's own acts."""
    told = queries.timeline(filing)[::-1]
    names = accounts.actors(entry.actor for entry in told)
    return [_event(entry, names) for entry in told]


def _event(entry: Entry, names: dict[str, str]) -> dict[str, str]:
    receipt = url_for(".receipt", number=entry.ref, seq=entry.ref_seq) if queries.has_receipt(entry) else ""
    words = wording.label("ledger_verb", entry.verb)
    return {"when": instant(entry.at), "words": words, "unit": names.get(entry.actor, ""), "receipt": receipt}


@bp.get("/penalties/<number>/annexes/<int:position>")
@needs(Permission.PENALTY_READ)
def annex(number: str, position: int) -> ResponseReturnValue:
    """A file of the filing."""
    kept = queries.annex(find(number), position)
    return attachment(kept.content, kept.mime, kept.name)


@bp.get("/penalties/<number>/receipts/<int:seq>.json")
@needs(Permission.PENALTY_READ)
def receipt(number: str, seq: int) -> ResponseReturnValue:
    """What proves one act of the department, as a file to keep: byte by byte as it is checked."""
    filing = find(number)
    entry = queries.own_act(filing, seq)
    text = ledger.receipt(entry, queries.own_words(filing, entry), keyring())
    return attachment(text.encode(), "application/json", f"{filing.number}-{seq}.json")
