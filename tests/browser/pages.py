"""Every page of the service, with somebody who uses it: the world in which they lie, and the table of their addresses.

A new address needs a line in `PAGES` (or in `FILES`, where its answer is no page); `test_every_page` names those
without one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
import time_machine
from flask import Flask

from app.accounts.models import Passkey, User
from app.complaints import service
from app.complaints.rules import Complexity, State
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.penalties import service as fining
from app.penalties.rules import ReversalKind
from app.supervision import queries as watching
from tests import make
from tests.complaints import story
from tests.conftest import CHEAP, Client, Database, Live, _app, serving
from tests.journeys.town import NOW, Town
from tests.penalties import cases as penalties

LATELY = NOW - timedelta(hours=1)
DRAFT = {
    "category": "other",
    "about": "市应急管理局",
    "happened": "2026-09-08",
    "facts": "两名工作人员没有出示批准文件就进厂检查，还要求停产半天，没有留下任何文书。" * 4,
    "wants": "说明检查依据",
    "disclosure": "confidential",
    "phone": "13800001402",
}
OWED = {
    "category": "arrears",
    "debtor_kind": "public",
    "debtor": "市应急管理局",
    "contract": "道路维修合同 2025-031",
    "amount": "86万",
    "delivered_on": "2026-03-01",
    "agreed_on": "2026-06-30",
}
FILER = {**DRAFT, "enterprise": "沅江湖畔食品有限公司", "person": "王湖"}


class Page(NamedTuple):
    """Who looks, at which address, and whether the page is also shown as it comes back from an empty form."""

    who: str
    path: str
    empty: bool = False


class World(Town):
    """The town, a case in each state, and browsers in the middle of something.

    `filer` writes a complaint without an account, `sender` has filed one; `entering` has given the password and not the
    code, `choosing`
    has two ways to go on; `newcomer` must set up the second factor first; `keyholder` has a passkey.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        states = {state.value: self.in_state(state) for state in State}
        fresh = self.referred(at=LATELY, files=[service.upload("照片.png", story.PNG)])
        begun, complex_one = self.verified(at=LATELY), self.verified(Complexity.COMPLEX, at=LATELY)
        mended = self._mended()
        make.published_plan(2025)
        fines = self._fines()
        cases = {**states, "fresh": fresh, "begun": begun, "complex": complex_one, "mended": mended}
        self.names: dict[str, Any] = {
            **{name: found.number for name, found in cases.items()},
            **self.numbers,
            **self.codes,
            **fines,
            "extension": self.wishes["own"]["extension_id"],
            "upload": self.uploads["own"],
            "rule": self.rule_proposal,
            "year": self.year_proposal,
            "closed": self.closed,
            "somebody": self.ids["rival"],
            "late_clock": self._late(),
            "bookless": story.filed(self.owner, category="arrears", at=LATELY).complaint.number,
        }
        self.users |= {"second": self.second, "keyholder": self._keyholder()}
        self.users["newcomer"] = make.user(Role.LEADER, totp_key=None)
        self.cookies |= {name: self._session(name) for name in ("owner", "rival", "filer", "sender", "debtee")}
        self.cookies |= {name: self._cookie(name) for name in ("second", "keyholder")}
        halves = {"newcomer": "newcomer", "entering": "leader", "choosing": "keyholder"}
        self.cookies |= {name: self._half(self.users[who]) for name, who in halves.items()}

    def _keep(self) -> None:
        """Nothing: pages are only looked at."""

    def _late(self) -> int:
        """The key of a clock about which the rule proposes a yellow order."""
        case = self.referred(at=NOW - timedelta(days=4))
        return next(row.deadline.id for row in watching.late(NOW.date()) if row.complaint.number == case.number)

    def _fines(self) -> dict[str, str]:
        """Penalties at each stage: asked about, split and filed late; decided; published; taken down and on file."""
        late = {"late_on": date(2026, 9, 4), "kinds": ("责令停产停业",), "mild": penalties.MILD}
        asked = self.penalties.vetted("20000.00", "5000.00", at=LATELY, **late, hearing_on=date(2026, 9, 1))
        self.penalties.ask(asked, at=LATELY)
        filed = self.penalties.filed("15000.00", at=LATELY)
        decided = self.penalties.decided("48000.00", at=LATELY - 2 * penalties.HOUR, case_no="另案")
        return {"asked": asked.number, "filed": filed.number, "decided": decided.number, "fallen": self._fallen()}

    def _fallen(self) -> str:
        """A decision that was published, revoked and taken down."""
        found = self.penalties.published("30000.00", at=LATELY - 5 * penalties.HOUR)
        told: dict[str, Any] = {"document_no": "复1号", "words": "证据不足", "on": date(2026, 9, 11)}
        with transaction():
            paid = {"amount": Decimal("10000.00"), "paid_on": date(2026, 9, 11), "voucher": "票1"}
            fining.pay(found, **paid, by=self.clerk, at=LATELY)
            fining.reverse(found, kind=ReversalKind.LAWSUIT, **told, by=self.clerk, at=LATELY)
        with transaction():
            fining.take_down(found, by=self.clerk, at=LATELY)
        return found.number

    def _mended(self) -> Any:
        """Badly rated, mended by the department: the office calls back."""
        found = self.rated_badly()
        with transaction():
            service.rectify(found, plan="约谈", evidence="记录", by=self.clerk, at=NOW)
        return found

    def _keyholder(self) -> User:
        """Somebody of the office with a passkey."""
        user = make.user(Role.OVERSIGHT)
        with transaction():
            db.session.add(
                Passkey(
                    user_id=user.id,
                    name="办公室电脑",
                    usage="secondary",
                    credential_id=b"a key",
                    public_key=b"a key",
                    sign_count=0,
                    transports=[],
                    device_type="single_device",
                    backup_state=False,
                    lastuse_datetime=NOW,
                )
            )
        return user

    def _half(self, user: User) -> str:
        """The cookie of a browser in which this person has given the password."""
        client = self.app.test_client()
        client.post("/auth/login", data={"username": user.username, "password": make.PASSWORD})
        found = client.get_cookie("session")
        return found.value if found else ""

    def _session(self, name: str) -> str:
        """The cookie of a browser that writes a complaint, or has filed one without an account."""
        client = self.client(self.users[name]) if name in self.users else self.app.test_client()
        assert isinstance(client, Client)
        with client.session_transaction() as kept:
            kept |= self._filed_by(name) if name == "sender" else {"draft": self._written(name)}
        found = client.get_cookie("session")
        return found.value if found else ""

    def _written(self, name: str) -> str:
        """The key of a draft with every answer; the owner's is like a complaint that lies there already."""
        answers = {
            "filer": FILER,
            "debtee": {**FILER, **OWED},
            "owner": {**DRAFT, "category": "illegal_inspection"},
        }.get(name, DRAFT)
        holder = service.holder_of(story.KEY, self.users[name].id) if name in self.users else ""
        key = f"{name}:draft".encode().hex()[:32].ljust(32, "0")
        with transaction():
            draft = service.save_draft(key, answers, root=story.KEY, holder=holder, at=NOW)
            service.attach(draft, service.upload("现场照片.png", story.PNG), at=NOW)
        return key

    def _filed_by(self, name: str) -> dict[str, Any]:
        key = name.encode().hex().ljust(32, "0")
        number = story.filed(at=NOW, origin=f"draft:{key}").complaint.number
        self.names[name] = number
        return {"followed": [number], "receipts": {number: key}}


