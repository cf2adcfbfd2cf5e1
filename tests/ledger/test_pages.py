"""What everybody sees of the ledger: closed days, notes, proofs, sheets; and nothing newer than the last closed day."""

import base64
import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.kernel.db import db
from app.kernel.documents import qr_svg
from app.kernel.permissions import Role
from app.ledger import queries
from app.ledger.rules import notes
from app.ledger.views import sheet
from tests import make
from tests.conftest import Client
from tests.kernel.papers import text_of
from tests.ledger import c2sp, days
from tests.ledger.days import FIRST

PUBLIC = (
    "/ledger",
    "/ledger/checkpoint",
    "/ledger/checkpoints/2026-09-08",
    "/ledger/checkpoints/2026-09-08.txt",
    "/ledger/checkpoints/2026-09-08.pdf",
    "/ledger/checkpoints/2026-09-09",
    "/ledger/consistency?old=3&new=8",
    "/ledger/consistency?old=8&new=9",
    "/ledger/consistency?old=3&new=4",
    "/ledger/leaves/0",
    "/ledger/leaves/1",
)
WITNESS = notes.Signer("audit.example", b"w" * 32, notes.WITNESS_KEY)
OTHER = notes.Signer("court.example", b"c" * 32, notes.WITNESS_KEY)
SIGNED_AT = 1_788_915_600


@pytest.fixture
def witnessed(app: Flask) -> Flask:
    """Two closed days of 3 and 8 entries; a ledger that knows two witnesses."""
    days.passed(app, 3, 4)
    app.extensions["ledger"] = app.extensions["ledger"]._replace(witnesses=(WITNESS.public, OTHER.public))
    return app


def get(app: Flask, path: str, status: int = 200) -> Any:
    answer = app.test_client().get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer


def vkey(app: Flask) -> str:
    return str(app.extensions["ledger"].signer.public)


def hand_in(app: Flask, line: str, day: str = "2026-09-08") -> Any:
    return app.test_client().post(f"/api/v1/ledger/checkpoints/{day}/cosignatures", json={"line": line})


def cosigned(signer: notes.Signer, day: int = 0, at: int = SIGNED_AT) -> str:
    text, _ = notes.opened(queries.on(FIRST + timedelta(days=day)).note)
    line = str(signer.cosign(text, at))
    db.session.rollback()
    return line


# Text for programs


def test_the_newest_checkpoint_is_a_note_that_another_implementation_reads(witnessed: Flask) -> None:
    answer = get(witnessed, "/ledger/checkpoint")
    assert answer.content_type == "text/plain; charset=utf-8"
    note = c2sp.opened(answer.text)
    assert c2sp.signed_by(note, vkey(witnessed))
    origin, size, root, day, at, sm3, end = note.text.split("\n")
    assert (origin, size, day, at, end) == (
        "localhost/ledger",
        "8",
        "day 2026-09-09",
        "at 2026-09-09T16:10:00Z",
        "",
    )
    assert len(base64.b64decode(root)) == len(base64.b64decode(sm3.removeprefix("sm3 "))) == 32
    assert not c2sp.signed_by(c2sp.opened(answer.text.replace("\n8\n", "\n7\n")), vkey(witnessed))


def test_the_published_leaves_give_the_published_roots(witnessed: Flask) -> None:
    """Recomputed by an outsider from nothing but what is published."""
    pairs = [line.split(" ") for line in get(witnessed, "/ledger/leaves/0").text.splitlines()]
    assert len(pairs) == 8
    for day, size in (("2026-09-08", 3), ("2026-09-09", 8)):
        text = c2sp.opened(get(witnessed, f"/ledger/checkpoints/{day}.txt").text).text.split("\n")
        leaves = [bytes.fromhex(sha256) for sha256, _sm3 in pairs[:size]]
        assert base64.b64encode(c2sp.root(leaves)).decode() == text[2]
        assert f"sm3 {base64.b64encode(sm3_root([bytes.fromhex(sm3) for _, sm3 in pairs[:size]])).decode()}" == text[5]


