"""The page that checks a receipt, asked without JavaScript; and the paper receipt that leads to it."""

import html
import json
import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.complaints import service
from app.complaints.rules.words import OWN
from app.kernel import clock, documents, sealing, wording
from app.kernel.db import db
from app.kernel.documents import qr_svg
from app.ledger import rules
from app.ledger.rules import notes
from app.ledger.views.verifying import REFUSALS
from tests.complaints import story
from tests.kernel.papers import text_of
from tests.ledger import receipts

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def cast(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


@pytest.fixture
def owner(sqlite_app: Flask, cast: story.Cast) -> Any:
    client = sqlite_app.test_client()
    client.sign_in(cast.owner)
    return client


def sent(client: Any, data: bytes | None, **more: Any) -> tuple[int, str]:
    given = {} if data is None else {"file": (BytesIO(data), "receipt.json")}
    answer = client.post("/ledger/verify", data=given, **more)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_good_receipt_is_told_with_what_it_proves(sqlite_app: Flask, cast: story.Cast) -> None:
    complaint = story.filed(cast.owner, files=[service.upload("照片.png", story.PNG)]).complaint
    client = sqlite_app.test_client()
    status, page = sent(client, receipts.of(complaint))
    assert status == 200
    for words in ("这份回执有效", "提交投诉", complaint.number, "2026-09-08 09:00", story.FACTS, "当天尚未封账"):
        assert words in page
    assert "今天的台账里有这一条，没有改动" in page
    receipts.close(clock.day(story.REFERRED))
    assert "已由 2026-09-08 封账单证明" in sent(client, receipts.of(complaint))[1]


def test_a_rating_is_told_in_words(sqlite_app: Flask, cast: story.Cast) -> None:
    complaint = cast.rated_badly()
    entry = max(seq for seq in range(1, 9) if _has(complaint, seq))
    _, page = sent(sqlite_app.test_client(), receipts.of(complaint, entry))
    for words in ("评价", "非常不满意", "问题没有解决", "没有解决"):
        assert words in page


def _has(complaint: Any, seq: int) -> bool:
    from app.complaints import queries
    from app.kernel.errors import Missing

    try:
        return bool(queries.own_act(complaint, seq))
    except Missing:
        return False


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"words": {"facts": "别的"}}, "回执里的内容与当时提交的不一致。"),
        ({"facts": "{}"}, "回执里的内容与当时提交的不一致。"),
        ({"promise": "AAAA"}, "回执上的签名不成立。"),
        ({"proof": ["AAAA"]}, "回执里的证明推不出封账单上的根值。"),
        ({"checkpoint": "x"}, "回执里的封账单不成立，或者不能证明这一天的记录。"),
        ({"key": "x"}, "回执上的公钥不是本台账的公钥。"),
        ({"more": ""}, "这个文件不是存证回执，或者已经被改动。"),
    ],
)
def test_a_bad_one_is_refused_with_the_link_that_broke(
    sqlite_app: Flask, cast: story.Cast, change: dict[str, Any], sentence: str
) -> None:
    parts = json.loads(receipts.of(story.filed(cast.owner).complaint)) | change
    status, page = sent(sqlite_app.test_client(), rules.canonical(parts).encode())
    assert status == 422
    assert "这份回执没有通过检查" in page
    assert sentence in page.split("data-why>")[1]
    assert "<title>错误：" in page


def test_a_receipt_that_the_ledger_no_longer_keeps_to_is_told(sqlite_app: Flask, cast: story.Cast) -> None:
    data = receipts.of(story.filed(cast.owner).complaint)
    with db.engine.begin() as behind:
        behind.execute(text("DROP TRIGGER ledger_entries_no_UPDATE"))
        behind.execute(text("UPDATE ledger_entries SET leaf = 'ab' || substr(leaf, 3)"))
    status, page = sent(sqlite_app.test_client(), data)
    assert status == 422
    assert "今天的台账里没有这一条，或者这一条已被改动" in page