@contextmanager
def served(database: Database) -> Iterator[tuple[Live, World]]:
    """The service on a database behind a real port with the whole world in it, its clock standing."""
    with (
        time_machine.travel(NOW, tick=False),
        pytest.MonkeyPatch.context() as patched,
        _app(database, mode="demo", WTF_CSRF_ENABLED=False, SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=CHEAP) as made,
    ):
        patched.setattr(story, "KEY", sealing.key(made.config["BE_IDENTITY_KEY"]))
        world = World(made)
        made.config["WTF_CSRF_ENABLED"] = True
        with serving(made) as url:
            yield Live(made, url), world


SHOWN = ("locked", "seeded", "drawn", "published", "void")
PUBLIC = (
    *(Page("nobody", path) for path in ("/", "/help", "/accessibility", "/privacy", "/demo", "/dev/components")),
    *(Page("nobody", path) for path in ("/problems/missing", "/api/docs", "/no-such-page")),
    *(Page("nobody", f"/public/plans{path}") for path in ("", "/2025", "/2026")),
    *(Page("nobody", f"/public/draws{path}") for path in ("", *(f"/{{draw_{state}}}" for state in SHOWN))),
    *(Page("nobody", path) for path in ("/rules", "/rules/conflicts", "/rules/complaint.verify", "/calendar/2026")),
    Page("nobody", "/v"),
    Page("nobody", "/v?code="),
    Page("nobody", "/v/{pass}"),
    Page("nobody", "/v/{future_pass}"),
    Page("nobody", "/door/report", empty=True),
    Page("nobody", "/ledger"),
    Page("nobody", "/ledger/checkpoints/{closed}"),
    *(Page("nobody", path) for path in ("/public/penalties", "/public/penalties?year=2025", "/leniency")),
    Page("nobody", "/calendar/count"),
    Page("nobody", "/calendar/count?start=x&length=x"),
    Page("nobody", "/calendar/count?start=2026-09-28&length=7"),
    Page("nobody", "/complaints/start"),
    Page("nobody", "/complaints/not-eligible/in_litigation"),
    Page("nobody", "/complaints/new/matter", empty=True),
    Page("nobody", "/ledger/verify"),
    Page("nobody", "/track", empty=True),
    Page("nobody", "/track/{referred}"),
    Page("nobody", "/auth/login", empty=True),
    Page("nobody", "/auth/register", empty=True),
    Page("nobody", "/auth/passkey"),
    Page("entering", "/auth/two-factor/code", empty=True),
    Page("choosing", "/auth/two-factor/choose"),
    Page("entering", "/auth/recovery-code", empty=True),
    Page("newcomer", "/auth/two-factor/setup"),
    Page("tracker", "/track/{answered}"),
    Page("filer", "/complaints/new/check"),
    Page("filer", "/complaints/new/contact", empty=True),
    Page("filer", "/complaints/new/facts", empty=True),
    Page("sender", "/complaints/{sender}/receipt"),
    Page("sender", "/track/{sender}"),
)
ENTERPRISE = (
    *(Page("owner", path) for path in ("/", "/my", "/my/credit", "/settings/notices", "/notifications", "/settings")),
    *(Page("owner", f"/complaints/{{{state.value}}}") for state in State),
    Page("owner", "/my/visits"),
    Page("owner", "/my/timeline"),
    Page("owner", "/v/{pass}/rate", empty=True),
    Page("nobody", "/public/quiet-days"),
    Page("nobody", "/a/{link}"),
    Page("nobody", "/public/quiet-days?year=2023"),
    Page("owner", "/my/qr"),
    Page("owner", "/v/{pass}"),
    Page("owner", "/door/report"),
    Page("owner", "/complaints/{submitted}/receipt"),
    Page("owner", "/complaints/new/check"),
    Page("owner", "/complaints/{fresh}/supplement", empty=True),
    Page("owner", "/complaints/{fresh}/withdraw", empty=True),
    Page("owner", "/complaints/{resolved}/rate", empty=True),
    Page("owner", "/complaints/{resolved}/review", empty=True),
    Page("rival", "/complaints/new/check"),
)
OFFICE = (
    *(Page("office", path) for path in ("/desk", "/desk/triage", "/desk/timers", "/notifications")),
    *(Page("office", f"/desk/lists/{name}") for name in ("supplements", "verified")),
    *(Page("office", f"/desk/{path}") for path in ("clocks?when=overdue", "piles/penalties", "figures/asked")),
    Page("leader", "/leader"),
    Page("leader", "/leader/clocks"),
    Page("leader", "/leader/figures/accepted"),
    Page("clerk", "/dept"),
    *(Page("office", f"/complaints/{{{state.value}}}") for state in State),
    Page("office", "/complaints"),
    Page("office", "/complaints?view=all&category=illegal_inspection&referred_from=x"),
    Page("office", "/complaints/behalf", empty=True),
    Page("office", "/complaints/{submitted}/accept"),
    Page("office", "/complaints/{submitted}/decline"),
    Page("office", "/complaints/{submitted}/route"),
    Page("office", "/complaints/{returned}/refer", empty=True),
    Page("office", "/complaints/{begun}/sheet", empty=True),
    Page("office", "/complaints/{begun}/reclassify", empty=True),
    Page("office", "/complaints/{referred}/hand-over/1"),
    Page("office", "/complaints/{referred}/extension/{extension}/decide", empty=True),
    Page("office", "/complaints/{mended}/call-back", empty=True),
    Page("office", "/complaints/{under_review}/review/decide", empty=True),
    Page("office", "/complaints/{begun}/unseal", empty=True),
    Page("office", "/complaints/{begun}/identity"),
    Page("office", "/registers/entities"),
    Page("office", "/registers/entities?q=测试&credit_grade=A"),
    Page("office", "/registers/entities/{enterprise}"),
    Page("office", "/registers/entities/{enterprise}/rate", empty=True),
    Page("office", "/registers/departments"),
    Page("office", "/registers/departments/{department}"),
    Page("office", "/registers/departments/{department}/leaders/new", empty=True),
    Page("office", "/registers/departments/{department}/leaders/{leadership}/end", empty=True),
    Page("office", "/registers/leaders"),
    Page("office", "/registers/inspectors"),
    Page("office", "/registers/inspectors?standing=expired&q=x"),
    Page("office", "/registers/inspectors/new"),
    Page("office", "/registers/inspectors/new?department={department}", empty=True),
    Page("office", "/registers/inspectors/{inspector}"),
    Page("clerk", "/registers/inspectors/{inspector}"),
    Page("clerk", "/registers/inspectors/{inspector}/edit", empty=True),
    Page("clerk", "/registers/inspectors/{inspector}/recusals/new", empty=True),
    Page("clerk", "/registers/inspectors/{inspector}/recusals/{recusal}/end", empty=True),
    Page("office", "/exemptions"),
    Page("office", "/exemptions?answer=unknown"),
    Page("clerk", "/exemptions/{enterprise}"),
    Page("office", "/registers/history"),
    Page("office", "/registers/history?kind=penalty&q=x"),
    Page("office", "/registers/history/declare", empty=True),
    Page("office", "/registers/history/{past}/strike", empty=True),
    Page("office", "/registers/items"),
    Page("office", "/registers/items?complete=no&q=x"),
    Page("office", "/registers/items/new", empty=True),
    Page("office", "/registers/items/{item}"),
    Page("office", "/registers/items/{item}/edit", empty=True),
    Page("clerk", "/registers/items/new", empty=True),
    Page("clerk", "/registers/items/{item}/edit", empty=True),
    Page("office", "/imports/new?kind=items", empty=True),
    Page("office", "/imports/new", empty=True),
    Page("office", "/imports/{upload}"),
    *(Page("office", f"/plans{path}") for path in ("", "/2026", "/2025", "/2026/merge", "/2026/versions")),
    Page("office", "/plans/2026/tasks/new", empty=True),
    Page("office", "/plans/2026/tasks/{task}"),
    Page("office", "/plans/2026/tasks/{task}/edit", empty=True),
    Page("office", "/plans/2026/tasks/{task}/schedule"),
    Page("office", "/plans/2026/what-if"),
    Page("office", "/plans/2026/what-if?task={task}&rate_b=9&rate_c=9&rate_d=9"),
    Page("office", "/plans/2026/what-if?task={task}&rate_b=x"),
    Page("office", "/plans/2026/versions?one=1&other=2"),
    Page("office", "/plans/2026/versions/2"),
    Page("office", "/plans/2026/supervision"),
    Page("office", "/plans/2026/publish"),
    *(Page("office", f"/draws{path}") for path in ("", "/new?year=2025", "/new?year=1949")),
    Page("office", "/draws/upload", empty=True),
    *(Page("office", f"/draws/{{draw_{state}}}") for state in ("draft", "waiting", "due", *SHOWN)),
    Page("office", "/draws/{draw_published}/screen"),
    Page("office", "/draws/{draw_draft}/lock", empty=True),
    Page("office", "/draws/{draw_draft}/revise"),
    Page("office", "/draws/{draw_due}/value", empty=True),
    Page("office", "/draws/{draw_drawn}/publish"),
    Page("office", "/draws/{draw_seeded}/void", empty=True),
    Page("office", "/draws/{draw_drawn}/targets/{target}/replace", empty=True),
    Page("clerk", "/dept/draws"),
    Page("clerk", "/dept/draws/{draw_drawn}/{target}/{sent}/recuse", empty=True),
    Page("office", "/imports/new?kind=plan_tasks"),
    Page("clerk", "/dept/plan/2026"),
    Page("clerk", "/plans/2026/supervision"),
    Page("office", "/rules/proposals"),
    Page("office", "/rules/proposals/{rule}"),
    Page("second", "/rules/proposals/{rule}"),
    Page("office", "/rules/complaint.verify/proposals/new", empty=True),
    Page("office", "/calendar/proposals"),
    Page("office", "/calendar/proposals/{year}"),
    Page("second", "/calendar/proposals/{year}"),
    Page("office", "/calendar/proposals/new", empty=True),
    Page("keyholder", "/auth/verify/passkey"),
    Page("keyholder", "/settings/passkeys"),
)
DEPARTMENT = (
    *(Page("clerk", path) for path in ("/", "/complaints", "/complaints?view=all&q=没有", "/notifications")),
    *(Page("clerk", f"/complaints/{{{name}}}") for name in ("referred", "answered", "rated", "in_progress")),
    *(Page("clerk", f"/complaints/{{{name}}}") for name in ("preliminary", "under_review", "resolved", "mended")),
    Page("inspector", "/inspect"),
    Page("inspector", "/imports/new?kind=results", empty=True),
    Page("inspector", "/inspect/visits"),
    Page("inspector", "/inspect/visits?state=draft&from_on=x"),
    Page("inspector", "/inspect/visits/new", empty=True),
    *(Page("inspector", f"/inspect/visits/{{{name}}}") for name in ("visit", "registered", "entered", "urgent")),
    Page("inspector", "/inspect/visits/{visit}/edit", empty=True),
    Page("inspector", "/inspect/visits/{registered}/reschedule", empty=True),
    Page("inspector", "/inspect/offers/{offer}/apart", empty=True),
    Page("clerk", "/inspect/supervision"),
    Page("office", "/draws/{draw_drawn}/visits"),
    Page("inspector", "/inspect/results"),
    Page("inspector", "/inspect/visits/{over}/result", empty=True),
    Page("inspector", "/inspect/visits/{registered}/result", empty=True),
    Page("inspector", "/inspect/results/{result}"),
    Page("inspector", "/inspect/follow-ups/{follow_up}", empty=True),
    Page("owner", "/my/results"),
    Page("nobody", "/public/results"),
    Page("nobody", "/public/results?q=没有"),
    Page("nobody", "/public/results/{public}"),
    Page("nobody", "/public/rates/2025"),
    Page("clerk", "/publishing"),
    Page("clerk", "/publishing/{result}"),
    Page("clerk", "/publishing/{contested}"),
    Page("clerk", "/publishing/{public}/contest", empty=True),
    Page("clerk", "/publishing/{public}/correct"),
    Page("clerk", "/publishing/batches/{batch}"),
    Page("office", "/admin/templates"),
    Page("office", "/admin/templates/order", empty=True),
    Page("inspector", "/quiet-day"),
    Page("inspector", "/quiet-day?state=approved"),
    Page("inspector", "/quiet-day/{request}"),
    Page("inspector", "/quiet-day/{approval}"),
    Page("inspector", "/quiet-day/{approval}/slip"),
    Page("office", "/desk/visits"),
    Page("office", "/desk/flags"),
    Page("office", "/registers/entities/{enterprise}/timeline"),
    Page("office", "/desk/visits/{urgent}/judge", empty=True),
    Page("office", "/desk/sightings/{sighting}/judge", empty=True),
    Page("office", "/quiet-day/filings/2026"),
    Page("leader", "/approvals"),
    Page("leader", "/approvals/{request}"),
    Page("leader", "/approvals/{approval}"),
    Page("leader", "/approvals/{request}/approve"),
    Page("leader", "/approvals/{request}/return", empty=True),
    Page("leader", "/approvals/{request}/reject", empty=True),
    Page("leader", "/leader/deputies", empty=True),
    Page("clerk", "/complaints/{fresh}/verify", empty=True),
    Page("clerk", "/complaints/{fresh}/return", empty=True),
    Page("clerk", "/complaints/{begun}/resolve", empty=True),
    Page("clerk", "/complaints/{begun}/extend", empty=True),
    Page("clerk", "/complaints/{complex}/preliminary", empty=True),
    Page("clerk", "/complaints/{rated}/rectify", empty=True),
)
PENALTIES = (
    *(Page("clerk", path) for path in ("/penalties", "/penalties?q=没有", "/penalties/new")),
    *(Page("clerk", f"/penalties/drafts/{{penalty_draft}}/{step}") for step in ("check", "review")),
    *(Page("clerk", f"/penalties/drafts/{{penalty_draft}}/{step}", empty=True) for step in ("case", "facts")),
    *(Page("clerk", f"/penalties/{{{name}}}") for name in ("penalty", "asked", "filed", "decided", "fallen")),
    *(Page("clerk", f"/penalties/{{asked}}/{act}", empty=True) for act in ("reply", "vet", "hear", "decide", "drop")),
    *(Page("clerk", f"/penalties/{{decided}}/{act}", empty=True) for act in ("pay", "publish", "reverse")),
    *(Page("office", path) for path in ("/penalties?state=submitted", "/desk/penalties", "/penalties/{asked}")),
    Page("office", "/penalties/{filed}/ask", empty=True),
    Page("office", "/leniency"),
    Page("office", "/leniency/proposals"),
    Page("office", "/leniency/proposals/{leniency}"),
    Page("second", "/leniency/proposals/{leniency}", empty=True),
    Page("office", "/leniency/proposals/new", empty=True),
    Page("office", "/leniency/proposals/new?code=BYCF-01"),
)
ARREARS = (
    *(Page(who, "/arrears/new", empty=True) for who in ("nobody", "rival")),
    Page("debtee", "/arrears/new/check"),
    Page("debtee", "/arrears/new?faults=1"),
    *(Page(who, "/arrears/{arrears}") for who in ("owner", "clerk", "office")),
    *(Page("office", path) for path in ("/arrears", "/arrears?view=cleared&q=没有", "/arrears/totals")),
    *(Page("clerk", path) for path in ("/arrears", "/arrears/{sealed_arrears}")),
    *(Page("office", f"/arrears/{{arrears}}/{act}", empty=True) for act in ("repay", "step", "assess")),
    Page("owner", "/arrears/{arrears}/repayments/{arrears_repayment}/object", empty=True),
    Page("office", "/arrears/{arrears}/repayments/{arrears_repayment}/settle", empty=True),
    Page("office", "/arrears/{sealed_arrears}/hand-over", empty=True),
    Page("office", "/arrears/{bookless}"),
    Page("office", "/arrears/{bookless}/open", empty=True),
)
SUPERVISION = (
    *(Page("office", f"/{path}") for path in ("desk/supervision", "supervision", "referrals")),
    Page("office", "/supervision/issue/yellow?pick={late_clock}", empty=True),
    Page("office", "/supervision/dismiss/yellow?pick={late_clock}", empty=True),
    Page("office", "/supervision/measures/new?kind=onsite", empty=True),
    Page("office", "/supervision/reminders", empty=True),
    *(Page(who, "/supervision/{order}") for who in ("office", "clerk", "discipline")),
    *(Page("office", f"/supervision/{{order}}/{act}", empty=True) for act in ("withdraw", "note")),
    Page("clerk", "/supervision/{order}/answer", empty=True),
    Page("clerk", "/supervision"),
    Page("office", "/referrals/new", empty=True),
    *(Page("discipline", f"/referrals/{{{name}_referral}}") for name in ("order", "foreign_order")),
    Page("discipline", "/referrals/{foreign_order_referral}/conclude", empty=True),
)
WARNINGS = (
    *(Page(who, "/warnings") for who in ("office", "clerk", "discipline")),
    *(Page(who, "/warnings/{warning}") for who in ("office", "clerk")),
    Page("discipline", "/warnings/{kept_warning}"),
)
DISCIPLINE = (
    *(Page("discipline", f"/discipline{path}") for path in ("", "/log", "/watch")),
    Page("office", "/discipline/watch"),
    Page("discipline", "/discipline/watch/{watch}", empty=True),
)
AUDIT = (
    *(Page(who, path) for who in ("office", "discipline") for path in ("/audit", "/audit/runs", "/audit/checks")),
    *(Page(who, "/audit/{finding}") for who in ("office", "clerk", "discipline")),
    *(Page(who, "/audit/{hidden_finding}") for who in ("office", "discipline")),
    *(Page("office", path) for path in ("/audit?state=waived&severity=grave", "/audit/runs/{audit_run}")),
    Page("office", "/audit/run"),
    *(Page("office", f"/audit/{{finding}}/decide/{act}", empty=True) for act in ("ask", "waive")),
    Page("clerk", "/audit"),
    Page("clerk", "/audit/{finding}/explain", empty=True),
    Page("clerk", "/audit/{accepted_finding}/correct", empty=True),
)
MEASURES = (
    *(Page(who, "/measures") for who in ("office", "clerk", "leader")),
    Page("office", "/measures?light=amber&quarter=2026-3"),
    *(Page(who, "/measures/2026/11") for who in ("office", "clerk")),
    Page("clerk", "/measures/2026/11/report/2026-3", empty=True),
    *(Page(who, "/measures/late?quarter=2026-2") for who in ("office", "clerk")),
    Page("office", "/measures/units"),
    Page("office", "/measures/units/市发改局"),
    Page("office", "/measures/steps/new/circular/2026-2/{department}", empty=True),
    *(Page(who, "/measures/steps/{demand}") for who in ("office", "clerk")),
    Page("clerk", "/measures/steps/{received}/answer", empty=True),
)
SURVEYS = (
    Page("office", "/surveys"),
    Page("office", "/surveys/new", empty=True),
    *(Page("office", f"/surveys/{{{name}}}") for name in ("survey", "survey_closed")),
    Page("office", "/surveys/{survey_closed}/reasons"),
    Page("nobody", "/survey", empty=True),
    Page("nobody", "/survey?code={survey_code}"),
    Page("nobody", "/survey/thanks"),
    Page("nobody", "/public/surveys"),
    Page("nobody", "/public/surveys/{survey_closed}"),
)
SCORECARDS = (
    *(Page(who, "/scorecards") for who in ("office", "clerk", "leader")),
    Page("office", "/scorecards/new", empty=True),
    *(Page(who, "/scorecards/weights") for who in ("office", "second", "clerk")),
    Page("office", "/scorecards/weights/new", empty=True),
    Page("second", "/scorecards/weights/{scheme}/reject", empty=True),
    *(Page(who, "/scorecards/{card}") for who in ("office", "clerk")),
    *(Page(who, "/scorecards/{card}/{department}") for who in ("office", "clerk")),
    Page("clerk", "/scorecards/{card}/appeals/new/reported/{card_case}", empty=True),
    Page("office", "/scorecards/{card}/appeals/{card_appeal}", empty=True),
)
TYPICAL_CASES = (
    *(Page(who, "/cases") for who in ("office", "leader")),
    Page("office", "/cases/new", empty=True),
    *(Page(who, f"/cases/{{{name}}}") for who in ("office", "leader") for name in ("case_waiting", "case_standing")),
    Page("office", "/cases/{case_waiting}/revise"),
    Page("leader", "/cases/{case_waiting}/approve", empty=True),
    Page("leader", "/cases/{case_waiting}/send-back", empty=True),
    Page("office", "/cases/{case_standing}/withdraw", empty=True),
    *(Page("nobody", f"/public/cases{path}") for path in ("", "/{case_number}")),
)
OTHERS = (
    *(Page(who, "/") for who in ("leader", "inspector", "discipline", "office")),
    Page("discipline", "/admin/log"),
    Page("discipline", "/admin/log?verb=complaint:look&since=x"),
    Page("office", "/admin/log?ref={sealed}"),
    Page("office", "/ledger"),
    Page("admin", "/admin/users"),
    Page("admin", "/admin/users/new", empty=True),
    Page("admin", "/admin/users/{somebody}"),
    Page("admin", "/admin/tokens"),
    Page("admin", "/admin/tokens/new", empty=True),
    Page("admin", "/admin/timer"),
    Page("admin", "/admin/webhooks"),
    Page("admin", "/admin/webhooks/new", empty=True),
    Page("admin", "/admin/deliveries"),
    Page("admin", "/settings/notices"),
    Page("admin", "/settings"),
    Page("admin", "/settings/password", empty=True),
    Page("admin", "/settings/passkeys"),
    Page("admin", "/settings/recovery-codes"),
    Page("admin", "/auth/two-factor/setup"),
    Page("admin", "/auth/verify", empty=True),
)
WATCHING = (*SUPERVISION, *WARNINGS, *DISCIPLINE, *AUDIT)
REPORTS = (
    *(Page(who, "/reports") for who in ("office", "clerk", "leader")),
    *(Page("office", f"/reports/drafts/{key}") for key in ("2026-06", "2026-09", "2026-Q2", "2026-H1", "2025")),
    Page("office", "/reports/drafts/2026-06/issue"),
    Page("office", "/reports/drafts/2026-07/issue", empty=True),
    *(Page(who, "/reports/{report}") for who in ("office", "clerk", "leader")),
    *(
        Page("office", f"/reports/figures/{code}/2026-09")
        for code in ("verification_on_time", "arrears_left", "orders")
    ),
    *(Page("nobody", path) for path in ("/public/stats", "/public/definitions", "/public/reports/{report}")),
)
JUDGING = (*MEASURES, *SURVEYS, *SCORECARDS)
SHOWING = (*REPORTS, *TYPICAL_CASES)
PAGES = (*PUBLIC, *ENTERPRISE, *OFFICE, *DEPARTMENT, *PENALTIES, *ARREARS, *WATCHING, *SHOWING, *JUDGING, *OTHERS)