def sm3_root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return hashlib.new("sm3", b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.new("sm3", b"\x01" + sm3_root(leaves[:half]) + sm3_root(leaves[half:])).digest()


def test_the_published_proof_is_that_of_another_implementation(witnessed: Flask) -> None:
    days.passed(witnessed, 300, since=FIRST + timedelta(days=2))
    pages = [get(witnessed, f"/ledger/leaves/{tile}").text.splitlines() for tile in (0, 1)]
    assert [len(page) for page in pages] == [256, 53]
    leaves = [bytes.fromhex(line.split(" ")[0]) for page in pages for line in page]
    for old, new in ((3, 8), (8, 309), (3, 309)):
        told = get(witnessed, f"/ledger/consistency?old={old}&new={new}")
        assert told.content_type == "text/plain; charset=utf-8"
        expected = c2sp.proof(old, leaves[:new])
        assert [base64.b64decode(line) for line in told.text.splitlines()] == expected
    assert get(witnessed, "/ledger/consistency?old=8&new=8").text == ""


@pytest.mark.parametrize(
    "asked",
    ["", "old=3", "new=8", "old=8&new=3", "old=3&new=7", "old=0&new=8", "old=-3&new=8", "old=3&new=x", "old=３&new=8",
     "old=3&new=99999999999999999999", "old=3&new=999999999", "old=3.0&new=8"],
)  # fmt: skip
def test_consistency_is_proved_between_checkpoints_only(witnessed: Flask, asked: str) -> None:
    assert "封账单的记录条数" in get(witnessed, f"/ledger/consistency?{asked}", 422).text


@pytest.mark.parametrize(
    "path",
    ["leaves/1", "leaves/99999999999999999999999", "leaves/x", "leaves/-1", "checkpoints/2026-09-10",
     "checkpoints/20260908", "checkpoints/2026-W37-2", "checkpoints/2026-02-30", "checkpoints/x.txt",
     "checkpoints/2026-09-10.pdf", "checkpoints/2026-09-10.txt"],
)  # fmt: skip
def test_what_is_not_published_is_not_there(witnessed: Flask, path: str) -> None:
    get(witnessed, f"/ledger/{path}", 404)


def test_a_ledger_without_a_closed_day_says_so(app: Flask) -> None:
    days.acts(FIRST, 3)
    assert "还没有封账的日子" in get(app, "/ledger").text
    for path in ("checkpoint", "leaves/0", "checkpoints/2026-09-08"):
        get(app, f"/ledger/{path}", 404)


def test_nothing_newer_than_the_last_closed_day_is_seen(witnessed: Flask, frozen: Any) -> None:
    """Whatever happens after a closing, no public answer differs by a byte: nobody can watch the ledger grow."""
    frozen.move_to(days.noon(FIRST + timedelta(days=2)))
    before = {path: seen(witnessed, path) for path in PUBLIC}
    assert queries.head().size == 9
    days.acts(FIRST + timedelta(days=2), 300)
    assert {path: seen(witnessed, path) for path in PUBLIC} == before
    days.close(witnessed, FIRST + timedelta(days=2))
    assert [path for path in PUBLIC if seen(witnessed, path) != before[path]] != []


def seen(app: Flask, path: str) -> tuple[int, bytes]:
    answer = app.test_client().get(path)
    marks = rb'(nonce=|name="csrf_token"[^>]*value=|name="once"[^>]*value=)"[^"]*"|\b[0-9a-f]{32}\b'
    return answer.status_code, re.sub(marks, b"MARK", answer.data)


# What witnesses hand in


def test_a_signature_that_was_handed_in_stands_under_the_note(witnessed: Flask, frozen: Any) -> None:
    answer = hand_in(witnessed, cosigned(WITNESS))
    assert answer.status_code == 200, answer.text
    assert answer.json == {
        "day": "2026-09-08",
        "witness": "audit.example",
        "signed_at": "2026-09-09T01:00:00+00:00",
        "received_at": "2026-09-11T01:00:00+00:00",
    }
    note = c2sp.opened(get(witnessed, "/ledger/checkpoints/2026-09-08.txt").text)
    assert c2sp.cosigned_by(note, str(WITNESS.public)) == SIGNED_AT
    assert c2sp.signed_by(note, vkey(witnessed))
    assert c2sp.cosigned_by(c2sp.opened(get(witnessed, "/ledger/checkpoint").text), str(WITNESS.public)) is None
    page = get(witnessed, "/ledger/checkpoints/2026-09-08").text
    assert "audit.example" in page
    assert "2026-09-09 09:00" in page


def test_handing_in_twice_answers_the_same_and_keeps_the_first(witnessed: Flask, frozen: Any) -> None:
    first = hand_in(witnessed, cosigned(WITNESS))
    frozen.shift(timedelta(hours=1))
    for at in (SIGNED_AT, SIGNED_AT + 3600):
        again = hand_in(witnessed, cosigned(WITNESS, at=at))
        assert (again.status_code, again.json) == (200, first.json)
    assert len(queries.cosignatures([FIRST])[FIRST]) == 1


def test_a_line_of_another_day_of_nobody_or_of_no_form_is_refused(witnessed: Flask) -> None:
    stranger = notes.Signer("stranger.example", b"s" * 32, notes.WITNESS_KEY)
    impostor = notes.Signer("audit.example", b"i" * 32, notes.WITNESS_KEY)
    text, _ = notes.opened(queries.on(FIRST).note)
    ledger = str(witnessed.extensions["ledger"].signer.sign(text))
    for line in (cosigned(WITNESS, day=1), cosigned(stranger), cosigned(impostor), ledger, str(WITNESS.sign(text))):
        refused(hand_in(witnessed, line), "cosignature_wrong")
    for line in (
        "audit.example AAAA",
        "\u2014 audit.example",
        "\u2014 audit.example !!",
        "\x00",
        "\u2014 \u2014 \u2014",
    ):
        refused(hand_in(witnessed, line), "cosignature_unreadable")
    for line in ("", "x" * 1001):
        refused(hand_in(witnessed, line), "http_422")
    assert queries.cosignatures([FIRST])[FIRST] == []


@pytest.mark.parametrize("day", ["2026-09-10", "20260908", "today"])
def test_a_day_that_is_not_closed_takes_no_signature(witnessed: Flask, day: str) -> None:
    refused(hand_in(witnessed, cosigned(WITNESS), day), "missing", 404)


def refused(answer: Any, code: str, status: int = 422) -> None:
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert answer.json["code"] == code


def test_handing_in_is_limited(witnessed: Flask, frozen: Any) -> None:
    line = cosigned(WITNESS)
    codes = [hand_in(witnessed, line).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]


def test_a_program_needs_no_account_and_a_browser_its_mark(guarded: Flask) -> None:
    """Protected as in production: where no cookie speaks, nothing can be forged; a browser that is signed in can be."""
    client = guarded.test_client()
    assert isinstance(client, Client)
    client.sign_in(make.user(Role.CLERK))
    days.passed(guarded, 3)
    guarded.extensions["ledger"] = guarded.extensions["ledger"]._replace(witnesses=(WITNESS.public,))
    line = cosigned(WITNESS)
    sent = client.post("/api/v1/ledger/checkpoints/2026-09-08/cosignatures", json={"line": line})
    assert (sent.status_code, sent.json["code"]) == (400, "csrf")
    assert hand_in(guarded, line).status_code == 200


# Pages and sheets


def test_the_list_tells_each_day_and_who_witnessed_it(witnessed: Flask, frozen: Any) -> None:
    hand_in(witnessed, cosigned(WITNESS))
    page = get(witnessed, "/ledger").text
    first, second = (queries.on(FIRST + timedelta(days=nth)) for nth in (0, 1))
    groups = [" ".join(re.findall("........", root)) for root in (second.root, second.root_sm3)]
    for part in (
        first.root[:16],
        *groups,
        vkey(witnessed),
        str(WITNESS.public),
        "2026-09-09 09:00",
    ):
        assert part in page.replace("&#43;", "+"), part
    assert page.index("2026-09-09") < page.index("2026-09-08")
    program = get(witnessed, "/static/programs/witness.py").data
    assert program == Path(witnessed.static_folder or "", "programs/witness.py").read_bytes()
    assert hashlib.sha256(program).hexdigest() in page


def test_what_lacks_witnesses_at_nine_is_told(app: Flask, frozen: Any) -> None:
    days.passed(app, 3)
    app.extensions["ledger"] = app.extensions["ledger"]._replace(witnesses=(WITNESS.public, OTHER.public))
    frozen.move_to(queries.witnessed_by(queries.on(FIRST)) - timedelta(seconds=1))
    assert "见证不足" not in get(app, "/ledger").text
    frozen.shift(timedelta(seconds=1))
    page = get(app, "/ledger").text
    assert "见证不足" in page
    assert "2026-09-08（周二）：0 家签名" in page
    for signer in (WITNESS, OTHER):
        assert hand_in(app, cosigned(signer)).status_code == 200
    assert "见证不足" not in get(app, "/ledger").text


def test_a_ledger_without_witnesses_misses_none(app: Flask, frozen: Any) -> None:
    days.passed(app, 3, 4)
    page = get(app, "/ledger").text
    assert "见证不足" not in page
    assert "还没有登记见证单位" in page


def test_a_yesterday_that_is_open_at_nine_is_told(app: Flask, frozen: Any) -> None:
    days.acts(FIRST, 3)
    frozen.move_to(days.noon(FIRST) + timedelta(hours=20, minutes=59))
    assert "昨天还没有封账" not in get(app, "/ledger").text
    frozen.shift(timedelta(minutes=1))
    assert "昨天还没有封账" in get(app, "/ledger").text
    days.close(app, FIRST)
    assert "昨天还没有封账" not in get(app, "/ledger").text


def test_the_list_goes_by_pages(sqlite_app: Flask) -> None:
    days.passed(sqlite_app, *[1] * 53)
    first, second = get(sqlite_app, "/ledger").text, get(sqlite_app, "/ledger?page=2").text
    assert "第 1～50 条，共 53 条" in first
    assert "第 51～53 条，共 53 条" in second
    assert (first.count("<tr role"), second.count("<tr role")) == (51, 4)
    assert "2026-09-08" in second
    get(sqlite_app, "/ledger?page=9")


def test_the_sheet_tells_all_that_is_needed_to_check_it(witnessed: Flask, frozen: Any) -> None:
    hand_in(witnessed, cosigned(WITNESS))
    answer = get(witnessed, "/ledger/checkpoints/2026-09-08.pdf")
    assert answer.mimetype == "application/pdf"
    found, told = queries.on(FIRST), "".join(text_of(answer.data).replace("\u200b", "").split())
    for part in ("沅江市", "台账封账单", "2026-09-08", "audit.example", found.root, found.root_sm3, vkey(witnessed)):
        assert part in told, part
    groups = [found.root[place : place + 8] for place in range(0, 64, 8)]
    assert groups[0] + " " + groups[1] in text_of(answer.data).replace("\n", " ")
    assert "localhost/ledger/checkpoints/2026-09-08" in told
    assert witnessed.extensions["ledger"].signer.public.key.hex() in told
    assert told.endswith("1/1")


def test_the_qr_of_the_sheet_is_the_note_itself(witnessed: Flask) -> None:
    with witnessed.test_request_context():
        drawn = sheet.printed(queries.on(FIRST))["qr"]
    assert drawn == str(qr_svg(get(witnessed, "/ledger/checkpoints/2026-09-08.txt").text))


def test_a_long_name_and_many_witnesses_stay_on_their_sheet(witnessed: Flask) -> None:
    """And a name of a host as long as they come does not run over."""
    seed = witnessed.config["BE_LEDGER_KEY"].encode().ljust(32)[:32]
    ring = witnessed.extensions["ledger"]
    name = "business-environment.yuanjiang.yiyang.hunan.government.example/ledger"
    witnessed.extensions["ledger"] = ring._replace(signer=notes.Signer(name, seed))
    told = "".join(text_of(get(witnessed, "/ledger/checkpoints/2026-09-08.pdf").data).replace("\u200b", "").split())
    assert str(witnessed.extensions["ledger"].signer.public) in told
    assert told.endswith("1/1")


def test_a_sheet_without_witnesses_says_so_and_speaks_english_too(witnessed: Flask) -> None:
    assert "打印时还没有见证单位签名" in text_of(get(witnessed, "/ledger/checkpoints/2026-09-09.pdf").data)
    client = witnessed.test_client()
    client.set_cookie("language", "en")
    told = text_of(client.get("/ledger/checkpoints/2026-09-09.pdf").data)
    assert "Ledger checkpoint" in told
    assert "No witness had signed" in told
    assert not re.search("[\u4e00-\u9fff]", told.replace("沅江市", ""))
