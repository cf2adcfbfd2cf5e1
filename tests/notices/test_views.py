"""Choosing where to be told; webhooks and the log for the administrator."""

from typing import Any

import pytest
from flask import Flask

from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.notices import queries, service
from app.notices.models import Delivery, Preference, Webhook
from app.notices.rules import OFFICE, Carrier, DeliveryState, EventType
from tests import make
from tests.conftest import Client

GOOD = {"mail": "y", "address": "me@city.example", "sms": "y", "phone": "１３８ 0000 1402"}
HOOK = {"name": "政务平台", "url": "https://hooks.city.example/in", "types": ["complaint", "clock"]}


@pytest.fixture
def admin(staff: Any) -> Client:
    client: Client = staff(Role.ADMINISTRATOR)
    return client


def test_somebody_chooses_how_to_be_told(sqlite_app: Flask, staff: Any) -> None:
    client = staff(Role.OVERSIGHT)
    assert client.get("/settings/notices").status_code == 200
    sent = client.post("/settings/notices", data=GOOD)
    assert (sent.status_code, sent.location) == (303, "/settings/notices")
    [chosen] = db.session.query(Preference).all()
    assert (chosen.mail, chosen.address, chosen.sms, chosen.phone) == (True, "me@city.example", True, "13800001402")
    page = client.get("/settings/notices").text
    assert "me@city.example" in page
    assert "13800001402" in page


def test_the_ledger_learns_the_ways_and_neither_address_nor_number(sqlite_app: Flask, staff: Any) -> None:
    staff(Role.OVERSIGHT).post("/settings/notices", data=GOOD)
    user = db.session.query(Preference).one().user_id
    [entry] = [one for one in ledger.of(f"user:{user}") if one.verb == "notice:prefer"]
    assert "city.example" not in entry.entry
    assert "13800001402" not in entry.entry
    assert '"mail"' in entry.facts


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"address": ""}, "要收邮件，请填邮箱地址"),
        ({"phone": ""}, "要收短信，请填手机号码"),
        ({"address": "nobody"}, "请核对邮箱地址"),
        ({"address": "a@b.example\r\nBcc: c@d.example"}, "请核对邮箱地址"),
        ({"phone": "0737-2726110"}, "短信只能发到手机"),
    ],
)
def test_a_way_that_leads_nowhere_is_refused(staff: Any, changed: dict[str, str], said: str) -> None:
    answer = staff(Role.OVERSIGHT).post("/settings/notices", data={**GOOD, **changed})
    assert answer.status_code == 422
    assert said in answer.text


def test_without_a_choice_the_accounts_address_counts(sqlite_app: Flask) -> None:
    told = make.user(Role.OVERSIGHT, email="told@city.example")
    assert queries.reach(told) == ("told@city.example", "")
    assert queries.reach(make.user(Role.OVERSIGHT)) == ("", "")


