"""A town with everybody in it and something of each kind, for walks over every address of the service.

Built once for a walk; `town.restore()` brings the database back to what it was.
"""

import sqlite3
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from typing import Any

from flask import Flask, session
from sqlalchemy import select

from app.accounts.models import ApiToken, User
from app.accounts.rules import grantable
from app.arrears import service as owing
from app.arrears.rules import StepKind
from app.complaints import queries, service
from app.complaints.models import Complaint
from app.complaints.rules import Author, Complexity, Disclosure
from app.departments import queries as departments
from app.departments import service as departing
from app.departments.rules import Level
from app.discipline import queries as watching
from app.discipline import service as watched
from app.draws import queries as drawing
from app.draws.rules import Lists
from app.enterprises import queries as enterprises
from app.inspectors import service as recusing
from app.items import queries as items
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import service as ledger
from app.ledger.rules import notes as signed
from app.lookbacks import queries as looking
from app.lookbacks import service as lookbacks
from app.lookbacks.rules import Kind
from app.notices import queries as notices
from app.notices import service as carrying
from app.notices.models import Delivery
from app.notices.rules import Carrier, DeliveryState, EventType
from app.penalties import service as fining
from app.plans import service as plans
from app.policy import service as policy
from app.quiet_days import rules as asking
from app.reports import rules as periods
from app.reports import service as reporting
from app.supervision import service as supervising
from app.supervision.rules import Kind as Measure
from app.warnings import service as warning
from app.warnings.queries import Counter, Due
from app.warnings.rules import Event, Terms
from app.warnings.rules import Kind as Warns
from app.workdays import service as workdays
from app.workdays.rules import DayKind, Special
from tests import make
from tests.arrears import books
from tests.audit.settling import settle as settle_findings
from tests.complaints import story
from tests.complaints.story import PNG, REFERRED, Cast, filed
from tests.conftest import Client
from tests.draws import acts
from tests.kernel import sheets_made
from tests.measures.settling import settle as settle_measures
from tests.penalties import cases as penalties
from tests.publication.settling import settle as settle_publications
from tests.results.settling import settle as settle_results
from tests.scorecards.settling import settle as settle_scorecards
from tests.surveys.settling import settle as settle_surveys
from tests.typical_cases.settling import settle as settle_typical_cases
from tests.visits.settling import settle

