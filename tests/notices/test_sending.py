"""Each notice reaches each recipient once: through a real mail server, a real gateway, real webhooks; after a kill."""

import base64
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.complaints import service as complaints
from app.complaints.rules import Complexity
from app.kernel import sealing, timer
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.notices import queries, service
from app.notices.models import Delivery, Notice
from app.notices.rules import OFFICE, Carrier, DeliveryState, EventType
from config import DEFAULT_SECRET
from tests import make
from tests.complaints import story
from tests.journeys.world import World
from tests.notices.servers import MailKeeper, Receiver, running

NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
MOST = 200
PERSON = complaints.Contact(enterprise="湖畔食品有限公司", person="湖畔老板", phone="13900001402")


@pytest.fixture
def keeper() -> Iterator[MailKeeper]:
    with running(MailKeeper()) as made:
        yield made


@pytest.fixture
def gateway() -> Iterator[Receiver]:
    with running(Receiver()) as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with running(Receiver()) as made:
        yield made


class City(story.Cast):
    """The cast, everybody of it reachable; `tick()` does what the timer does."""

    def __init__(self, app: Flask, keeper: MailKeeper, gateway: Receiver) -> None:
        super().__init__()
        self.app = app
        settings = {"BE_SMTP": keeper.url, "BE_MAIL_FROM": "youban@city.example", "BE_SMS_URL": gateway.url}
        settings |= {"BE_WEBHOOK_PRIVATE": True, "BE_SMS_TOKEN": "of the gateway"}
        app.extensions["notices"] = service.carriers({**app.config, **settings})
        self.reach(self.owner, "owner@firm.example", "13900001402")
        self.reach(self.clerk, "clerk@city.example", "")
        self.reach(self.officer, "officer@city.example", "13700001111")

    def reach(self, user: Any, address: str, phone: str) -> None:
        with transaction():
            service.prefer(user, mail=bool(address), address=address, sms=bool(phone), phone=phone, by=user, at=make.AT)

    def tick(self) -> None:
        db.session.rollback()
        done = self.app.test_cli_runner().invoke(args=["tick"])
        assert done.exit_code == 0, done.output
        db.session.rollback()

    def webhook(self, user: Any, url: str, *types: EventType) -> str:
        key = self.app.extensions["notices"].key
        with transaction():
            _, secret = service.create_webhook(
                user, "内部系统", url, types or list(EventType), private=True, key=key, by=SYSTEM, at=make.AT
            )
        return secret