# Addresses that lead to another page, and those that answer with a file or with data or that only take a form.
ELSEWHERE = frozenset({"quiet_days.of_visit", "workdays.index", "security.two_factor_rescue"})
FILES = frozenset(
    {
        "static",
        "bootstrap.static",
        "api-docs.openapi_json",
        "health.alive",
        "health.ready",
        "complaints.answer",
        "timelines.exceptions_csv",
        "visits.paper",
        "quiet_days.paper",
        "complaints.copy",
        "complaints.export",
        "complaints.original",
        "complaints.own_file",
        "complaints.preview_copy",
        "complaints.receipt_file",
        "complaints.receipt_pdf",
        "complaints_api.categories",
        "arrears_api.index",
        "arrears_api.show",
        "complaints_api.index",
        "complaints_api.show",
        "enterprises.export_csv",
        "enterprises.export_xlsx",
        "enterprises_api.index",
        "enterprises_api.show",
        "ledger.checkpoint",
        "ledger.consistency",
        "ledger.export",
        "ledger.leaves",
        "ledger.note",
        "ledger.sheet",
        "imports.marked_sheet",
        "departments.export_csv",
        "departments.export_leaders",
        "departments.export_xlsx",
        "inspectors.export_csv",
        "inspectors.export_xlsx",
        "items.export_csv",
        "lookbacks.export_csv",
        "lookbacks.export_xlsx",
        "lookbacks_api.show",
        "penalties_api.annex",
        "penalties_api.index",
        "penalties_api.show",
        "items.export_xlsx",
        "inspectors_api.index",
        "inspectors_api.show",
        "items_api.index",
        "items_api.show",
        "imports.template_sheet",
        "draws.file",
        "draws.public_file",
        "draws.public_zip",
        "publication.as_json",
        "publication.atom",
        "publication.batch_csv",
        "publication.batch_xlsx",
        "publication.csv",
        "publication.xlsx",
        "arrears.paper",
        "arrears.receipt",
        "arrears.totals_csv",
        "arrears.totals_xlsx",
        "results.my_paper",
        "reports.document",
        "reports.public_document",
        "reports.stats_csv",
        "reports.trace_csv",
        "results.paper",
        "results.photo",
        "results.sample",
        "penalties.annex",
        "penalties.export_csv",
        "penalties.export_xlsx",
        "penalties.public_csv",
        "penalties.receipt",
        "plans.export_csv",
        "plans.export_xlsx",
        "plans.public_csv",
        "plans.public_xlsx",
        "quiet_days.filings_csv",
        "quiet_days.filings_xlsx",
        "quiet_days.receipt",
        "security.wan_delete",
        "supervision.document_docx",
        "supervision.document_pdf",
        "supervision.referral_docx",
        "supervision.referral_pdf",
        "supervision.export_csv",
        "supervision.export_xlsx",
        "measures.export_csv",
        "measures.export_xlsx",
        "measures.list_xlsx",
        "surveys.public_csv",
        "scorecards.export_csv",
        "scorecards.export_xlsx",
    }
)