PEOPLE = (
    "nobody",
    "tracker",
    "owner",
    "rival",
    "clerk",
    "stranger",
    "inspector",
    "leader",
    "office",
    "discipline",
    "admin",
)
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
NEVER = "TS-0000-0000-3"
CONTACT = service.Contact(enterprise="湖畔食品有限公司", person="湖畔老板", phone="13900001402")
NOTICE = [Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"), Special(date(2027, 1, 9), DayKind.MAKEUP, "元旦")]


class Town(Cast):
    """Everybody, by the names of `PEOPLE`, and what they are after."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.users = self._people()
        answered, referred, sealed, foreign = (
            self.resolved(),
            self._referred(),
            self._filed(self.owner),
            self._foreign(),
        )
        self.numbers = {
            "answered": answered.number,
            "referred": referred.number,
            "sealed": sealed.complaint.number,
            "missing": NEVER,
        }
        self.wishes = {"own": _wishes(referred), "foreign": _wishes(foreign)}
        self.sealed_version = sealed.complaint.version
        self.unsealed = self._unsealed()
        self.own_wish = self._asked(self._filed(self.owner).complaint)
        self.rule_proposal, self.year_proposal = self._proposals()
        self.closed = self._closed()
        self.uploads = {"own": self._upload("office"), "foreign": self._upload("admin")}
        self.drafts = {"own": self._draft("owner"), "foreign": self._draft("rival")}
        self.notices = {"own": _notice(referred), "foreign": _notice(foreign)}
        self.tokens = {name: make.token(user, *grantable(user.role)) for name, user in self.users.items()}
        self.token_id = db.session.scalars(select(ApiToken.id)).first()
        self.ids = {name: user.id for name, user in self.users.items()}
        self.codes = {
            "enterprise": enterprises.get(self.owner.enterprise_id or 0).uscc,
            "department": self.department.code,
            "department_id": self.department.id,
            "item": make.item("入企检查", [self.department]).code,
            **self._inspectors(),
            "past": self._past(),
        }
        self.codes |= self._planned()
        self.draws = acts.staged(self.officer, self.second, self._drawable(), NOW)
        self.codes |= self._drawn()
        known = items.by_code(self.codes["item"])
        self.codes |= settle(self.owner, self.users["inspector"], self.users["leader"], self.department, known)
        people = (self.owner, self.users["inspector"], self.users["leader"], self.department, known)
        self.codes |= settle_results(*people)
        self.codes |= settle_publications(*people)
        self.codes |= self._fined()
        self.codes["link"] = self._link()
        self.codes |= self._owed()
        self.codes |= self._supervised()
        self.codes |= self._warned()
        self.codes["watch"] = self._watched()
        self.codes |= self._reported()
        self.codes |= self._carried()
        stranger = departments.get(self.users["stranger"].department_id or 0)
        self.codes |= settle_findings(
            self.owner, self.users["inspector"], (self.officer, self.clerk), self.department, stranger
        )
        self.codes |= settle_measures(self.department, self.officer, at=NOW)
        self.codes |= settle_surveys(self.department, self.officer, at=NOW)
        self.codes |= settle_scorecards(self.clerk, self.officer, self.second, at=NOW)
        self.codes |= settle_typical_cases(self.officer, self.second, self.users["leader"], at=NOW)
        self.cookies = {name: self._cookie(name) for name in PEOPLE}
        self._keep()

    def _inspectors(self) -> dict[str, Any]:
        """An inspector of the clerk's department with a recusal, and the leader in charge of the department."""
        inspector = make.inspector(self.department, name="李澄宇")
        firm = enterprises.get(self.owner.enterprise_id or 0)
        with transaction():
            first = date(2026, 1, 1)
            led = departing.appoint(self.department, self.users["leader"], from_on=first, by=self.officer, at=NOW)
            avoided = recusing.recuse(inspector, firm, reason="配偶任职", from_on=first, by=self.officer, at=NOW)
        return {"inspector": inspector.certificate_no, "recusal": avoided.id, "leadership": led.id}

    def _past(self) -> int:
        """A visit that another level's records tell of, at the owner's; the office vouches for those records."""
        firm = enterprises.get(self.owner.enterprise_id or 0)
        row = {"uscc": firm.uscc, "happened_on": date(2025, 5, 18), "unit": "益阳市消防救援支队", "source": "省平台"}
        with transaction():
            lookbacks.load([{**row, "level": Level.PREFECTURE}], digest="0" * 64, by=self.officer, at=NOW)
            since = {"line": "", "since_on": date(2021, 1, 1), "reason": "已核对"}
            lookbacks.declare(Kind.VISIT, Level.PREFECTURE, **since, by=self.officer, at=NOW)
        return looking.all_records(firm)[0].id

    def _people(self) -> dict[str, User]:
        return {
            "owner": self.owner,
            "rival": make.user(Role.ENTERPRISE),
            "clerk": self.clerk,
            "stranger": make.user(Role.CLERK),
            "inspector": make.user(Role.INSPECTOR, department=self.department),
            "leader": make.user(Role.LEADER),
            "office": self.officer,
            "discipline": make.user(Role.DISCIPLINE),
            "admin": make.user(Role.ADMINISTRATOR),
        }

    def _filed(self, holder: User) -> service.Filed:
        return filed(holder, contact=CONTACT, files=[service.upload("湖畔执照.png", PNG)])

    def _referred(self) -> Complaint:
        """With the department, verified: a copy handed over, an answer with a file, wishes that wait for an answer."""
        complaint = self._filed(self.owner).complaint
        copies = service.render(complaint, [1])
        with transaction():
            to, sheet = self.department, story.SHEET
            service.accept(complaint, to=to, sheet=sheet, copies=copies, by=self.officer, at=REFERRED)
        return self._wished(complaint, self.clerk)

    def _foreign(self) -> Complaint:
        """Another enterprise's case that lies with another department."""
        complaint = self._filed(self.users["rival"]).complaint
        with transaction():
            to = departments.get(self.users["stranger"].department_id or 0)
            service.accept(complaint, to=to, sheet=story.SHEET, by=self.officer, at=REFERRED)
        return self._wished(complaint, self.users["stranger"])

    def _wished(self, complaint: Complaint, clerk: User) -> Complaint:
        files = [service.upload("核实照片.png", PNG)]
        kind = Complexity.SIMPLE
        with transaction():
            service.verify(complaint, fields=story.REPLY, complexity=kind, files=files, by=clerk, at=REFERRED)
        with transaction():
            service.request_extension(complaint, days=2, reason="等鉴定结果", by=clerk, at=REFERRED)
        with transaction():
            service.supplement(complaint, words="补充一点", at=REFERRED)
        with transaction():
            service.request_unsealing(complaint, reason="需要核对", by=self.second, at=REFERRED)
        return complaint

    def _asked(self, complaint: Complaint) -> dict[str, Any]:
        """The officer's own wish to know who complained."""
        with transaction():
            asked = service.request_unsealing(complaint, reason="需要核对", by=self.officer, at=REFERRED)
        return {"number": complaint.number, "unsealing_id": asked.id}

    def _unsealed(self) -> str:
        """A case of which the officer may look who complained: the second one has agreed."""
        complaint = self._filed(self.owner).complaint
        asked = queries.unsealing(complaint, self._asked(complaint)["unsealing_id"])
        with transaction():
            service.approve_unsealing(complaint, asked, by=self.second, at=NOW)
        return complaint.number

    def _proposals(self) -> tuple[int, int]:
        """A rule and a calendar that wait for a second person."""
        with transaction():
            rule = policy.propose("complaint.verify", 5, date(2026, 10, 1), "试行", by=self.second, at=NOW)
            year = workdays.propose(2027, NOTICE, source="国办发明电", by=self.second, at=NOW)
        return rule.id, year.id

    def _closed(self) -> str:
        """A day of the ledger that is closed and witnessed, before anything that is acted in the town."""
        day, witness = date(2026, 8, 31), signed.Signer("audit.example", b"w" * 32, signed.WITNESS_KEY)
        with transaction():
            made = ledger.close(day, signer=self.app.extensions["ledger"].signer, at=NOW)
            line = str(witness.cosign(signed.opened(made.note)[0], int(NOW.timestamp())))
            ledger.cosign(day, line, witnesses=(witness.public,), at=NOW)
        return day.isoformat()

    def _planned(self) -> dict[str, Any]:
        """The draft of this year's plan with a task and an entry of key supervision of the clerk's department."""
        plan, item = make.plan(), items.by_code(self.codes["item"])
        task = make.task(plan, [self.department], [item])
        with transaction():
            entry = plans.supervise(plan, self.department, basis="安全生产法", by=self.officer, at=NOW)
        return {"task": task.number, "supervision": entry.id}

    def _drawable(self) -> Lists:
        return acts.of_unit(self.department.code, str(self.codes["enterprise"]))

    def _drawn(self) -> dict[str, Any]:
        """A target of the draw that is drawn, and an inspector who is sent there; each draw by its state."""
        visit = drawing.standing(drawing.by_number(self.draws["drawn"]))[0]
        sent = visit.inspectors[self.department.code][0]
        return {"target": visit.uscc, "sent": sent} | {f"draw_{state}": one for state, one in self.draws.items()}

    def _fined(self) -> dict[str, Any]:
        """A penalty of each of two departments, filed and asked about; a draft of each; a change of the lists."""
        self.penalties = penalties.Cast.among(
            self.clerk, self.users["stranger"], self.officer, enterprises.get(self.owner.enterprise_id or 0)
        )
        filed = {}
        for name, clerk in (("penalty", self.clerk), ("foreign_penalty", self.users["stranger"])):
            filed[name] = self.penalties.vetted(by=clerk, at=REFERRED, files=[fining.upload("笔录.png", PNG)])
            self.penalties.ask(filed[name], at=REFERRED)
        drafts = {"penalty_draft": self.clerk, "foreign_draft": self.users["stranger"]}
        kept = {name: self.penalties.draft(f"{name:x<32}", by=clerk) for name, clerk in drafts.items()}
        numbers = {name: filing.number for name, filing in filed.items()}
        return {**numbers, **kept, "leniency": self.penalties.proposed()}

    def _link(self) -> str:
        """The link of the message that told the leader of a request."""
        key = sealing.derived_key(sealing.key(self.app.config["BE_IDENTITY_KEY"]), "approval-links")
        return asking.token(key, self.codes["request"], self.users["leader"].id, at=NOW)

    def _owed(self) -> dict[str, Any]:
        """Arrears of two creditors with two departments, each with a contradicted repayment and a step that has its
        paper; and one that is not handed over to the clerk's department.
        """
        cast = books.Cast.among(self, departments.get(self.users["stranger"].department_id or 0))
        kinds = {
            "arrears": (self.owner, self.department, self.clerk),
            "foreign_arrears": (self.users["rival"], cast.town, self.users["stranger"]),
        }
        found: dict[str, Any] = {"sealed_arrears": cast.referred(at=REFERRED).number}
        for name, (holder, unit, clerk) in kinds.items():
            case = cast.opened(holder=holder, at=REFERRED, disclosure=Disclosure.NAMED)
            with transaction():
                service.accept(case.complaint, to=unit, sheet=story.SHEET, by=self.officer, at=REFERRED)
            paid = cast.repay(case, "1000.00", by=owing.Side(Author.DEPARTMENT, clerk), at=NOW)
            kept = service.upload("督办通知.png", PNG)
            copy = owing.Paper(kept.name, kept.mime, kept.sha256, kept.data)
            with transaction():
                owing.object_to(paid, words="没有到账", by=owing.CREDITOR, at=NOW)
                told = {"on": NOW.date(), "document_no": "沅优督1号", "words": "核对账目", "paper": copy}
                step = owing.take_step(case, kind=StepKind.ONSITE, **told, by=self.officer, at=NOW)
            found |= {name: case.number, f"{name}_repayment": paid.id, f"{name}_step": step.id}
        return found

    def _supervised(self) -> dict[str, Any]:
        """A document to each of two departments, one of them received, and two referrals, one of them taken up."""
        found: dict[str, Any] = {}
        for name, unit in (("order", self.department.id), ("foreign_order", self.users["stranger"].department_id or 0)):
            draft = supervising.Draft("关于办理情况的通报", "请抓紧办理。")
            subjects = [self.numbers["referred"]]
            with transaction():
                made = supervising.take_measure(
                    Measure.CIRCULAR, subjects, draft, department_id=unit, by=self.officer, at=NOW
                )
            found[name] = made.number
            with transaction():
                told = {"facts": "多次督办不落实", "basis": "附件3 第81项", "department_id": unit}
                sent = supervising.refer_up(subjects, **told, by=self.officer, at=NOW)
            found[f"{name}_referral"] = sent.number
        with transaction():
            supervising.take_up(sent, by=self.users["discipline"], at=NOW)
        return found

    def _warned(self) -> dict[str, Any]:
        """A warning of each of two departments, and one that no department is told of."""
        own, other = self.department.id, self.users["stranger"].department_id or 0
        found = {"warning": (own, Warns.LATE_ANSWERS), "foreign_warning": (other, Warns.LATE_ANSWERS)}
        found["kept_warning"] = (own, Warns.UNANNOUNCED)
        numbers = {}
        for name, (unit, kind) in found.items():
            event = Event(NOW.date(), self.numbers["referred"])
            due = Due(Counter(kind, unit), {event: (unit,)}, Terms(1, 365, 1))
            with transaction():
                numbers[name] = warning.issue(due, at=NOW).number
        return numbers

    def _watched(self) -> str:
        """An action of a department close after a complaint of the enterprise: its visit, which went in."""
        root = sealing.key(self.app.config["BE_IDENTITY_KEY"])
        with transaction():
            holder = partial(service.holder_of, root)
            watched.watch(key=sealing.derived_key(root, "reprisals"), holder=holder, at=NOW)
        return watching.watches()[0].number

    def _reported(self) -> dict[str, Any]:
        """A report that is public, and one that is not; the public months are counted."""
        with transaction():
            known = reporting.issue(periods.parse("2026-08"), by=self.officer, at=NOW)
            kept = reporting.issue(periods.parse("2026-07"), by=self.officer, at=NOW)
        with transaction():
            reporting.release(known, by=self.officer, at=NOW)
            reporting.close_months(by=SYSTEM, at=NOW)
        return {"report": known.number, "kept_report": kept.number}

    def owed(self, name: str, more: tuple[str, ...]) -> dict[str, Any]:
        """The parts of the address of a case of arrears, or of what belongs to it."""
        parts = {part: self.codes.get(f"{name}_{part.removesuffix('_id')}", 1) for part in more}
        return {"number": self.codes[name], **parts}

    def _carried(self) -> dict[str, Any]:
        """A webhook that hears what the office is told, and a delivery to it that was given up."""
        key, types = self.app.extensions["notices"].key, list(EventType)
        with transaction():
            hook, _ = carrying.create_webhook(
                self.officer, "政务平台", "https://a.example/", types, private=False, key=key, by=SYSTEM, at=NOW
            )
            carrying.ping(hook, by=SYSTEM, at=NOW)
            carrying.spread([Carrier.WEBHOOK], at=NOW)
        with make.act():
            found = db.session.scalars(select(Delivery).where(Delivery.recipient == f"webhook:{hook.id}")).all()[-1]
            found.state, found.done_at = DeliveryState.GIVEN_UP, NOW
        return {"webhook": hook.id, "delivery": found.id}

    def _upload(self, name: str) -> str:
        """A sheet of enterprises that waits for its owner."""
        client = self.client(self.users[name])
        book = sheets_made.xlsx([["企业名称", "统一社会信用代码", "备注"], [f"{name}公司", make.code(900), ""]])
        sent = client.post("/imports/new?kind=enterprises", data={"file": (BytesIO(book), "名单.xlsx")})
        assert sent.status_code == 303, sent.text
        return str(sent.location.rsplit("/", 1)[1])

    def _draft(self, name: str) -> str:
        key = f"{name:0<32}"[:32]
        with transaction():
            pseudonym = service.holder_of(story.KEY, self.users[name].id)
            service.save_draft(key, {"category": "other"}, root=story.KEY, holder=pseudonym, at=NOW)
        return key

    def client(self, user: User) -> Client:
        made = self.app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    def _cookie(self, name: str) -> str:
        """The cookie of a browser in which this person is signed in; the tracker's has opened one case by its code."""
        if name in self.users:
            found = self.client(self.users[name]).get_cookie("session")
            return found.value if found else ""
        if name == "nobody":
            return ""
        with self.app.test_request_context():
            session["followed"] = [self.numbers[name] for name in ("referred", "answered")]
            response = self.app.response_class()
            self.app.session_interface.save_session(self.app, session, response)
        return response.headers["Set-Cookie"].split(";")[0].partition("=")[2]

    def asker(self, name: str) -> Client:
        """A browser that knows nothing but who it is."""
        made = self.app.test_client()
        assert isinstance(made, Client)
        if self.cookies[name]:
            made.set_cookie("session", self.cookies[name])
        return made

    def restore(self) -> None:
        """The database as it was when the town was built, where the last request has changed it."""
        if self._version() != self._seen:
            self._kept.backup(self._lying)
            self._seen = self._version()

    def _keep(self) -> None:
        db.session.remove()
        self._lying = sqlite3.connect(self.app.config["DATABASE_URL"].removeprefix("sqlite:///"))
        self._lying.execute("PRAGMA synchronous = OFF")
        self._kept = sqlite3.connect(":memory:")
        self._lying.backup(self._kept)
        self._seen = self._version()

    def _version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self._lying.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._lying.close()
        self._kept.close()


def _wishes(complaint: Complaint) -> dict[str, int]:
    """What waits for an answer in a case."""
    extension, unsealing = queries.extensions(complaint)[0], queries.unsealings(complaint)[0]
    return {"extension_id": extension.id, "unsealing_id": unsealing.id}


def _notice(complaint: Complaint) -> str:
    """What the complainant of a case was told last."""
    return notices.of_case(complaint.number)[0].message_id
