"""Every address × everybody × what they are after, compared with the table in `access.txt`.

The table is read by people: a line is a method, an endpoint, and what is asked for; a column is who asks. Whoever
changes what anybody may reach changes a line there and says why. A new address without a line fails.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.kernel import sealing
from app.kernel.grants import DEMO_ONLY, grants
from app.kernel.permissions import Permission, Role
from app.kernel.web import errors, gate
from config import DEFAULT_SECRET
from tests import make
from tests.complaints import story
from tests.journeys.town import NEVER, PEOPLE, Town

TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST")
ROLES = {
    "owner": Role.ENTERPRISE,
    "rival": Role.ENTERPRISE,
    "clerk": Role.CLERK,
    "stranger": Role.CLERK,
    "inspector": Role.INSPECTOR,
    "leader": Role.LEADER,
    "office": Role.OVERSIGHT,
    "discipline": Role.DISCIPLINE,
    "admin": Role.ADMINISTRATOR,
}
TRACKING = {
    ("nobody", kind, f"complaints.{name}")
    for name in ("track", "track_case")
    for kind in ("referred", "answered", "sealed", "missing", "wrong code")
}
MASKS = (
    (re.compile(rb"(TS|QK)-?\d{4}-?\d{4}-?\d"), b"NUMBER"),
    (re.compile(rb'(nonce=|name="csrf_token"[^>]*value=|name="once"[^>]*value=)"[^"]*"'), rb"\1MARK"),
    (re.compile(rb"[0-9a-f]{32}"), b"HEX"),
)
SHEET = {"facts": "有人反映入企检查没有出示文件。", "wants": "说明检查依据"}
REPLY = {"findings": "已到现场核实。", "outcome": "已纠正。"}


class Target(NamedTuple):
    """What is asked for: its name in the table, the parts of its address, the form that goes with a POST."""

    kind: str
    address: Mapping[str, Any] = {}
    form: Mapping[str, Any] = {}


def targets(town: Town, endpoint: str, arguments: set[str]) -> Iterator[Target]:
    """What is asked for at an endpoint: one's own and others', sealed and missing, as far as its address tells them."""
    form = FORMS.get(endpoint, {})
    if endpoint in OWN:
        yield from OWN[endpoint](town)
    elif "number" in arguments and endpoint.startswith("complaints"):
        yield from _cases(town, endpoint, arguments - {"number"}, _filled(town, form))
    elif arguments:
        (argument,) = arguments
        known, unknown = _things(town)[endpoint if argument in {"number", "token"} else argument]
        yield Target("known", {argument: known}, form)
        yield Target("missing", {argument: unknown}, form)
    else:
        yield Target("-", {}, _filled(town, form))


def _filled(town: Town, form: Mapping[str, Any]) -> Mapping[str, Any]:
    facts = {**town.codes, "version": town.sealed_version}
    return {name: value.format(**facts) if isinstance(value, str) else value for name, value in form.items()}


def _cases(town: Town, endpoint: str, more: set[str], form: Mapping[str, Any]) -> Iterator[Target]:
    own = dict.fromkeys(more, 1) | {name: at for name, at in town.wishes["own"].items() if name in more}
    for kind, number in town.numbers.items():
        yield Target(kind, {"number": number, **own}, form)
    yield Target("garbled", {"number": "TS-1", **own}, form)
    if endpoint in UNSEALING:
        yield Target(*UNSEALING[endpoint](town), form)
    yield from (
        Target("crossed", {"number": town.numbers["referred"], name: found}, form)
        for name, found in town.wishes["foreign"].items()
        if name in more
    )
    for name in more & {"nth", "position", "seq"}:
        yield Target("absent", {"number": town.numbers["referred"], name: 99}, form)


def _things(town: Town) -> dict[str, tuple[Any, Any]]:
    """For the parts of an address one that is there and one that is not."""
    return {
        "code": (town.codes["enterprise"], "91430981MA4T99999X"),
        "name": ("triage", "nothing"),
        "reason": ("in_litigation", "nothing"),
        "filename": ("site.css", "nothing.css"),
        "year": (2026, 1949),
        "day": (town.closed, "1949-10-01"),
        "tile": (0, 9999),
        "rule_id": ("complaint.verify", "nothing"),
        "user_id": (town.ids["rival"], 9999),
        "token_id": (town.token_id, 9999),
        "webhook_id": (town.codes["webhook"], 9999),
        "delivery_id": (town.codes["delivery"], 9999),
        **{f"policy.{verb}": (town.rule_proposal, 9999) for verb in PROPOSALS},
        **{f"workdays.{verb}": (town.year_proposal, 9999) for verb in PROPOSALS},
        **{f"security.{name}": ("eyJ0.forged", "x") for name in CHALLENGES},
    }


NO_DRAW = "CQ-20260101-000001-2"


def findings(town: Town) -> dict[str, Mapping[str, Any]]:
    """A finding of the clerk's department, one of another, one that no department knows of, and none."""
    names = {"own": "finding", "foreign": "foreign_finding", "hidden": "hidden_finding"}
    return {kind: {"number": town.codes[name]} for kind, name in names.items()} | {
        "missing": {"number": "SJ-20260911-009999-3"}
    }