@pytest.fixture
def city(app: Flask, keeper: MailKeeper, gateway: Receiver, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> City:
    """Only the work on notices is done here: what others tell as time goes by is theirs to count."""
    works = {name: piece for name, piece in timer.WORKS.items() if name.startswith("notices:")}
    monkeypatch.setattr(timer, "WORKS", works)
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    return City(app, keeper, gateway)


def states() -> Counter[str]:
    return Counter(one.state.value for one in db.session.scalars(select(Delivery)))


def faults() -> list[str]:
    return [one.fault for one in db.session.scalars(select(Delivery).order_by(Delivery.id)) if one.fault]


def test_everybody_gets_each_message_once(
    city: City, keeper: MailKeeper, gateway: Receiver, frozen: Any, at: Any
) -> None:
    """The office and the complainant at once, the department the next morning; ticking on sends nothing twice."""
    city.referred(contact=PERSON, at=at)
    for hour in (0, 0, 23, 23):
        frozen.move_to(at + timedelta(hours=hour))
        city.tick()
    told = Counter(to for to, _ in keeper.kept)
    notices = Counter(one.audience.partition(":")[0] for one in db.session.scalars(select(Notice)))
    assert told["owner@firm.example"] == notices["case"] > 0
    assert told["officer@city.example"] == notices["office"] > 0
    by_phone = Counter(request.json["phone"] for request in gateway.kept)
    assert by_phone == {"13900001402": notices["case"], "13700001111": notices["office"]}
    ids = [mail["Message-ID"] for _, mail in keeper.kept]
    assert len(ids) == len(set(ids))
    assert told["clerk@city.example"] == notices["department"]
    assert states()["waiting"] == 0


def test_a_department_is_not_told_the_hour(city: City, keeper: MailKeeper, frozen: Any, at: Any) -> None:
    city.referred(at=at)
    city.tick()
    assert keeper.of("clerk@city.example") == []
    frozen.move_to(at + timedelta(hours=22, minutes=59))
    city.tick()
    assert keeper.of("clerk@city.example") == []
    frozen.move_to(at + timedelta(hours=23))
    city.tick()
    assert len(keeper.of("clerk@city.example")) == 1


def test_no_text_that_leaves_names_a_complainant_or_the_number_to_them(
    city: City, keeper: MailKeeper, gateway: Receiver, hook: Receiver
) -> None:
    """A whole story, to its review; every mail, SMS and webhook is read."""
    city.webhook(city.officer, hook.url)
    city.webhook(city.clerk, hook.url)
    complaint = city.referred(contact=PERSON)
    with transaction():
        complaints.verify(
            complaint, fields=story.REPLY, complexity=Complexity.SIMPLE, reason="", by=city.clerk, at=story.REFERRED
        )
    with transaction():
        complaints.resolve(complaint, fields=story.REPLY, by=city.clerk, at=story.REFERRED)
    with transaction():
        complaints.rate(complaint, score=1, reasons=["unsolved"], words="没有解决", at=story.REFERRED)
    city.tick()
    mails = [(to, f"{mail['Subject']}\n{mail.get_content()}\n{mail}") for to, mail in keeper.kept]
    sms = [(request.json["phone"], request.json["text"]) for request in gateway.kept]
    events = [("", request.body.decode()) for request in hook.kept]
    assert min(len(mails), len(sms), len(events)) >= 5
    for to, said in mails + sms + events:
        for word in (PERSON.enterprise, PERSON.person, PERSON.phone, city.owner.name, city.owner.username):
            assert word not in said, (to, said)
        if to in {"owner@firm.example", "13900001402"}:
            assert complaint.number not in said
            assert complaint.number.replace("-", "") not in said
    assert all(len(said) <= 70 for _, said in sms)


def test_whose_a_case_is_stands_in_no_delivery(city: City) -> None:
    city.referred(contact=PERSON)
    city.tick()
    recipients = {one.recipient for one in db.session.scalars(select(Delivery))}
    assert recipients == {"holder", f"user:{city.officer.id}", f"user:{city.clerk.id}"}


def test_a_case_of_nobody_we_know_goes_to_nobody(city: City, keeper: MailKeeper) -> None:
    story.filed(None, contact=PERSON)
    city.tick()
    assert {to for to, _ in keeper.kept} == {"officer@city.example"}
    assert states() == {"sent": 2, "dropped": 2}


def test_who_is_shut_out_or_wants_no_more_gets_nothing(city: City, keeper: MailKeeper, gateway: Receiver) -> None:
    story.filed(city.owner, at=NOW)
    with transaction():
        service.spread(list(Carrier), at=story.REFERRED)
    with make.act():
        city.officer.active = False
    city.reach(city.owner, "", "")
    city.tick()
    assert (keeper.kept, gateway.kept) == ([], [])
    assert set(states()) == {"dropped"}


def test_a_server_that_is_away_is_tried_again_and_nothing_is_lost(
    city: City, keeper: MailKeeper, frozen: Any, at: Any
) -> None:
    keeper.answers["MAIL"] = "451 later"
    story.filed(city.owner, at=NOW)
    city.tick()
    assert keeper.kept == []
    keeper.answers.clear()
    city.tick()
    assert keeper.kept == []
    frozen.move_to(at + timedelta(minutes=2))
    city.tick()
    assert Counter(to for to, _ in keeper.kept) == {"owner@firm.example": 1, "officer@city.example": 1}


def test_an_address_that_does_not_exist_is_given_up_and_can_be_sent_again(city: City, keeper: MailKeeper) -> None:
    keeper.answers["RCPT"] = "550 nobody"
    story.filed(city.owner, at=NOW)
    city.tick()
    assert states()["given_up"] == 2
    assert set(faults()) == {"SMTP 550"}
    keeper.answers.clear()
    found = db.session.scalars(select(Delivery).where(Delivery.state == DeliveryState.GIVEN_UP)).first()
    assert found is not None
    with transaction():
        service.resend(found, by=SYSTEM, at=NOW)
    city.tick()
    assert len(keeper.kept) == 1


def test_a_mail_that_may_have_come_is_sent_twice_at_most_with_one_id(
    city: City, keeper: MailKeeper, frozen: Any, at: Any
) -> None:
    keeper.hang_up_after_data = True
    story.filed(city.owner, at=NOW)
    for hour in range(30):
        frozen.move_to(at + timedelta(hours=hour))
        city.tick()
    assert Counter(mail["Message-ID"] for _, mail in keeper.kept).most_common()[0][1] == 2
    assert Counter(to for to, _ in keeper.kept) == {"owner@firm.example": 2, "officer@city.example": 2}
    assert states()["given_up"] == 2


def test_one_carrier_that_is_away_holds_no_other_up(city: City, keeper: MailKeeper, gateway: Receiver) -> None:
    keeper.shutdown()
    keeper.server_close()
    for _ in range(3):
        story.filed(city.owner, at=NOW)
    city.tick()
    assert len(gateway.kept) == 6
    tried = [one.attempts for one in db.session.scalars(select(Delivery).where(Delivery.carrier == Carrier.MAIL))]
    assert sum(tried) == 1


def test_the_gateway_gets_the_message_its_id_and_the_token(city: City, gateway: Receiver) -> None:
    story.filed(city.owner, at=NOW)
    city.tick()
    for request in gateway.kept:
        assert request.headers["authorization"] == "Bearer of the gateway"
        assert request.headers["idempotency-key"] == request.json["id"]
        assert request.json["text"].startswith("【营商环境】")


def test_a_webhook_is_signed_and_told_what_its_user_is_told(city: City, hook: Receiver) -> None:
    secret = city.webhook(city.officer, hook.url, EventType.COMPLAINT)
    number = story.filed(city.owner, at=NOW).complaint.number
    city.tick()
    [request] = hook.kept
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = b".".join(
        (request.headers["webhook-id"].encode(), request.headers["webhook-timestamp"].encode(), request.body)
    )
    signed = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{signed}"
    assert request.json["type"] == "complaint"
    assert (request.json["data"]["ref"], request.json["data"]["kind"]) == (number, "complaint_waiting")
    assert request.json["timestamp"] == "2026-09-11T09:00:00+08:00"


def test_a_departments_webhook_has_the_day_and_its_own_cases_only(city: City, hook: Receiver) -> None:
    other = make.user(Role.CLERK)
    city.webhook(city.clerk, hook.url)
    number = city.referred().number
    city.webhook(other, hook.url)
    city.tick()
    [request] = hook.kept
    assert request.json["timestamp"] == "2026-09-08"
    assert request.json["data"]["ref"] == number


def test_a_webhook_is_tried_for_a_day_under_one_id(city: City, hook: Receiver, frozen: Any, at: Any) -> None:
    hook.answer = lambda _request: 500
    city.webhook(city.officer, hook.url)
    story.filed(city.owner, at=NOW)
    for hour in range(40):
        frozen.move_to(at + timedelta(hours=hour))
        city.tick()
    assert len({request.headers["webhook-id"] for request in hook.kept}) == 1
    assert len(hook.kept) == 8
    assert states()["given_up"] == 1


def test_a_webhook_into_ones_own_network_is_not_followed(city: City, hook: Receiver) -> None:
    city.webhook(city.officer, hook.url)
    settings = {**city.app.config, "BE_WEBHOOK_PRIVATE": False}
    city.app.extensions["notices"] = service.carriers(settings)
    story.filed(city.owner, at=NOW)
    city.tick()
    assert hook.kept == []
    assert states()["given_up"] == 1


def test_a_stopped_webhook_is_told_nothing(city: City, hook: Receiver) -> None:
    city.webhook(city.officer, hook.url)
    story.filed(city.owner, at=NOW)
    with transaction():
        service.spread([Carrier.WEBHOOK], at=story.REFERRED)
        service.stop_webhook(queries.webhooks()[0], by=SYSTEM, at=story.REFERRED)
    story.filed(city.owner, at=NOW)
    city.tick()
    assert hook.kept == []


def test_a_secret_opens_for_its_own_address_only(city: City, hook: Receiver) -> None:
    city.webhook(city.officer, hook.url)
    kept = queries.webhooks()[0]
    with make.act():
        kept.url = hook.url + "&else"
    story.filed(city.owner, at=NOW)
    db.session.rollback()
    done = city.app.test_cli_runner().invoke(args=["tick"])
    assert done.exit_code == 1
    assert "Unsealable" in done.output
    assert hook.kept == []


def test_without_carriers_nothing_is_made_and_nothing_is_sent_later(
    app: Flask, frozen: Any, keeper: MailKeeper
) -> None:
    cast = story.Cast()
    story.filed(cast.owner)
    assert app.test_cli_runner().invoke(args=["tick"]).exit_code == 0
    settings = {**app.config, "BE_SMTP": keeper.url, "BE_MAIL_FROM": "youban@city.example"}
    app.extensions["notices"] = service.carriers(settings)
    db.session.rollback()
    assert app.test_cli_runner().invoke(args=["tick"]).exit_code == 0
    assert keeper.kept == []


@pytest.fixture
def apart(app: Flask, keeper: MailKeeper, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The cast; the timer runs in processes of its own that can be killed."""
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    monkeypatch.setenv("BE_SMTP", keeper.url)
    monkeypatch.setenv("BE_MAIL_FROM", "youban@city.example")
    made = World(app)
    with transaction():
        service.prefer(
            made.officer, mail=True, address="officer@city.example", sms=False, phone="", by=SYSTEM, at=make.AT
        )
    made.open()
    for minutes in (6, 4, 2):
        made.act({"command": ["tick"], "at": (NOW - timedelta(minutes=minutes)).isoformat()})
    keeper.kept.clear()
    yield made
    made.close()


def told(ref: str) -> None:
    """Something that the office is told, committed."""
    with transaction():
        service.tell(OFFICE, "complaint_waiting", ref, at=NOW)


def test_killed_anywhere_while_sending_the_same_id_comes_twice_at_most(apart: World, keeper: MailKeeper) -> None:
    """Killed before every step of the tick in turn; then the timer goes on, the leases having ended."""

    def tick(minutes: int, cut: int = 0) -> str:
        return apart.act({"command": ["tick"], "at": (NOW + timedelta(minutes=minutes)).isoformat()}, cut)

    for cut in range(1, MOST):
        told(f"cut:{cut}")
        db.session.rollback()
        before = len(keeper.kept)
        ended = tick(30 * cut, cut)
        assert [tick(30 * cut + later) for later in (11, 13)] == ["2", "2"]
        with apart.outside.connect() as connection:
            left = dict(connection.execute(text("SELECT state, count(*) FROM notice_deliveries GROUP BY state")).all())
        assert set(left) == {"sent"}, (cut, left)
        assert len(keeper.kept) - before in {1, 2}
        if ended == "2":
            break
    ids = Counter(mail["Message-ID"] for _, mail in keeper.kept)
    assert len(ids) == cut < MOST - 1
    assert max(ids.values()) == 2
    assert Counter(ids.values())[2] < cut / 2


def test_two_timers_at_once_send_each_message_once(apart: World, keeper: MailKeeper) -> None:
    other = World.__new__(World)
    other.__dict__ = {**apart.__dict__, "worker": None}
    other.open()
    for nth in range(20):
        told(f"both:{nth}")
    db.session.rollback()
    db.engine.dispose()
    for worker in (apart.worker, other.worker):
        assert worker is not None
        assert worker.stdin is not None
        print(json.dumps({"command": ["tick"]}), file=worker.stdin, flush=True)
    for worker in (apart.worker, other.worker):
        assert worker is not None
        assert worker.stdout is not None
        assert json.loads(worker.stdout.readline())["ended"] == "2"
    assert other.worker is not None
    other.worker.communicate(timeout=60)
    assert apart.act({"command": ["tick"]}) == "2"
    assert Counter(Counter(mail["Message-ID"] for _, mail in keeper.kept).values()) == {1: 20}
