"""What leaves the service goes where it was meant to go, and what becomes of it is told for what it is."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.kernel import outbound
from app.kernel.outbound import Failed, Mail, MailServer, Unsure, web
from tests.notices.servers import MailKeeper, Receiver, running

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
MAIL = Mail("one@city.example", "office@city.example", "firm@a.example", "【营商环境】通知", "投诉已受理。\n.\n", AT)


@pytest.fixture
def keeper() -> Iterator[MailKeeper]:
    with running(MailKeeper()) as made:
        yield made


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running(Receiver()) as made:
        yield made


def send(keeper: MailKeeper, mail: Mail = MAIL) -> None:
    outbound.send(mail, MailServer.of(keeper.url), seconds=5)


def test_a_mail_arrives_as_it_was_written(keeper) -> None:
    send(keeper)
    [(to, mail)] = keeper.kept
    assert (to, mail["Message-ID"], mail["Subject"]) == ("firm@a.example", "<one@city.example>", MAIL.subject)
    assert mail["From"] == "office@city.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == MAIL.text


@pytest.mark.parametrize(("verb", "answer", "final"), [("RCPT", "550 nobody", True), ("MAIL", "451 later", False)])
def test_what_the_server_refuses_has_not_come(keeper, verb, answer, final) -> None:
    keeper.answers[verb] = answer
    with pytest.raises(Failed) as failed:
        send(keeper)
    assert (failed.value.final, failed.value.down) == (final, False)
    assert keeper.kept == []


def test_a_server_that_hangs_up_after_the_text_may_have_taken_it(keeper) -> None:
    keeper.hang_up_after_data = True
    with pytest.raises(Unsure):
        send(keeper)
    assert len(keeper.kept) == 1


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Failed) as failed:
        outbound.send(MAIL, MailServer.of(f"smtp://127.0.0.1:{port}"), seconds=2)
    assert failed.value.down
    with pytest.raises(Failed) as failed:
        outbound.post(f"http://127.0.0.1:{port}/", b"{}", {}, private=True, seconds=2)
    assert failed.value.down


@pytest.mark.parametrize("to", ["a\r\nBcc: b@b.example", "no address", ""])
def test_an_address_that_is_none_puts_nothing_into_the_head(keeper, to) -> None:
    with pytest.raises(Failed) as failed:
        send(keeper, MAIL._replace(to=to))
    assert failed.value.final
    assert keeper.kept == []


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:x"])
def test_a_mail_server_that_cannot_be_read_is_refused(url) -> None:
    with pytest.raises(ValueError, match=r"."):
        MailServer.of(url)


def test_a_mail_server_is_read_with_its_name_and_password() -> None:
    assert MailServer.of("smtps://a%40b:p%2Fw@mail.example") == ("smtps", "mail.example", 465, "a@b", "p/w")
    assert MailServer.of("smtp+starttls://mail.example:2525").port == 2525


def test_a_post_arrives_as_it_was_sent(receiver) -> None:
    assert outbound.post(receiver.url, b'{"a": 1}', {"X-One": "1"}, private=True) == 200
    [request] = receiver.kept
    assert (request.path, request.body, request.headers["x-one"]) == ("/hook?from=city", b'{"a": 1}', "1")
    assert request.headers["host"] == receiver.url.split("/")[2]


def test_a_redirect_is_an_answer_and_is_not_followed(receiver) -> None:
    receiver.answer = lambda _request: 302
    receiver.headers["Location"] = receiver.url
    assert outbound.post(receiver.url, b"{}", {}, private=True) == 302
    assert len(receiver.kept) == 1


def test_a_receiver_that_hangs_up_may_have_taken_it(receiver) -> None:
    receiver.answer = lambda _request: None
    with pytest.raises(Unsure):
        outbound.post(receiver.url, b"{}", {}, private=True)
    assert len(receiver.kept) == 1


def test_a_receiver_that_speaks_for_ever_is_left(monkeypatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port, over = server.getsockname()[1], threading.Event()

        def drip() -> None:
            link, _ = server.accept()
            with link:
                while not over.wait(0.1):
                    try:
                        link.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(Unsure):
            outbound.post(f"http://127.0.0.1:{port}/", b"{}", {}, private=True, seconds=0.7)
        assert time.monotonic() - begun < 5
        over.set()
        thread.join(timeout=5)


PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_ones_own_is_not_public(address) -> None:
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is(address) -> None:
    assert outbound.is_public(address)


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Every name leads to these addresses; the list fills with those that a connection is tried to."""
    tried: list[str] = []
    kind = socket.SOCK_STREAM

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(address[0])
        raise OSError("not reached")

    found = [(socket.AF_INET, kind, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_asked, **_more: found)
    monkeypatch.setattr(web.socket, "create_connection", connect)
    return tried


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"]])
def test_a_name_that_leads_to_a_private_address_is_not_connected_to(monkeypatch, addresses) -> None:
    tried = names(monkeypatch, *addresses)
    with pytest.raises(Failed) as failed:
        outbound.post("https://inside.example/", b"{}", {}, private=False)
    assert failed.value.why == "private address"
    assert failed.value.final
    assert tried == []


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch) -> None:
    """A name that leads elsewhere the second time leads nowhere: it is asked once."""
    tried = names(monkeypatch, "8.8.8.8")
    with pytest.raises(Failed) as failed:
        outbound.post("https://a.example/", b"{}", {}, private=False)
    assert failed.value.down
    assert tried == ["8.8.8.8"]


@pytest.mark.parametrize(
    "url", ["https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://[::1]/", "https://localhost/"]
)
def test_no_way_of_writing_this_machine_gets_through(url) -> None:
    with pytest.raises(Failed):
        outbound.post(url, b"{}", {}, private=False, seconds=2)


@pytest.mark.parametrize("url", ["http://a.example/", "file:///etc/passwd", "gopher://a.example/", "https:///x"])
def test_only_https_goes_out(url) -> None:
    with pytest.raises(Failed) as failed:
        outbound.post(url, b"{}", {}, private=False)
    assert failed.value.final
