"""One mail to one person by SMTP. What is not sure to have been taken is told apart from what was not."""

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from app.kernel.outbound.ends import Failed, Unsure

SECONDS = 20
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class MailServer(NamedTuple):
    """Where mail is handed in: `smtp` (plain, inside one's own network), `smtp+starttls` or `smtps`."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """Read `scheme://user:password@host:port`. Raises `ValueError`."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(f"write {', '.join(PORTS)}, then ://host or ://user:password@host:port")
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))


class Mail(NamedTuple):
    """A mail. `message_id` stays the same however often it is sent: readers and servers know a repetition by it."""

    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    at: datetime

    def made(self) -> bytes:
        """The mail as it travels."""
        found = EmailMessage(policy=SMTP)
        found["From"], found["To"] = Address(addr_spec=self.sender), Address(addr_spec=self.to)
        found["Subject"], found["Date"] = self.subject, format_datetime(self.at)
        found["Message-ID"] = f"<{self.message_id}>"
        found["Auto-Submitted"] = "auto-generated"
        found.set_content(self.text, cte="base64")
        return found.as_bytes()


def send(mail: Mail, server: MailServer, *, seconds: float = SECONDS) -> None:
    """Hand one mail in. Raises `Failed` where it was not taken, `Unsure` where the answer to it did not come."""
    try:
        data = mail.made()
    except (ValueError, IndexError, MessageError) as error:
        raise Failed(f"address: {type(error).__name__}", final=True) from error
    link = _linked(server, seconds)
    try:
        _addressed(link, mail)
        _handed_in(link, data)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            link.quit()
        link.close()


def _linked(server: MailServer, seconds: float) -> smtplib.SMTP:
    """A connection that is ready to take mail."""
    context = ssl.create_default_context()
    try:
        if server.scheme == "smtps":
            link: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
        else:
            link = smtplib.SMTP(server.host, server.port, timeout=seconds)
        if server.scheme == "smtp+starttls":
            link.starttls(context=context)
        if server.user:
            link.login(server.user, server.password)
    except (smtplib.SMTPException, OSError) as error:
        raise Failed(f"{type(error).__name__}", down=True) from error
    return link


def _addressed(link: smtplib.SMTP, mail: Mail) -> None:
    try:
        link.ehlo_or_helo_if_needed()
        for code, _words in (link.mail(mail.sender), link.rcpt(mail.to)):
            if code not in {250, 251}:
                raise Failed(f"SMTP {code}", final=code >= 500)
    except (smtplib.SMTPException, OSError) as error:
        raise Failed(f"{type(error).__name__}", down=True) from error


def _handed_in(link: smtplib.SMTP, data: bytes) -> None:
    """From the moment the text is under way, silence says nothing of whether it was taken."""
    try:
        code, _words = link.data(data)
    except smtplib.SMTPDataError as error:
        raise Failed(f"SMTP {error.smtp_code}", final=error.smtp_code >= 500) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unsure(f"{type(error).__name__}") from error
    if code != 250:
        raise Failed(f"SMTP {code}", final=code >= 500)
