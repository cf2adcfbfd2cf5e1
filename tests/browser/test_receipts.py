"""Checking a receipt in a browser: on the device, without a network, with the verdict that the service would give."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.complaints import service
from app.kernel import clock, sealing
from app.kernel.errors import Refused
from app.kernel.web.forms import sentence
from app.ledger import rules
from tests.complaints import story
from tests.conftest import Live
from tests.ledger import receipts

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]

Open = Callable[..., Any]
LATER = story.REFERRED + timedelta(days=1)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OLD = "Object.defineProperty(crypto.subtle, 'importKey', {value: () => Promise.reject(new Error('unknown'))});"


@pytest.fixture
def cast(live: Live, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(live.app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


@pytest.fixture
def pair(cast: story.Cast) -> list[bytes]:
    """The same receipt before and after its day was closed."""
    complaint = story.filed(cast.owner, files=[service.upload("照片.png", story.PNG)]).complaint
    early = receipts.of(complaint)
    receipts.touch(20, story.REFERRED)
    receipts.close(clock.day(story.REFERRED))
    return [early, receipts.of(complaint)]


def choose(page: Any, data: bytes | None) -> None:
    file = {"name": "receipt.json", "mimeType": "application/json", "buffer": data}
    page.set_input_files("#file", [] if data is None else [file])


def check(page: Any, data: bytes | None) -> str:
    """Choose the file, have it checked here, and tell what the page says."""
    choose(page, data)
    page.click("main button:not([name])[type=submit]")
    return str(page.locator("[data-good]:focus, [data-refused]:focus").inner_text())


def looks_right(page: Any) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate(OVERFLOW) == 0


def opened(open_page: Open, path: str = "/ledger/verify", **more: Any) -> Any:
    page = open_page(**more)
    page.goto(path)
    page.locator("[data-local]").wait_for(state="visible")
    return page


def refusal(live: Live, data: bytes) -> str:
    """The sentence with which the service refuses."""
    with pytest.raises(Refused) as refused:
        rules.checked(data, receipts.ring().signer.public)
    with live.app.test_request_context():
        return sentence(refused.value)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_good_receipt_is_checked_without_a_network(open_page: Open, pair: list[bytes], width: int) -> None:
    page = opened(open_page, width=width)
    page.context.set_offline(True)
    early, late = (check(page, data) for data in pair)
    for said in (early, late):
        assert "这份回执有效" in said
        assert "提交投诉" in said
        assert "2026-09-08 09:00" in said
    assert "当天尚未封账" in early
    assert "已由 2026-09-08 封账单证明" in late
    page.locator("[data-good] summary").first.click()
    assert story.FACTS in page.locator("[data-words]").inner_text()
    looks_right(page)


def test_a_changed_receipt_is_refused_with_the_sentence_of_the_service(
    live: Live, open_page: Open, pair: list[bytes]
) -> None:
    """A sample of the bytes of both receipts: the page finds the same broken link and says so in the same words."""
    page = opened(open_page)
    page.context.set_offline(True)
    sentences = set()
    for good in pair:
        for mutant in receipts.mutants(good)[5::47]:
            wanted = refusal(live, mutant)
            assert wanted in check(page, mutant), mutant
            sentences.add(wanted)
    assert len(sentences) >= 5
    looks_right(page)


def test_parts_of_another_receipt_are_refused_likewise(
    live: Live, cast: story.Cast, open_page: Open, pair: list[bytes]
) -> None:
    other = story.filed(cast.owner, at=LATER, wants="退回检测费", disclosure="anonymous").complaint
    mine, theirs = (json.loads(data) for data in (pair[1], receipts.of(other)))
    page = opened(open_page)
    for name in ("entry", "facts", "words", "promise", "checkpoint", "proof"):
        mixed = rules.canonical(mine | {name: theirs[name]}).encode()
        assert refusal(live, mixed) in check(page, mixed), name
    assert refusal(live, b"{}") in check(page, b"{}")
    assert "请选择存证回执文件。" in check(page, None)


def test_a_file_is_held_against_the_paper_receipt(open_page: Open, cast: story.Cast, pair: list[bytes]) -> None:
    found = rules.checked(pair[1], receipts.ring().signer.public)
    other = receipts.of(story.filed(cast.owner, at=LATER).complaint)
    page = opened(open_page, f"/ledger/verify#index={found.index}&leaf={found.leaf}")
    assert f"{found.index} · {found.leaf[:8]} " in page.locator("[data-paper]").inner_text()
    assert "这份回执有效" in check(page, pair[1])
    assert "这个文件不是纸质回执上写的那一条" in check(page, other)


def test_it_is_done_by_keyboard_alone(open_page: Open, pair: list[bytes]) -> None:
    page = opened(open_page)
    choose(page, pair[1])
    page.focus("#file")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[data-good]:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("[data-words]").is_visible()


def test_in_english_it_fits_a_narrow_screen(open_page: Open, pair: list[bytes], live: Live) -> None:
    page = open_page(width=320)
    page.context.add_cookies([{"name": "language", "value": "en", "url": live.url}])
    page.goto("/ledger/verify")
    page.locator("[data-local]").wait_for(state="visible")
    assert "This receipt is good" in check(page, pair[1])
    looks_right(page)
    assert "This receipt did not pass the check" in check(page, pair[1][:-1])
    looks_right(page)


def sent(page: Any, data: bytes | None, button: str) -> str:
    """Choose the file, send it to the server, and tell what its page says."""
    choose(page, data)
    with page.expect_navigation():
        page.click(button)
    return str(page.locator("main").inner_text())


def test_without_javascript_the_server_answers(open_page: Open, pair: list[bytes]) -> None:
    page = open_page(javascript=False)
    page.goto("/ledger/verify")
    good = sent(page, pair[1], "main button[type=submit]")
    assert "这份回执有效" in good
    assert "今天的台账里有这一条" in good
    assert "没有通过检查" in sent(page, pair[1][:-1], "main button[type=submit]")


def test_a_browser_without_ed25519_says_so_and_asks_the_server(open_page: Open, pair: list[bytes]) -> None:
    page = open_page()
    page.add_init_script(OLD)
    page.goto("/ledger/verify")
    page.locator("[data-unsupported]").wait_for(state="visible")
    assert "这个浏览器不能在本机检查签名" in page.locator("[data-unsupported]").inner_text()
    assert page.locator("[data-local]").is_hidden()
    looks_right(page)
    assert "今天的台账里有这一条" in sent(page, pair[1], "main button[type=submit]")
    assert "没有通过检查" in sent(page, pair[1][:-1], "main button[type=submit]")
    looks_right(page)
    assert "请选择存证回执文件。" in sent(page, None, "main button[type=submit]")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    looks_right(page)


def test_who_can_check_here_can_still_ask_the_server(open_page: Open, pair: list[bytes]) -> None:
    page = opened(open_page)
    assert "今天的台账里有这一条" in sent(page, pair[1], "main button[name=by]")
    looks_right(page)


def test_the_case_offers_a_receipt_that_passes(open_page: Open, cast: story.Cast, live: Live) -> None:
    complaint = cast.referred()
    client = live.app.test_client()
    client.sign_in(cast.owner)
    page = open_page()
    page.context.add_cookies([{"name": "session", "value": client.get_cookie("session").value, "url": live.url}])
    page.goto(f"/complaints/{complaint.number}")
    with page.expect_download() as kept:
        page.click(".timeline-receipt a")
    assert kept.value.suggested_filename == f"{complaint.number}-1.json"
    data = Path(kept.value.path()).read_bytes()
    page.goto(f"/complaints/{complaint.number}/receipt")
    page.locator("main").get_by_role("link", name="检查存证回执").click()
    page.locator("[data-local]").wait_for(state="visible")
    assert complaint.number in check(page, data)