def _no_draw() -> list[Target]:
    return [Target("missing", {"number": NO_DRAW})]


NO_REPORT, NO_PERIOD = "BG-20260911-000099-3", Target("missing", {"key": "2026-13"})
REPORTS: Mapping[str, Mapping[str, str]] = {
    **{name: {} for name in ("show", "release", "public_report")},
    **{name: {"ending": "xlsx"} for name in ("document", "public_document")},
}
NO_VISIT, NO_REQUEST = "JC-20260911-000099-3", "NJ-20260911-000099-3"
VISITS = {
    **dict.fromkeys(("show", "edit", "register", "enter_urgently"), "visit"),
    **dict.fromkeys(("cancel", "check_in", "reschedule"), "registered"),
    "check_out": "entered",
    "judge_emergency": "urgent",
}
PUBLICATIONS = {"preview": "result", "contest": "public", "correct": "public", "withdraw": "contested"}
RESULTS = {"enter": "over", "show": "result", "issue": "result"}
REQUESTS = {
    **dict.fromkeys(("show", "withdraw", "decide", "approve", "return_request", "reject"), "request"),
    **dict.fromkeys(("slip", "receipt"), "approval"),
    "of_visit": "waiting_visit",
    "submit": "visit",
}
PROPOSALS = ("proposal", "approve", "reject", "withdraw")
CHALLENGES = ("two_factor_setup_validate", "wan_signin_response", "wan_verify_response", "wan_register_response")
PENALTY_BODIES: Mapping[str, Mapping[str, Any]] = {
    "show": {},
    "register": {},
    "ask": {"kind": "completion", "words": "请补充"},
    "reply": {"answer": "已补充"},
    "vet": {"reviewer": "法规股", "reviewed_on": "2026-09-10", "opinion": "合法"},
    "hear": {"hearing": "not_due"},
    "decide": {"document_no": "一号", "decided_at": "2026-09-11T08:30:00+08:00", "fines": ["48000"]},
    "drop": {"why": "不予处罚"},
    "pay": {"amount": "1", "paid_on": "2026-09-11", "voucher": "一"},
    "publish": {"channel": "信用益阳", "published_on": "2026-09-11"},
}
FINED = {"own": "penalty", "foreign": "foreign_penalty"}
PENALTIES: Mapping[str, Mapping[str, int]] = {
    **{name: {} for name in ("show", "register", "ask", "reply", "vet", "hear", "decide", "drop", "pay", "publish")},
    **{name: {} for name in ("reverse", "take_down", "close")},
    "annex": {"position": 1},
    "receipt": {"seq": 1},
}
OWED = {"own": "arrears", "foreign": "foreign_arrears", "sealed": "sealed_arrears"}
ARREARS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("show", "repay", "assess", "hand_over", "take_step", "open_account"), ()),
    **dict.fromkeys(("object_to", "settle"), ("repayment_id",)),
    "paper": ("step_id",),
    "receipt": ("seq",),
}
ARREARS_API: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "show": ((), {}),
    "repay": ((), {"amount": "1", "paid_on": "2026-09-11", "voucher": "一"}),
    "hand_over": ((), {"why": "已同意"}),
    "assess": ((), {"amount": "1", "words": "审计"}),
    "object_to": (("repayment_id",), {"words": "没有到账"}),
    "settle": (("repayment_id",), {"outcome": "falls", "decision": "没有到账"}),
}
OWN: Mapping[str, Any] = {
    **dict.fromkeys(
        ("imports.check", "imports.load", "imports.marked_sheet", "imports.undo"),
        lambda town: [
            *(Target(kind, {"token": token}) for kind, token in town.uploads.items()),
            Target("missing", {"token": "x" * 24}),
        ],
    ),
    "notices.open_one": lambda town: [
        *(Target(kind, {"message_id": told}) for kind, told in town.notices.items()),
        Target("missing", {"message_id": "0" * 32}),
    ],
    **dict.fromkeys(
        ("complaints.continue_draft", "complaints.discard_draft"),
        lambda town: [
            *(Target(kind, {}, {"key": key}) for kind, key in town.drafts.items()),
            Target("missing", {}, {"key": "0" * 32}),
        ],
    ),
    "complaints.track": lambda town: [
        Target("wrong code", {}, {"number": town.numbers["referred"], "code": "AAAA-BBBB-CCCC-DDDD"}),
        Target("missing", {}, {"number": NEVER, "code": "AAAA-BBBB-CCCC-DDDD"}),
    ],
    "visits.attach": lambda town: [
        Target("known", {"number": town.codes["visit"]}),
        Target("missing", {"number": NO_VISIT}),
    ],
    **dict.fromkeys(
        ("visits.paper", "visits.detach"),
        lambda town: [
            Target("known", {"number": town.codes["papered"], "position": 1}),
            Target("absent", {"number": town.codes["papered"], "position": 9}),
            Target("missing", {"number": NO_VISIT, "position": 1}),
        ],
    ),
    "quiet_days.paper": lambda town: [
        Target("known", {"number": town.codes["request"], "position": 1}),
        Target("absent", {"number": town.codes["request"], "position": 9}),
        Target("missing", {"number": NO_REQUEST, "position": 1}),
    ],
    "quiet_days.linked": lambda town: [
        Target("known", {"token": town.codes["link"]}),
        Target("missing", {"token": "x"}),
    ],
    **{
        f"desk.{view}": lambda town, name=name: [
            Target("known", {"name": name}),
            Target("missing", {"name": "nothing"}),
        ]
        for view, name in (("pile", "penalties"), ("figure", "asked"), ("lead_figure", "accepted"))
    },
    "timelines.show": lambda town: [
        Target("known", {"code": town.codes["enterprise"]}),
        Target("missing", {"code": "91430981MA4T99999X"}),
    ],
    **dict.fromkeys(
        ("departments.show", "departments.appoint"),
        lambda town: [Target("known", {"code": town.codes["department"]}), Target("missing", {"code": "NOTHING"})],
    ),
    **dict.fromkeys(
        ("items.show", "items.edit", "items_api.show"),
        lambda town: [Target("known", {"code": town.codes["item"]}), Target("missing", {"code": "NOTHING"})],
    ),
    **dict.fromkeys(
        ("inspectors.show", "inspectors.edit", "inspectors.recuse"),
        lambda town: [Target("known", {"number": town.codes["inspector"]}), Target("missing", {"number": "NOTHING"})],
    ),
    "inspectors.end_recusal": lambda town: [
        Target("known", {"number": town.codes["inspector"], "recusal_id": town.codes["recusal"]}),
        Target("missing", {"number": town.codes["inspector"], "recusal_id": 9999}),
    ],
    "departments.relieve": lambda town: [
        Target("known", {"code": town.codes["department"], "leadership_id": town.codes["leadership"]}),
        Target("missing", {"code": town.codes["department"], "leadership_id": 9999}),
    ],
    "lookbacks.strike": lambda town: [
        Target("known", {"record_id": town.codes["past"]}),
        Target("missing", {"record_id": 9999}),
    ],
    **dict.fromkeys(
        ("plans.task", "plans.edit", "plans.remove", "plans.schedule"),
        lambda town: [
            Target("known", {"year": 2026, "number": town.codes["task"]}, {"version": "9"}),
            Target("missing", {"year": 2026, "number": "NOTHING"}, {"version": "9"}),
        ],
    ),
    **{
        f"visits.{verb}": lambda town, name=name: [
            Target("known", {"number": town.codes[name]}),
            Target("missing", {"number": NO_VISIT}),
        ]
        for verb, name in VISITS.items()
    },
    **{
        f"quiet_days.{verb}": lambda town, name=name: [
            Target("known", {"number": town.codes[name]}),
            Target("missing", {"number": NO_VISIT if "visit" in name else NO_REQUEST}),
        ]
        for verb, name in REQUESTS.items()
    },
    **dict.fromkeys(
        ("visits.check", "visits.arrived", "visits.left", "visits.rate"),
        lambda town: [
            Target("known", {"code": town.codes["pass"]}),
            Target("missing", {"code": "AAAA-BBBB-CCCC-DDDD"}),
        ],
    ),
    "visits.judge_sighting": lambda town: [
        Target("known", {"sighting_id": town.codes["sighting"]}),
        Target("missing", {"sighting_id": 9999}),
    ],
    "quiet_days.end_deputizing": lambda town: [
        Target("known", {"deputizing_id": town.codes["deputy"]}),
        Target("missing", {"deputizing_id": 9999}),
    ],
    **{
        f"results.{verb}": lambda town, name=name: [
            Target("known", {"number": town.codes[name]}, {"kind": "order"}),
            Target("missing", {"number": NO_VISIT}),
        ]
        for verb, name in RESULTS.items()
    },
    "results.photo": lambda town: [
        Target("known", {"number": town.codes["result"], "position": 1}),
        Target("absent", {"number": town.codes["result"], "position": 99}),
    ],
    "publication.show": lambda town: [
        Target("public", {"number": town.codes["public"]}),
        Target("gone", {"number": town.codes["gone"]}),
        Target("missing", {"number": NO_VISIT}),
    ],
    **{
        f"publication.{verb}": lambda town, name=name: [
            Target("known", {"number": town.codes[name]}),
            Target("missing", {"number": NO_VISIT}),
        ]
        for verb, name in PUBLICATIONS.items()
    },
    **dict.fromkeys(
        ("publication.batch", "publication.batch_csv", "publication.batch_xlsx"),
        lambda town: [Target("known", {"batch_id": town.codes["batch"]}), Target("missing", {"batch_id": 9999})],
    ),
    **dict.fromkeys(
        ("results.paper", "results.my_paper"),
        lambda town: [
            Target("known", {"number": town.codes["paper"], "ending": "pdf"}),
            Target("missing", {"number": "WS-20260911-000099-3", "ending": "docx"}),
        ],
    ),
    **dict.fromkeys(
        ("results.recheck", "results.open_case"),
        lambda town: [
            Target("known", {"follow_up_id": town.codes["follow_up"]}),
            Target("missing", {"follow_up_id": 9999}),
        ],
    ),
    **dict.fromkeys(
        ("results.template", "results.sample"),
        lambda town: [Target("known", {"kind": "order"}), Target("missing", {"kind": "letter"})],
    ),
    "plans.version": lambda town: [
        Target("known", {"year": 2026, "number": 1}),
        Target("missing", {"year": 2026, "number": 99}),
    ],
    "plans.unsupervise": lambda town: [
        Target("known", {"year": 2026, "entry_id": town.codes["supervision"]}),
        Target("missing", {"year": 2026, "entry_id": 9999}),
    ],
    **dict.fromkeys(
        ("draws.show", "draws.screen", "draws.lock", "plans.redraw"),
        lambda town: [Target("draft", {"number": town.draws["draft"]}), *_no_draw()],
    ),
    "draws.value": lambda town: [Target("due", {"number": town.draws["due"]}), *_no_draw()],
    "draws.draw": lambda town: [Target("seeded", {"number": town.draws["seeded"]}), *_no_draw()],
    **dict.fromkeys(
        ("visits.of_draw", "visits.schedule", "visits.publish_draw"),
        lambda town: [Target("drawn", {"number": town.draws["drawn"]}), *_no_draw()],
    ),
    **dict.fromkeys(
        ("visits.merge", "visits.offer"),
        lambda town: [
            Target("known", {"number": town.codes["visit"]}, {"host": NO_VISIT}),
            Target("missing", {"number": NO_VISIT}, {"host": NO_VISIT}),
        ],
    ),
    **dict.fromkeys(
        ("visits.join", "visits.keep_apart"),
        lambda town: [
            Target("known", {"offer_id": town.codes["offer"]}, {"words": "时间凑不到一起"}),
            Target("missing", {"offer_id": 9999}, {"words": "时间凑不到一起"}),
        ],
    ),
    "draws.publish": lambda town: [Target("drawn", {"number": town.draws["drawn"]}), *_no_draw()],
    "draws.void": lambda town: [Target("seeded", {"number": town.draws["seeded"]}), *_no_draw()],
    **dict.fromkeys(
        ("draws.confirm_void", "draws.drop_void"),
        lambda town: [Target("waiting", {"number": town.draws["waiting"]}), *_no_draw()],
    ),
    "draws.replace": lambda town: [
        Target("drawn", {"number": town.draws["drawn"], "uscc": town.codes["target"]}),
        Target("missing", {"number": NO_DRAW, "uscc": town.codes["target"]}),
    ],
    "draws.recuse": lambda town: (
        [
            Target("sent", {"number": town.draws["drawn"], "uscc": town.codes["target"], "certificate_no": certificate})
            for certificate in (town.codes["sent"],)
        ]
        + [
            Target("not sent", {"number": town.draws["drawn"], "uscc": town.codes["target"], "certificate_no": "1"}),
            Target("no target", {"number": town.draws["drawn"], "uscc": make.code(77), "certificate_no": "1"}),
        ]
    ),
    "draws.file": lambda town: [
        Target("roster", {"number": town.draws["seeded"], "name": "roster.csv"}),
        Target("secret", {"number": town.draws["seeded"], "name": "secret.txt"}),
        Target("nothing", {"number": town.draws["seeded"], "name": "nothing"}),
    ],
    **dict.fromkeys(
        ("draws.public", "draws.public_zip"),
        lambda town: [
            *(Target(state, {"number": town.draws[state]}) for state in ("draft", "locked", "drawn", "published")),
            *_no_draw(),
        ],
    ),
    "draws.public_file": lambda town: [
        Target("manifest", {"number": town.draws["drawn"], "name": "manifest.txt"}),
        Target("roster", {"number": town.draws["drawn"], "name": "roster.csv"}),
        Target("secret", {"number": town.draws["drawn"], "name": "secret.txt"}),
        Target("open", {"number": town.draws["published"], "name": "secret.txt"}),
        Target("nothing", {"number": town.draws["published"], "name": "nothing"}),
    ],
    **{
        f"penalties.{name}": lambda town, more=more: [
            *(Target(kind, {"number": town.codes[code], **more}) for kind, code in FINED.items()),
            Target("missing", {"number": "YC-20260911-000099-3", **more}),
            *(Target("absent", {"number": town.codes["penalty"], **dict.fromkeys(more, 99)}) for _ in more),
        ]
        for name, more in PENALTIES.items()
    },
    **{
        f"arrears.{name}": lambda town, more=more: [
            *(Target(kind, town.owed(code, more)) for kind, code in OWED.items()),
            Target("missing", {"number": "QK-0000-0000-3", **dict.fromkeys(more, 1)}),
            *(Target("absent", {"number": town.codes["arrears"], **dict.fromkeys(more, 9999)}) for _ in more),
        ]
        for name, more in ARREARS.items()
    },
    **{
        f"arrears_api.{name}": lambda town, more=more, body=body: [
            *(Target(kind, town.owed(code, more), body) for kind, code in OWED.items()),
            Target("missing", {"number": "QK-0000-0000-3", **dict.fromkeys(more, 1)}, body),
        ]
        for name, (more, body) in ARREARS_API.items()
    },
    **dict.fromkeys(
        tuple(
            f"supervision.{name}"
            for name in ("show", "receive", "answer", "withdraw", "note", "document_pdf", "document_docx")
        ),
        lambda town: [
            Target("own", {"number": town.codes["order"]}),
            Target("foreign", {"number": town.codes["foreign_order"]}),
            Target("missing", {"number": "DB-20260911-000099-3"}),
        ],
    ),
    **dict.fromkeys(
        ("audit.show", "audit.explain", "audit.correct"),
        lambda town: [Target(name, found) for name, found in findings(town).items()],
    ),
    "audit.decide": lambda town: [
        *(Target(name, {**found, "name": "ask"}) for name, found in findings(town).items()),
        Target("no act", {"number": town.codes["finding"], "name": "sing"}),
    ],
    "audit.run": lambda town: [
        Target("known", {"run_id": town.codes["audit_run"]}),
        Target("missing", {"run_id": 9999}),
    ],
    **dict.fromkeys(
        ("reports.draft", "reports.issue"),
        lambda town: [Target("known", {"key": "2026-06"}), Target("again", {"key": "2026-07"}), NO_PERIOD],
    ),
    **dict.fromkeys(
        ("reports.trace", "reports.trace_csv"),
        lambda town: [
            Target("known", {"code": "received", "key": "2026-09"}),
            Target("no figure", {"code": "nothing", "key": "2026-09"}),
        ],
    ),
    **{
        f"reports.{name}": lambda town, more=more: [
            Target("public", {"number": town.codes["report"], **more}),
            Target("kept", {"number": town.codes["kept_report"], **more}),
            Target("missing", {"number": NO_REPORT, **more}),
        ]
        for name, more in REPORTS.items()
    },
    **dict.fromkeys(
        tuple(f"supervision.{name}" for name in ("referral", "take_up", "conclude", "referral_pdf", "referral_docx")),
        lambda town: [
            Target("sent", {"number": town.codes["order_referral"]}),
            Target("taken", {"number": town.codes["foreign_order_referral"]}),
            Target("missing", {"number": "YS-20260911-000099-3"}),
        ],
    ),
    "discipline.judge": lambda town: [
        Target("known", {"number": town.codes["watch"]}),
        Target("missing", {"number": "BF-20260911-000099-3"}),
    ],
    "warnings.show": lambda town: [
        Target("own", {"number": town.codes["warning"]}),
        Target("foreign", {"number": town.codes["foreign_warning"]}),
        Target("kept", {"number": town.codes["kept_warning"]}),
        Target("missing", {"number": "YJ-20260911-000099-3"}),
    ],
    **dict.fromkeys(
        ("supervision.issue", "supervision.dismiss"),
        lambda town: [Target("yellow", {"kind": "yellow"}), Target("no colour", {"kind": "onsite"})],
    ),
    **dict.fromkeys(
        tuple(f"penalties.{name}" for name in ("case", "facts", "review", "check", "submit", "discard")),
        lambda town: [
            Target("own", {"key": town.codes["penalty_draft"]}),
            Target("foreign", {"key": town.codes["foreign_draft"]}),
            Target("missing", {"key": "0" * 32}),
        ],
    ),
    **dict.fromkeys(
        tuple(f"penalties.{name}" for name in ("proposal", "approve", "reject", "retract")),
        lambda town: [
            Target("known", {"number": town.codes["leniency"]}, {"why": "不合适"}),
            Target("missing", {"number": 9999}, {"why": "不合适"}),
        ],
    ),
    "measures.show": lambda town: [
        Target("known", {"year": 2026, "number": 9}),
        Target("missing", {"year": 2026, "number": 999}),
    ],
    "measures.report": lambda town: [
        Target("own", {"year": 2026, "number": 9, "quarter": "2026-3"}),
        Target("foreign", {"year": 2026, "number": 5, "quarter": "2026-3"}),
        Target("no measure", {"year": 2026, "number": 999, "quarter": "2026-3"}),
        Target("missing", {"year": 2026, "number": 9, "quarter": "2026-5"}),
    ],
    "measures.match": lambda town: [
        Target("known", {"name": "市发改局"}),
        Target("missing", {"name": "没有这个局"}),
    ],
    "measures.issue": lambda town: [
        Target("known", {"kind": "circular", "quarter": "2026-2", "code": town.codes["department"]}),
        Target("missing", {"kind": "letter", "quarter": "2026-2", "code": town.codes["department"]}),
    ],
    **dict.fromkeys(
        ("measures.step", "measures.receive", "measures.answer"),
        lambda town: [
            Target("circular", {"number": town.codes["circular"]}),
            Target("demand", {"number": town.codes["demand"]}),
            Target("missing", {"number": "TB-20260911-000099-3"}),
        ],
    ),
    **dict.fromkeys(
        (
            *("surveys.show", "surveys.print_codes", "surveys.close", "surveys.reasons"),
            *("surveys.public", "surveys.public_csv"),
        ),
        lambda town: [
            Target("open", {"number": town.codes["survey"]}),
            Target("closed", {"number": town.codes["survey_closed"]}),
            Target("missing", {"number": "PY-20260911-000099-3"}),
        ],
    ),
    "surveys.void": lambda town: [
        Target("known", {"number": town.codes["survey"], "batch_id": town.codes["survey_batch"]}),
        Target("missing", {"number": town.codes["survey"], "batch_id": 9999}),
    ],
    **dict.fromkeys(
        tuple(f"scorecards.{name}" for name in ("show", "export_csv", "export_xlsx", "finalise")),
        lambda town: [
            Target("known", {"number": town.codes["card"]}),
            Target("missing", {"number": "KH-20260911-000099-3"}),
        ],
    ),
    "scorecards.department": lambda town: [
        Target("own", {"number": town.codes["card"], "code": town.codes["department"]}),
        Target("missing", {"number": town.codes["card"], "code": "NOTHING"}),
    ],
    "scorecards.appeal": lambda town: [
        Target("own", {"number": town.codes["card"], "criterion": "reported", "ref": town.codes["card_case"]}),
        Target("no case", {"number": town.codes["card"], "criterion": "reported", "ref": "measure:2026-1/1"}),
        Target("missing", {"number": town.codes["card"], "criterion": "nothing", "ref": "measure:2026-1/1"}),
    ],
    "scorecards.decide": lambda town: [
        Target("known", {"number": town.codes["card"], "key": town.codes["card_appeal"]}),
        Target("missing", {"number": town.codes["card"], "key": 9999}),
    ],
    **dict.fromkeys(
        tuple(f"scorecards.{name}" for name in ("approve", "reject", "withdraw")),
        lambda town: [Target("known", {"key": town.codes["scheme"]}), Target("missing", {"key": 9999})],
    ),
    **dict.fromkeys(
        tuple(f"typical_cases.{name}" for name in ("show", "revise", "approve", "send_back")),
        lambda town: [Target("waiting", {"key": town.codes["case_waiting"]}), Target("missing", {"key": 9999})],
    ),
    "typical_cases.withdraw": lambda town: [
        Target("public", {"key": town.codes["case_standing"]}),
        Target("missing", {"key": 9999}),
    ],
    "typical_cases.public": lambda town: [
        Target("public", {"number": town.codes["case_number"]}),
        Target("gone", {"number": town.codes["case_gone"]}),
        Target("missing", {"number": "DX-20260911-000099-3"}),
    ],
    "inspectors_api.show": lambda town: [
        Target("known", {"number": town.codes["inspector"]}),
        Target("missing", {"number": "NOTHING"}),
    ],
    **{
        f"penalties_api.{name}": lambda town, body=body: [
            *(Target(kind, {"number": town.codes[code]}, body) for kind, code in FINED.items()),
            Target("missing", {"number": "YC-20260911-000099-3"}, body),
        ]
        for name, body in PENALTY_BODIES.items()
    },
    "penalties_api.annex": lambda town: [
        *(Target(kind, {"number": town.codes[code], "position": 1}) for kind, code in FINED.items()),
        Target("absent", {"number": town.codes["penalty"], "position": 99}),
    ],
    "enterprises_api.show": lambda town: [
        Target("known", {"code": town.codes["enterprise"]}),
        Target("missing", {"code": "91430981MA4T99999X"}),
    ],
    **dict.fromkeys(
        ("complaints.export", "ledger.export"),
        lambda town: [Target("csv", {"kind": "csv"}), Target("xlsx", {"kind": "xlsx"})],
    ),
    "bootstrap.static": lambda town: [Target("known", {"filename": "css/bootstrap.min.css"})],
    "site.problem": lambda town: [
        Target("known", {"code": "missing"}),
        Target("missing", {"code": "nothing"}),
    ],
}
UNSEALING: Mapping[str, Any] = {
    "complaints.identity": lambda town: ("unsealed", {"number": town.unsealed}),
    "complaints.approve_unsealing": lambda town: ("own wish", town.own_wish),
}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "visits.report": {"place": "琼湖路早餐店"},
    "publication.export": {"channel": "national", "purpose": "publish"},
    "complaints.accept": {**SHEET, "category": "other", "to": "{department_id}", "version": "{version}"},
    "complaints.decline": {
        "decline-reason": "in_litigation",
        "decline-words": "已经起诉",
        "decline-version": "{version}",
    },
    "complaints.route": {
        "route-reason": "not_ours",
        "route-words": "归别处管",
        "route-to": "12345",
        "route-version": "{version}",
    },
    "complaints.supplement": {"words": "再补充一点"},
    "complaints.withdraw": {"reason": "已经解决"},
    "complaints.rate": {"score": "5"},
    "complaints.request_review": {"reason": "没有回答我的问题"},
    "complaints.unseal": {"reason": "需要核对身份"},
    "complaints.decide_extension": {"granted": "yes"},
    "complaints.hand_over": {"text": "补充一点"},
    "complaints.behalf": {"category": "other"},
    "complaints_api.file": {
        "category": "other",
        "facts": "有人反映入企检查没有出示任何批准文件。",
        "wants": "说明依据",
    },
    "complaints_api.accept": {**SHEET, "department": "{department}"},
    "complaints_api.decline": {"reason": "in_litigation", "words": "已经起诉"},
    "complaints_api.verify": {**REPLY, "complexity": "simple"},
    "complaints_api.preliminary": REPLY,
    "complaints_api.resolve": REPLY,
    "ledger_api.cosign": {"line": "\u2014 nobody AAAA"},
    "policy.reject": {"why": "不合适"},
    "workdays.reject": {"why": "不合适"},
}


