"""The rows of one visit and of one complaint of the clean city, with what the ledger says of them."""

from datetime import date, datetime, timedelta
from typing import Any

from app.complaints.models import Complaint, Extension, Rating, Referral, Review, Unsealing
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.ledger.models import Entry
from app.lookbacks.models import PastRecord
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel
from app.quiet_days.models import QuietDayRequest
from app.results.models import Finding, Result
from app.visits.models import CheckIn, Companion, DrawnVisit, Look, Member, Visit
from app.workdays.models import Deadline
from tests.bench.auditing import CHUNK, FAULTY, FIRST, TABLES, TASK, UNITS, City, Rows, code, instant, load
from tests.bench.copying import BLOCK, copied, last_keys

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
BEFORE = 1_000_000


def fill(count: int) -> None:
    """So many visits and complaints: one block row by row, further ones as its copies at other firms."""
    block, city, before = min(count, BLOCK), City(count, min(count, BLOCK)), last_keys()
    for start in range(1, block + 1, CHUNK):
        rows: Rows = {model: [] for model in TABLES}
        for n in range(start, min(start + CHUNK, block + 1)):
            for made in (visit(city, n), complaint(city, n)):
                for model, several in made.items():
                    rows[model] += several
        with transaction():
            for model, several in rows.items():
                load(model, several)
    after = last_keys()
    for nth in range(1, count // block):
        with transaction():
            for statement in copied(nth, city.block, before, after):
                db.session.execute(statement)


def visit(city: City, n: int) -> Rows:
    """A visit with all that belongs to it."""
    turn, firm = divmod(n - 1, city.block)
    on = FIRST + timedelta(days=190 * turn + firm * 7 % 180)
    wrong, approved = n % FAULTY == 0, firm % 10 == 6
    day = on.replace(day=8) if wrong or approved else on.replace(day=22) if on.day <= 20 else on
    drawn, high = turn % 2 == 0 and firm % 25 == turn, firm % 10 == 9
    basis, unit, at = "task" if drawn else "supervision" if high else "monitoring", (firm + turn) % UNITS, instant(day)
    key, number = city.firms[firm], numbering.serial_number("JC", f"{day:%Y%m%d}", n % 10**6)
    own = {"department_id": city.units[unit].id, "enterprise_id": key, "basis": basis}
    ref = {"basis_ref": TASK if drawn else "监测", "reason": "监测", "code": f"B{n}"}
    quiet = {"covered": [str(day)] if approved else [], "filing": f"NJ-{n}" if approved else ""}
    days = {"starts_on": day, "ends_on": day, "basis_on": day, "state_since": at - _DAY, "drafted_at": at - 2 * _DAY}
    base = {"id": n, "version": 1, "number": number, "state": "registered", "drafted_by_id": city.user}
    entered = {"visit_id": n, "on": day, "entered_at": at, "entered_by_id": city.user, "emergency": ""}
    others = [(unit + 1) % UNITS] if firm % 20 == 3 else []
    sent = [{"visit_id": n, "inspector_id": one} for who in (unit, *others) for one in city.people[who]]
    asked = {"id": n, "number": f"NJS-{n}", "visit_id": n, "days": [str(day)], "flags": [], "state": "approved"}
    return {
        Visit: [{**base, "revised_at": at, **own, **days, **ref, **quiet}],
        CheckIn: [{**entered, "left_at": at + 2 * _HOUR}],
        Member: sent,
        Companion: [{"visit_id": n, "department_id": city.units[one].id} for one in others],
        Look: [{"visit_id": n, "item_id": city.item.id}],
        DrawnVisit: [{"visit_id": n, "draw_id": day.year, "uscc": code(firm), "tasks": [TASK]}] if drawn else [],
        QuietDayRequest: [{**asked, **_approved(city, n, at)}] if approved else [],
        PastRecord: [_remembered(key, turn, n, day, number)],
        Entry: [_entry(BEFORE + 2 * n, "visit:check_in", number, at)],
        **_result(city, n, day, {"number": number, **own, "task": TASK if drawn else ""}),
    }


def _approved(city: City, n: int, at: datetime) -> dict[str, Any]:
    asked = {"version": 1, "state_since": at - _DAY, "round": 1, "submitted_at": at - 2 * _DAY}
    people = {"submitted_by_id": city.user, "decided_by_id": city.leader, "in_place_of_id": city.leader}
    return {**asked, **people, "decided_at": at - _DAY, "conditions": [], "words": "", "filing": f"NJ-{n}"}


def _remembered(key: int, turn: int, n: int, day: date, number: str) -> dict[str, Any]:
    where = {"enterprise_id": key, "kind": "visit", "happened_on": day, "unit": f"局{n}", "line": f"系统外{turn}"}
    return {**where, "level": "city", "source": number, "entered_at": instant(day), "batch": ""}


def _result(city: City, n: int, day: date, own: dict[str, Any]) -> Rows:
    """Recorded, public and received by every channel within the period, and by `plan.done_by`."""
    last, kind = date(day.year, 11, 15), "no_problem"
    on = min(day + 10 * _DAY, last) if day <= last else day + 10 * _DAY
    told = {"visit_id": n, "version": 1, "kind": kind, "ended_on": day}
    said = {"present": True, "note": "", "recorded_at": instant(day), "recorded_by_id": city.user, "said_why": ""}
    names = {"enterprise": "示例", "uscc": "1" * 18, "department": "局", "items": ["事项"], "kinds": [kind]}
    public = {"published_on": on, "published_at": instant(on), "published_by_id": city.user}
    record = {"visit_id": n, "version": 1, "purpose": "publish", "round": 0, "made_at": instant(on), "receipt": "1"}
    ways = [{**record, "channel": str(one), "said_on": on, "received_at": instant(on)} for one in Channel]
    return {
        Result: [told | said],
        Finding: [{"visit_id": n, "item_id": city.item.id, "kind": kind, "words": ""}],
        Publication: [told | own | names | public],
        ChannelRecord: ways,
        Deadline: [_clock(own["number"], "publicity", "publish.results", day, 20, 28, on)],
    }


def _clock(
    subject: str, kind: str, rule: str, day: date, length: int, days: int, done: date, more: int = 0
) -> dict[str, Any]:
    """A clock that was met; of an extended one the first end lies `more` days before the last."""
    ends = {"extension": more, "first_due_on": day + (days - more) * _DAY, "due_on": day + days * _DAY}
    book = {"rule_id": rule, "rulebook_version": 1, "calendar_version": 1, "provisional": False}
    rest = {"version": 1, "kind": kind, "round": 1, "started_at": instant(day), "done_at": instant(done)}
    return {"subject": subject, "starts_on": day, "length": length, **ends, **book, **rest}


def complaint(city: City, n: int) -> Rows:
    """A complaint that was accepted, verified and answered in time; one in twenty extended, one in fifty reviewed, one
    in a hundred read by name with a second person's approval.
    """
    day, number, unit = FIRST + n % 950 * _DAY, f"TS-{n:08d}", city.units[n % UNITS].id
    at, more = instant(day), 5 if n % 20 == 0 else 0
    told = {"id": n, "version": 1, "number": number, "origin": f"bench:{n}", "external_ref": "", "state": "resolved"}
    ways = {"category": "other", "channel": "web", "disclosure": "anonymous", "complexity": "simple"}
    rest = {"reclassified": False, "returns": 0, "decline_words": "", "routed_to": "", "department_id": unit}
    times = {"state_since": at + 8 * _DAY, "filed_at": at, "referred_at": at + _HOUR, "resolved_at": at + 8 * _DAY}
    one = {"complaint_id": n, "round": 1}
    handed = {"department_id": unit, "referred_by": city.office[0], "referred_at": at + _HOUR, "final": False}
    empty = {"return_to": "", "return_basis": ""}
    return {
        Complaint: [{**told, **ways, **rest, **times}],
        Referral: [{**one, **handed, **empty}],
        Deadline: [
            _clock(number, "acceptance", "complaint.accept", day, 1, 1, day),
            _clock(number, "verification", "complaint.verify", day + _DAY, 3, 5, day + 3 * _DAY),
            _clock(number, "resolution", "complaint.simple", day + _DAY, 7 + more, 11 + more, day + 8 * _DAY, more),
        ],
        Rating: [{**one, "score": 5, "reasons": [], "words": "", "at": at + 9 * _DAY}] if n % 3 == 0 else [],
        Extension: [_extended(city, n, at)] if more else [],
        Review: [_reviewed(city, n, at)] if n % 50 == 0 else [],
        Unsealing: [_unsealed(city, n, at)] if n % 100 == 0 else [],
        Entry: [
            _looked(city, n, number, at) if n % 100 == 0 else _entry(BEFORE + 2 * n + 1, "complaint:reply", number, at)
        ],
    }


def _extended(city: City, n: int, at: datetime) -> dict[str, Any]:
    asked = {"complaint_id": n, "deadline_kind": "resolution", "days": 5, "reason": "外地取证"}
    people = {"requested_by": city.user, "requested_at": at + _DAY, "decided_by": city.office[0]}
    return {**asked, **people, "granted": True, "decided_at": at + 2 * _DAY, "decision": "同意"}


def _reviewed(city: City, n: int, at: datetime) -> dict[str, Any]:
    told = {"complaint_id": n, "reason": "不服", "requested_at": at + 9 * _DAY, "outcome": "upheld", "words": "维持"}
    return {**told, "decided_by": city.office[0], "decided_at": at + 10 * _DAY}


def _unsealed(city: City, n: int, at: datetime) -> dict[str, Any]:
    told = {"complaint_id": n, "reason": "回访", "requested_by": city.office[0], "requested_at": at}
    return {**told, "approved_by": city.office[1], "approved_at": at + _HOUR}


def _looked(city: City, n: int, number: str, at: datetime) -> dict[str, Any]:
    return _entry(BEFORE + 2 * n + 1, "complaint:look", number, at + 2 * _HOUR) | {"actor": f"user:{city.office[0]}"}


def _entry(index: int, verb: str, ref: str, at: datetime) -> dict[str, Any]:
    """As long as an entry is, without being one: nobody asks for a proof here."""
    said = {"index": index, "version": 1, "verb": verb, "ref": ref, "ref_seq": 1, "actor": "user:1"}
    rest = {"acting_role": "clerk", "behalf": "", "request_id": f"{index:032x}", "at": at, "facts": "{}" * 60}
    sums = {"facts_hash": "0" * 64, "rows": "0" * 200, "salt": "0" * 32, "entry": "0" * 700}
    return {**said, **rest, **sums, "leaf": "0" * 64, "leaf_sm3": "0" * 64}