def test_the_secret_of_a_webhook_is_shown_once(sqlite_app: Flask, admin: Client) -> None:
    user = make.user(Role.OVERSIGHT)
    made = admin.post("/admin/webhooks/new", data={**HOOK, "username": user.username})
    assert made.status_code == 200
    assert "whsec_" in made.text
    [hook] = queries.webhooks()
    assert hook.types == ["clock", "complaint"]
    page = admin.get("/admin/webhooks").text
    assert HOOK["url"] in page
    assert "whsec_" not in page
    assert b"whsec_" not in hook.secret


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"url": "http://hooks.city.example/"}, "请核对接收地址"),
        ({"types": []}, "请至少选一类事件"),
        ({"username": "nobody.here"}, "没有这个用户名"),
        ({"url": "https://me:secret@hooks.city.example/"}, "请核对接收地址"),
    ],
)
def test_a_webhook_that_cannot_be_is_refused(admin: Client, changed: dict[str, Any], said: str) -> None:
    user = make.user(Role.OVERSIGHT)
    answer = admin.post("/admin/webhooks/new", data={**HOOK, "username": user.username, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    assert queries.webhooks() == []


def test_an_enterprise_and_who_is_shut_out_have_no_webhook(sqlite_app: Flask, admin: Client) -> None:
    """What an enterprise is told of its cases would say whose they are."""
    firm, gone = make.user(Role.ENTERPRISE), make.user(Role.CLERK)
    with make.act():
        gone.active = False
    for user, said in ((firm, "经营主体的账号不能用来推送"), (gone, "这个账号已停用")):
        answer = admin.post("/admin/webhooks/new", data={**HOOK, "username": user.username})
        assert answer.status_code == 422
        assert said in answer.text


def hooked(user: Any, **more: Any) -> Webhook:
    key = service.carriers.__globals__["sealing"].key("of a test")
    with transaction():
        return service.create_webhook(
            user, "平台", HOOK["url"], list(EventType), private=False, key=key, by=SYSTEM, at=make.AT, **more
        )[0]


def test_a_webhook_is_tried_and_stopped(sqlite_app: Flask, admin: Client) -> None:
    hook = hooked(make.user(Role.OVERSIGHT))
    number = hook.id
    assert admin.post(f"/admin/webhooks/{number}/ping").status_code == 303
    with transaction():
        service.spread(list(Carrier), at=make.AT)
    [delivery] = db.session.query(Delivery).all()
    assert (delivery.recipient, delivery.notice.kind) == (f"webhook:{number}", "ping")
    db.session.rollback()
    for _ in range(2):
        assert admin.post(f"/admin/webhooks/{number}/stop").status_code == 303
    assert [one.verb for one in ledger.of(f"webhook:{number}")] == ["webhook:create", "webhook:ping", "webhook:stop"]
    db.session.rollback()
    assert admin.post(f"/admin/webhooks/{number}/ping").status_code == 409
    assert "已停用" in admin.get("/admin/webhooks").text
    assert admin.post("/admin/webhooks/999/ping").status_code == 404


def test_the_log_tells_how_it_went_and_not_of_which_case(sqlite_app: Flask, admin: Client) -> None:
    make.user(Role.OVERSIGHT, email="told@city.example", name="陈记")
    with transaction():
        service.tell(OFFICE, "complaint_waiting", "TS-0482-9174-4", at=make.AT)
        service.tell("case:TS-0482-9174-4", "complaint_filed", "TS-0482-9174-4", due="2026-09-02", at=make.AT)
        service.spread([Carrier.MAIL], at=make.AT)
    page = admin.get("/admin/deliveries").text
    assert "陈记" in page
    assert "该件的投诉人" in page
    assert "TS-0482" not in page
    assert "没有送到" in admin.get("/admin/deliveries?state=given_up").text
    assert admin.get("/admin/deliveries?state=nothing").status_code == 200


def test_only_what_is_over_is_sent_again(sqlite_app: Flask, admin: Client) -> None:
    make.user(Role.OVERSIGHT, email="told@city.example")
    with transaction():
        service.tell(OFFICE, "complaint_waiting", "TS-0482-9174-4", at=make.AT)
        service.spread([Carrier.MAIL], at=make.AT)
    number = db.session.query(Delivery).one().id
    db.session.rollback()
    assert admin.post(f"/admin/deliveries/{number}/resend").status_code == 409
    with make.act():
        found = queries.delivery(number)
        found.state, found.done_at = DeliveryState.GIVEN_UP, make.AT
    assert admin.post(f"/admin/deliveries/{number}/resend").status_code == 303
    db.session.rollback()
    assert queries.delivery(number).state is DeliveryState.WAITING
    assert admin.post("/admin/deliveries/999/resend").status_code == 404


def test_one_sees_what_one_was_sent(sqlite_app: Flask, staff: Any) -> None:
    client = staff(Role.OVERSIGHT)
    client.post("/settings/notices", data=GOOD)
    with transaction():
        service.tell(OFFICE, "complaint_waiting", "TS-0482-9174-4", at=make.AT)
        service.spread([Carrier.MAIL, Carrier.SMS], at=make.AT)
    page = client.get("/settings/notices").text
    assert page.count("新投诉 TS-0482-9174-4 等待受理") == 2


def test_settings_that_cannot_be_read_stop_start_up() -> None:
    from app.factory import create_app

    for settings in ({"BE_SMTP": "mail.example"}, {"BE_SMTP": "smtp://mail.example"}):
        with pytest.raises(RuntimeError, match="BE_SMTP"):
            create_app({"BE_MODE": "test", "DATABASE_URL": "sqlite://", **settings})