def walk(app: Flask, town: Town) -> Iterator[tuple[str, str, str, list[TestResponse]]]:
    """Every endpoint, method and target with everybody's answer, in the order of `PEOPLE`."""
    done = set()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        for method in METHODS:
            if method not in (rule.methods or ()) or (rule.endpoint, method) in done:
                continue
            done.add((rule.endpoint, method))
            for target in targets(town, rule.endpoint, set(rule.arguments)):
                answers = [_ask(app, town, who, rule.endpoint, method, target) for who in PEOPLE]
                yield method, rule.endpoint, target.kind, answers


def _ask(app: Flask, town: Town, who: str, endpoint: str, method: str, target: Target) -> TestResponse:
    with app.test_request_context():
        path = app.url_for(endpoint, **target.address)
    more: dict[str, Any] = {}
    if path.startswith("/api/") and method == "POST":
        more = {
            "json": dict(target.form),
            "headers": {"Idempotency-Key": "a-key-of-this-walk", "If-Match": '"another"'},
        }
    elif method == "POST":
        more = {"data": dict(target.form)}
    if path.startswith("/api/") and who in town.tokens:
        more["headers"] = {**more.get("headers", {}), "Authorization": f"Bearer {town.tokens[who]}"}
        answer = app.test_client().open(path, method=method, **more)
    else:
        answer = town.asker(who).open(path, method=method, **more)
    town.restore()
    return answer


