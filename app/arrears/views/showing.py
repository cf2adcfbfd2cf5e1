"""One case from each side: the account, the book with what is left after each line, the ladder, what was done."""

from typing import Any

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.arrears import queries, rules
from app.arrears.models import ArrearsCase
from app.arrears.rules import Standing
from app.arrears.views.blueprint import Seen, account, bp, look
from app.complaints import queries as complaints
from app.complaints.rules import Author
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.kernel.web.pages import instant
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.workdays import queries as workdays

HIDDEN = "arrears:take_step"


@bp.get("/arrears/<number>")
@needs(Permission.ARREARS_FOLLOW)
def show(number: str) -> ResponseReturnValue:
    """The case, for each side what it may read, and what can be done now."""
    seen = look(number)
    if number != seen.complaint.number:
        return redirect(url_for(".show", number=seen.complaint.number), 301)
    office, case = seen.author is Author.OFFICE, seen.account
    book = queries.book(case) if case else None
    terms = queries.terms(clock.today())
    taken = queries.steps(case, whole=office) if case else []
    return render_template(
        "arrears/show.html",
        seen=seen,
        complaint=seen.complaint,
        case=case,
        book=book,
        interest=book.interest(clock.today(), terms.interest) if book else None,
        terms=terms,
        ladder=rules.ladder(step for step, _row in taken),
        papers={(step.document_no, step.on): row for step, row in taken if row is not None and row.name},
        timers=_timers(seen),
        history=_history(seen) if case else [],
        offers=_offers(seen),
    )


def _timers(seen: Seen) -> list[Any]:
    """The clocks of the complaint: that is the time within which the creditor is answered."""
    today = clock.today()
    return [
        (wording.label("deadline_kind", one.kind), workdays.standing(one, today), one.due_on)
        for one in complaints.clocks(seen.complaint)
    ]


def _offers(seen: Seen) -> list[str]:
    """The acts that the page offers to this side, the most pressing first."""
    if seen.account is None:
        return [] if seen.opened or seen.author is Author.DEPARTMENT else ["open_account"]
    found, offered = queries.book(seen.account), []
    if seen.author is Author.OFFICE:
        offered = _leading(seen.account, found)
    return (["repay"] if found.standing is Standing.OPEN else []) + offered


def _leading(case: ArrearsCase, found: queries.Book) -> list[str]:
    acts = {
        "hand_over": not queries.open_to_department(case),
        "take_step": found.standing is Standing.OPEN,
        "assess": found.standing is not Standing.ENDED,
    }
    return [name for name, is_open in acts.items() if is_open]


def _history(seen: Seen) -> list[dict[str, str]]:
    """What was done, the latest first, with receipts of one's own acts. Names and the last step are the office's."""
    office = seen.author is Author.OFFICE
    entries = [one for one in queries.timeline(seen.complaint.number)[::-1] if office or not _hidden(one)]
    names = accounts.actors(one.actor for one in entries) if office else {}
    return [
        {
            "when": instant(one.at) if seen.author is not Author.DEPARTMENT else clock.day(one.at).isoformat(),
            "words": wording.label("ledger_verb", one.verb),
            "unit": names.get(one.actor, ""),
            "receipt": _receipt(seen, one),
        }
        for one in entries
    ]


def _receipt(seen: Seen, entry: Entry) -> str:
    """Where whoever did the act keeps what proves it."""
    own = queries.has_receipt(entry, seen.side.actor)
    return url_for(".receipt", number=seen.complaint.number, seq=entry.ref_seq) if own else ""


def _hidden(entry: Entry) -> bool:
    return entry.verb == HIDDEN and rules.StepKind.ACCOUNTABILITY.value in entry.facts


@bp.get("/arrears/<number>/steps/<int:step_id>")
@needs(Permission.ARREARS_FOLLOW)
def paper(number: str, step_id: int) -> ResponseReturnValue:
    """The copy of a step's document."""
    seen, case = account(number)
    kept = queries.paper(case, step_id, whole=seen.author is Author.OFFICE)
    return attachment(kept.content or b"", kept.mime, kept.name)


@bp.get("/arrears/<number>/receipts/<int:seq>.json")
@needs(Permission.ARREARS_FOLLOW)
def receipt(number: str, seq: int) -> ResponseReturnValue:
    """What proves one act of whoever asks, as a file to keep: byte by byte as it is checked."""
    seen, case = account(number)
    entry = queries.own_act(case, seq, seen.side.actor)
    text = ledger.receipt(entry, queries.own_words(case, entry), current_app.extensions["ledger"])
    return attachment(text.encode(), "application/json", f"{case.number}-{seq}.json")
