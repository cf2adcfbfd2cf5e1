"""The carriers that the settings name, and one try to send something by one of them, outside every transaction."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from app.kernel import outbound, sealing
from app.notices import rules
from app.notices.rules import Carrier, End

SUBJECT = "【{sign}】"


class Carriers(NamedTuple):
    """How the service reaches people and programs. `key` seals the secrets of webhooks and makes message ids."""

    mail: outbound.MailServer | None
    sender: str
    sms_url: str
    sms_token: str
    sign: str
    private: bool
    host: str
    site: str
    key: bytes

    @property
    def open(self) -> list[Carrier]:
        """The carriers that are set up; webhooks need nothing besides themselves."""
        ways = {Carrier.MAIL: self.mail, Carrier.SMS: self.sms_url, Carrier.WEBHOOK: True}
        return [carrier for carrier, way in ways.items() if way]


class Letter(NamedTuple):
    """Everything that one try needs: nothing is asked of the database while it is under way."""

    delivery_id: int
    lease_until: datetime
    carrier: Carrier
    recipient: str
    message_id: str
    to: str
    text: str
    subject: str
    secret: str
    at: datetime


class Tried(NamedTuple):
    """How a try ended, why, and what is out of reach: a carrier or a recipient that others need not try now."""

    end: End
    why: str
    down: str


def carriers(settings: Mapping[str, Any]) -> Carriers:
    """The carriers of the settings. Raises `ValueError` with what is wrong with one of them."""
    mail = outbound.MailServer.of(settings["BE_SMTP"]) if settings["BE_SMTP"] else None
    if mail and "@" not in settings["BE_MAIL_FROM"]:
        raise ValueError("BE_MAIL_FROM: mail needs an address that it comes from")
    root = sealing.key(settings["BE_IDENTITY_KEY"])
    scheme = "https" if settings["BE_HTTPS"] else "http"
    return Carriers(
        mail,
        settings["BE_MAIL_FROM"],
        settings["BE_SMS_URL"],
        settings["BE_SMS_TOKEN"],
        settings["BE_SMS_SIGN"],
        settings["BE_WEBHOOK_PRIVATE"],
        settings["BE_HOST"],
        f"{scheme}://{settings['BE_HOST']}",
        sealing.derived_key(root, "notices"),
    )


def carry(letter: Letter, found: Carriers) -> Tried:
    """One try. Never raises for what the other side does."""
    ways = {Carrier.MAIL: _mail, Carrier.SMS: _sms, Carrier.WEBHOOK: _webhook}
    out_of_reach = letter.recipient if letter.carrier is Carrier.WEBHOOK else letter.carrier.value
    try:
        status = ways[letter.carrier](letter, found)
    except outbound.Unsure as unsure:
        return Tried(End.UNSURE, unsure.why, out_of_reach)
    except outbound.Failed as failed:
        return Tried(End.REFUSED if failed.final else End.FAILED, failed.why, out_of_reach if failed.down else "")
    return _judged(status)


def _judged(status: int) -> Tried:
    """What an answer's status says: 2xx taken, 410 and the like never, anything else later."""
    if 200 <= status < 300:
        return Tried(End.TAKEN, "", "")
    final = 400 <= status < 500 and status not in {401, 403, 404, 408, 409, 425, 429}
    return Tried(End.REFUSED if final else End.FAILED, f"HTTP {status}", "")


def _mail(letter: Letter, found: Carriers) -> int:
    if found.mail is None:
        raise outbound.Failed("no mail server", down=True)
    message_id = f"{letter.message_id}@{found.host}"
    outbound.send(
        outbound.Mail(message_id, found.sender, letter.to, letter.subject, letter.text, letter.at), found.mail
    )
    return 200


def _sms(letter: Letter, found: Carriers) -> int:
    """The gateway gets one message a request, and its id: a repetition has the same."""
    body = json.dumps({"id": letter.message_id, "phone": letter.to, "text": letter.text}, ensure_ascii=False)
    headers = {"Content-Type": "application/json", "Idempotency-Key": letter.message_id}
    headers |= {"Authorization": f"Bearer {found.sms_token}"} if found.sms_token else {}
    return outbound.post(found.sms_url, body.encode(), headers, private=True)


def _webhook(letter: Letter, found: Carriers) -> int:
    body, timestamp = letter.text.encode(), int(letter.at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": letter.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": rules.signature(letter.secret, letter.message_id, timestamp, body),
    }
    return outbound.post(letter.to, body, headers, private=found.private)