def test_nothing_chosen_and_too_much_are_told(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    status, page = sent(client, None)
    assert status == 422
    assert "请选择存证回执文件。" in page
    assert sent(client, b"[" * (rules.MOST_BYTES + 5))[0] == 422
    assert sent(client, b'{"a":' * 20_000 + b"1" + b"}" * 20_000)[0] == 422


def test_nothing_of_the_file_is_stored_or_logged(
    sqlite_app: Flask, cast: story.Cast, caplog: pytest.LogCaptureFixture
) -> None:
    data = receipts.of(story.filed(cast.owner).complaint)

    def everything() -> list[Any]:
        with db.engine.connect() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            return [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]

    before = everything()
    caplog.set_level(0)
    sent(sqlite_app.test_client(), data)
    assert everything() == before
    assert story.FACTS not in caplog.text


def test_the_page_holds_the_keys_and_every_sentence(sqlite_app: Flask, cast: story.Cast) -> None:
    past = notes.Signer("localhost/ledger", b"\x05" * 32).public
    ring = receipts.ring()
    sqlite_app.extensions["ledger"] = ring._replace(past=(past,))
    page = sqlite_app.test_client().get("/ledger/verify").get_data(as_text=True)
    assert f'data-keys="{ring.signer.public} {past}"' in page
    told = json.loads(html.unescape(re.findall(r'data-told="([^"]*)"', page)[0]))
    assert told["refused"] == {code: wording.tell(code, {}).whole for code in REFUSALS}


def test_every_refusal_of_a_receipt_is_on_the_page() -> None:
    source = (receipts.PROGRAM.parents[1] / "receipt_verify.js").read_text()
    judged = {code for code in wording.REFUSALS if f'"{code}"' in source}
    assert judged == set(REFUSALS)


def test_every_act_with_a_receipt_has_its_word() -> None:
    assert {f"receipt_act.complaint:{verb}" for verb in OWN} <= wording.LABELS.keys()


def test_the_program_is_there_for_everybody(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/static/programs/verify_receipt.py")
    assert answer.data == receipts.PROGRAM.read_bytes()


def test_the_paper_receipt_shows_entry_leaf_and_closing_day(
    owner: Any, cast: story.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = story.filed(cast.owner).complaint
    drawn: list[str] = []
    monkeypatch.setattr("app.complaints.views.proving.qr_svg", lambda url: drawn.append(url) or qr_svg(url))
    found = rules.checked(receipts.of(complaint), receipts.ring().signer.public)
    told = text_of(owner.get(f"/complaints/{complaint.number}/receipt.pdf").data).replace("\n", "")
    assert "当天尚未封账" in told
    receipts.close(clock.day(story.REFERRED))
    told = text_of(owner.get(f"/complaints/{complaint.number}/receipt.pdf").data).replace("\n", "")
    assert f"台账条目{found.index}" in told.replace(" ", "")
    assert " ".join(found.leaf[start : start + 8] for start in range(0, 64, 8)) in told
    assert str(found.key) in told.replace(" ", "").replace("\u200b", "")
    assert "封账单2026-09-08" in told.replace(" ", "")
    assert set(drawn) == {f"http://localhost/ledger/verify#index={found.index}&leaf={found.leaf}"}


def test_the_receipt_page_offers_the_file(owner: Any, cast: story.Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    page = owner.get(f"/complaints/{complaint.number}/receipt").get_data(as_text=True)
    assert f'href="/complaints/{complaint.number}/receipts/1.json"' in page
    assert 'href="/ledger/verify"' in page
    assert "次日起再下载一次" in page


def test_where_rows_were_changed_neither_file_nor_paper_is_given_out(owner: Any, cast: story.Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    with db.engine.begin() as behind:
        behind.execute(text("UPDATE complaint_statements SET facts = '改过的'"))
    for path in ("receipts/1.json", "receipt.pdf"):
        answer = owner.get(f"/complaints/{complaint.number}/{path}")
        assert answer.status_code == 409
        assert "系统里保存的内容与台账不一致" in answer.get_data(as_text=True)


def test_a_receipt_without_a_proof_still_prints() -> None:
    from tests.kernel.test_documents import RECEIPT

    assert "存证" not in text_of(documents.pdf("receipt", {**RECEIPT, "proof": None}))