def cell(answer: TestResponse) -> str:
    """What the table says of an answer: its status, or that it leads to the sign-in page."""
    if answer.status_code == 302 and answer.location.startswith("/auth/login"):
        return "login"
    return str(answer.status_code)


def masked(answer: TestResponse) -> bytes:
    """The body without what the address itself said, without random marks."""
    body = answer.data.replace(answer.request.path.encode(), b"PATH")
    for pattern, mark in MASKS:
        body = pattern.sub(mark, body)
    return body


def line(method: str, endpoint: str, kind: str, cells: list[str]) -> str:
    return f"{method:4} {endpoint:37} {kind:10} " + " ".join(f"{cell:>10}" for cell in cells)


def written() -> dict[tuple[str, str, str], list[str]]:
    """The table: `(method, endpoint, kind)` with a cell for each of `PEOPLE`."""
    rows = {}
    for row in TABLE.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            method, endpoint, kind, cells = row[:4].strip(), row[5:42].strip(), row[43:53].strip(), row[54:].split()
            rows[method, endpoint, kind] = cells
    return rows


@pytest.fixture
def town(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, frozen: Any) -> Iterator[Town]:
    """A fault of the service is an answer here, 500, which no line of the table has.

    The page of the gate's own refusal knows no case: it is not drawn four thousand times, its words are enough.
    """
    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False
    draw = errors.render_template
    monkeypatch.setattr(
        errors,
        "render_template",
        lambda *names, **told: str(told["told"]) if told["status"] == 403 else draw(*names, **told),
    )
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    built = Town(sqlite_app)
    yield built
    built.close()


def test_everybody_reaches_what_the_table_says_and_nothing_else(sqlite_app: Flask, town: Town) -> None:
    """And where somebody may not reach a thing, a thing of others answers as one that is not there: byte by byte."""
    found, told_apart = {}, []
    for (method, endpoint), rows in groupby(walk(sqlite_app, town), key=lambda row: row[:2]):
        refused: dict[tuple[str, int], set[bytes]] = {}
        for _method, _endpoint, kind, answers in rows:
            found[method, endpoint, kind] = [cell(answer) for answer in answers]
            for who, answer in zip(PEOPLE, answers, strict=True):
                if answer.status_code in {401, 403, 404} or (who, kind, endpoint) in TRACKING:
                    refused.setdefault((who, answer.status_code), set()).add(masked(answer))
        told_apart += [
            f"{method} {endpoint} {who} {status}" for (who, status), seen in refused.items() if len(seen) > 1
        ]
    table = written()
    differing = [
        f"{line(*key, found.get(key, ['(not asked)']))}\n  the table: {' '.join(table.get(key, ['(no line)']))}"
        for key in sorted(found.keys() | table.keys())
        if found.get(key) != table.get(key)
    ]
    assert differing == [], "\n".join(differing)
    assert told_apart == []


def test_no_line_lets_anybody_in_whom_the_permissions_keep_out(sqlite_app: Flask) -> None:
    """The table is checked too: it cannot drift away from `kernel.permissions`. Whom the permission lets in gets in,
    but for the steps of a sign-in that has not begun.
    """
    for (method, endpoint, kind), cells in written().items():
        permission = gate.permission_of(sqlite_app, endpoint)
        assert permission is not None
        for who, told in zip(PEOPLE, cells, strict=True):
            if not grants(permission, ROLES.get(who)):
                assert told == ("403" if who in ROLES else told), (method, endpoint, kind, who)
                assert told in {"login", "401", "403"}, (method, endpoint, kind, who)
            elif permission in DEMO_ONLY:
                assert told == "404", (method, endpoint, kind, who)
            elif not endpoint.startswith("security."):
                assert told not in {"login", "401", "500"}, (method, endpoint, kind, who)


def test_a_case_is_there_only_for_those_whom_it_concerns(sqlite_app: Flask) -> None:
    """Another enterprise, another department, an unreferred case: not one line answers but with 403 and 404."""
    outside = {
        "referred": {"nobody", "rival", "stranger", "inspector", "leader", "discipline", "admin"},
        "answered": {"nobody", "rival", "stranger", "inspector", "leader", "discipline", "admin"},
        "sealed": set(PEOPLE) - {"owner", "office"},
        "missing": set(PEOPLE),
        "garbled": set(PEOPLE),
    }
    kept_out = {"login", "401", "403", "404"}
    for (method, endpoint, kind), cells in written().items():
        if not endpoint.startswith("complaints") or "<number>" not in _address(sqlite_app, endpoint):
            continue
        for who, told in zip(PEOPLE, cells, strict=True):
            if who in outside.get(kind, ()) and endpoint != "complaints.track_case":
                assert told in kept_out, (method, endpoint, kind, who)


def _address(app: Flask, endpoint: str) -> str:
    return next(rule.rule for rule in app.url_map.iter_rules(endpoint))


def test_only_the_office_reaches_what_the_complainant_sent(sqlite_app: Flask) -> None:
    """No clerk's line lets through to an original, an identity, an unsealing, the desk."""
    hidden = ("original", "preview_copy", "identity", "unseal", "approve_unsealing", "prepared", "triage", "own_file")
    for (_method, endpoint, _kind), cells in written().items():
        if endpoint in {"desk.index", *(f"complaints.{name}" for name in hidden)}:
            told = dict(zip(PEOPLE, cells, strict=True))
            assert {told["clerk"], told["stranger"]} <= {"403", "404"}, endpoint


def test_there_are_no_other_methods_than_those_of_the_table(sqlite_app: Flask) -> None:
    others = [
        rule for rule in sqlite_app.url_map.iter_rules() if (rule.methods or set()) - {*METHODS, "HEAD", "OPTIONS"}
    ]
    assert others == []


def test_asking_for_the_methods_of_a_closed_address_tells_nothing(sqlite_app: Flask, town: Town) -> None:
    for who in ("nobody", "rival", "admin"):
        answers = [town.asker(who).options(f"/complaints/{number}/verify") for number in town.numbers.values()]
        assert {answer.status_code for answer in answers} <= {302, 403}
        assert {answer.headers.get("Allow") for answer in answers} == {None}


def test_a_demo_address_is_there_in_the_demo_only(sqlite_app: Flask, town: Town) -> None:
    permissions = {name: gate.permission_of(sqlite_app, name) for name in sqlite_app.view_functions}
    endpoints = [name for name, needed in permissions.items() if needed is Permission.DEMO]
    assert endpoints
    sqlite_app.config["DEMO"] = True
    for rule in sqlite_app.url_map.iter_rules():
        if rule.endpoint in endpoints and "GET" in (rule.methods or ()):
            assert town.asker("nobody").get(rule.rule).status_code == 200
