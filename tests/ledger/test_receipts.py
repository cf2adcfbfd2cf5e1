"""Receipts: given of one's own words, refused at every changed byte, by the service and by the offline program."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.complaints import queries as complaints
from app.complaints import service
from app.complaints.models import Complaint
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries, rules
from app.ledger.rules import notes
from app.ledger.rules.keyring import Keyring
from tests import make
from tests.complaints import story
from tests.ledger import receipts

DAY = clock.day(story.REFERRED)
NEXT = story.REFERRED + timedelta(days=1)


@pytest.fixture
def cast(app: Flask) -> story.Cast:
    return story.Cast()


@pytest.fixture(scope="module")
def program() -> ModuleType:
    return receipts.program()


def checked(data: bytes) -> rules.Receipt:
    return rules.checked(data, *receipts.ring().trusted)


def rated(cast: story.Cast) -> Complaint:
    """A case with each kind of own act that one case can have: filed, supplemented, rated, reviewed."""
    complaint = story.filed(cast.owner, files=[service.upload("照片.png", story.PNG)]).complaint
    for words, files in (("第一次补充", []), ("", [service.upload("门口.png", story.PNG)])):
        with transaction():
            service.supplement(complaint, words=words, files=files, at=story.REFERRED)
    with transaction():
        service.accept(complaint, to=cast.department, sheet=story.SHEET, by=cast.officer, at=story.REFERRED)
    with transaction():
        service.verify(complaint, fields=story.REPLY, complexity="simple", by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.resolve(complaint, fields=story.REPLY, by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.rate(complaint, score=2, reasons=["unsolved", "late"], words="没有解决", at=story.REFERRED)
    with transaction():
        service.request_review(complaint, reason="没有回答我的问题", at=story.REFERRED)
    return complaint


def own(complaint: Complaint) -> list[tuple[str, rules.Receipt]]:
    acts = [entry for entry in complaints.timeline(complaint) if complaints.has_receipt(entry)]
    return [(entry.verb, checked(receipts.of(complaint, entry.ref_seq))) for entry in acts]


def test_each_act_of_a_complainant_has_a_receipt_of_their_own_words(cast: story.Cast) -> None:
    file = service.upload("门口.png", story.PNG).sha256
    got = own(rated(cast))
    assert [verb for verb, _ in got] == [
        "complaint:file",
        "complaint:supplement",
        "complaint:supplement",
        "complaint:rate",
        "complaint:request_review",
    ]
    filed, first, second, rating, review = (receipt for _, receipt in got)
    assert filed.words == {
        "about": "",
        "facts": story.FACTS,
        "files": [file],
        "happened": "",
        "place": "",
        "wants": "说明检查依据",
    }
    assert filed.files == [file]
    assert first.words == {"files": [], "words": "第一次补充"}
    assert second.words == {"files": [file], "words": ""}
    assert rating.words == {"reasons": ["unsolved", "late"], "score": 2, "words": "没有解决"}
    assert review.words == {"reason": "没有回答我的问题"}
    assert {receipt.at for _, receipt in got} == {story.REFERRED}


def test_each_rating_has_its_own_words(cast: story.Cast) -> None:
    complaint = cast.rated_badly()
    with transaction():
        service.rectify(complaint, plan="约谈", evidence="记录", by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.call_back(complaint, words="满意", satisfied=True, by=cast.officer, at=story.REFERRED)
    with transaction():
        service.rate(complaint, score=5, reasons=[], words="解决了", at=story.REFERRED)
    words = [receipt.words for verb, receipt in own(complaint) if verb == "complaint:rate"]
    assert [(said["score"], said["words"]) for said in words] == [(1, "没有解决"), (5, "解决了")]


def test_a_withdrawal_has_a_receipt(cast: story.Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    with transaction():
        service.withdraw(complaint, reason="已经解决", at=story.REFERRED)
    assert own(complaint)[-1][1].words == {"reason": "已经解决"}


def test_what_others_did_has_no_receipt(cast: story.Cast) -> None:
    complaint = cast.resolved()
    given = {entry.ref_seq for entry in complaints.timeline(complaint) if complaints.has_receipt(entry)}
    assert given == {1}
    for seq in (0, 2, 3, 4, 99):
        with pytest.raises(Missing):
            complaints.own_act(complaint, seq)


def test_what_the_office_filed_for_a_caller_is_the_callers_own(cast: story.Cast) -> None:
    with transaction():
        filed = service.file(
            story.filing(channel="visit"),
            origin="behalf:1",
            key=story.KEY,
            holder=None,
            by=cast.officer,
            at=story.REFERRED,
        )
    assert checked(receipts.of(filed.complaint)).words["facts"] == story.FACTS


def test_a_receipt_holds_the_promise_before_its_day_is_closed_and_the_proof_after(cast: story.Cast) -> None:
    complaint = story.filed(cast.owner).complaint
    early = receipts.of(complaint)
    receipts.touch(300, story.REFERRED)
    assert receipts.of(complaint) == early
    assert checked(early).closed is None
    closed = receipts.close(DAY)
    late = receipts.of(complaint)
    found = checked(late).closed
    assert found is not None
    assert (found.day, found.size, found.root.hex()) == (DAY, closed.size, closed.root)
    receipts.touch(10, NEXT)
    receipts.close(DAY + timedelta(days=1))
    assert receipts.of(complaint) == late
    assert replace(checked(late), closed=None) == checked(early)


def test_an_act_between_midnight_and_the_closing_is_proved_by_its_own_day(cast: story.Cast) -> None:
    """The checkpoint made ten minutes later shows it already, but closes the day before."""
    midnight = clock.midnight(DAY, days=1)
    complaint = story.filed(cast.owner, at=midnight + timedelta(minutes=5)).complaint
    before = receipts.close(DAY)
    assert checked(receipts.of(complaint)).closed is None
    receipts.close(DAY + timedelta(days=1))
    found = checked(receipts.of(complaint)).closed
    assert found is not None
    assert (found.day, found.size) == (DAY + timedelta(days=1), before.size + 1)


def test_after_a_change_of_keys_a_receipt_is_of_one_key_only(cast: story.Cast, app: Flask) -> None:
    """The first checkpoint under the new key shows the entry too: that is the one that the receipt carries."""
    complaint = story.filed(cast.owner).complaint
    receipts.close(DAY)
    before, old = receipts.of(complaint), receipts.ring()
    new = Keyring(notes.Signer(old.origin, b"\x07" * 32), (old.signer.public,), ())
    app.extensions["ledger"] = new
    assert checked(receipts.of(complaint)).closed is None
    receipts.touch(3, NEXT)
    receipts.close(DAY + timedelta(days=1))
    after = checked(receipts.of(complaint))
    assert after.key == new.signer.public
    assert after.closed is not None
    assert after.closed.day == DAY + timedelta(days=1)
    assert checked(before).key == old.signer.public


TAMPERED = {
    "the words": "UPDATE complaint_statements SET facts = facts || '。'",
    "one of its parts": "UPDATE complaint_statements SET place = '别处'",
    "a file's hash": "UPDATE complaint_attachments SET sha256 = 'ab' || substr(sha256, 3) WHERE supplement_id IS NULL",
    "a file more": "UPDATE complaint_attachments SET supplement_id = NULL",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_where_stored_words_were_changed_the_receipt_is_refused(cast: story.Cast, what: str) -> None:
    complaint = rated(cast)
    receipts.of(complaint)
    with db.engine.begin() as behind:
        behind.execute(text(TAMPERED[what]))
    db.session.expire_all()
    with pytest.raises(Refused) as refused:
        receipts.of(complaint)
    assert (refused.value.code, refused.value.status) == ("receipt_rows", 409)


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("UPDATE complaint_supplements SET words = '别的'", "complaint:supplement"),
        ("UPDATE complaint_ratings SET score = 5", "complaint:rate"),
        ("DELETE FROM complaint_ratings", "complaint:rate"),
        ("UPDATE complaint_reviews SET reason = '别的'", "complaint:request_review"),
        ("DELETE FROM complaint_reviews", "complaint:request_review"),
    ],
)
def test_so_is_that_of_a_later_act(cast: story.Cast, statement: str, verb: str) -> None:
    complaint = rated(cast)
    with db.engine.begin() as behind:
        behind.execute(text(statement))
    db.session.expire_all()
    entry = next(entry for entry in complaints.timeline(complaint) if entry.verb == verb)
    with pytest.raises(Refused, match="receipt_rows"):
        receipts.of(complaint, entry.ref_seq)


def test_an_entry_that_the_closed_tree_does_not_show_gets_no_receipt(sqlite_app: Flask) -> None:
    """Somebody rewrites an entry, text and leaf, after its day was closed: the tree no longer leads to the root."""
    cast = story.Cast()
    complaint = story.filed(cast.owner).complaint
    receipts.touch(5, story.REFERRED)
    receipts.close(DAY)
    entry = complaints.own_act(complaint, 1)
    said = entry.entry.replace("2026-09-08T01", "2026-09-08T00")
    with db.engine.begin() as behind:
        behind.execute(text("DROP TRIGGER ledger_entries_no_UPDATE"))
        changed = text('UPDATE ledger_entries SET entry = :said, leaf = :leaf WHERE "index" = :at')
        behind.execute(changed, {"said": said, "leaf": rules.leaf(said), "at": entry.index})
    db.session.expire_all()
    with pytest.raises(Refused, match="receipt_rows"):
        receipts.of(complaint)


@pytest.fixture
def pair(sqlite_app: Flask) -> list[bytes]:
    """The receipts of two acts, before and after their day was closed."""
    cast = story.Cast()
    files = [service.upload("照片.png", story.PNG)]
    cases = [
        story.filed(cast.owner, files=files).complaint,
        story.filed(cast.owner, wants="退回检测费", disclosure="anonymous").complaint,
    ]
    early = [receipts.of(complaint) for complaint in cases]
    receipts.touch(40, story.REFERRED)
    receipts.close(DAY)
    return [*early, *(receipts.of(complaint) for complaint in cases)]


def test_each_changed_byte_is_refused_by_the_service(pair: list[bytes]) -> None:
    for good in (pair[0], pair[2]):
        checked(good)
        for mutant in receipts.mutants(good):
            with pytest.raises(Refused):
                checked(mutant)


@pytest.mark.slow
def test_each_changed_byte_is_refused_by_the_program(pair: list[bytes], program: ModuleType) -> None:
    key = [str(receipts.ring().signer.public)]
    program.Receipt(pair[2], key)
    for mutant in receipts.mutants(pair[2]):
        with pytest.raises(program.Refused):
            program.Receipt(mutant, key)


def test_a_receipt_cut_short_or_drawn_out_is_refused(pair: list[bytes], program: ModuleType) -> None:
    good = pair[2]
    for other in (b"", good[:-1], good + b"\n", b" " + good, b"\xef\xbb\xbf" + good, good + b" " * rules.MOST_BYTES):
        with pytest.raises(Refused, match="receipt_unreadable"):
            checked(other)
        with pytest.raises(program.Refused, match="unreadable"):
            program.Receipt(other, [])


def mixtures(one: bytes, other: bytes) -> Iterator[bytes]:
    """Every receipt made of some parts of one and the rest of the other."""
    mine, theirs = json.loads(one), json.loads(other)
    for count in range(1, len(mine)):
        for names in combinations(sorted(mine), count):
            yield rules.canonical(mine | {name: theirs[name] for name in names}).encode()


def test_parts_of_two_receipts_make_no_third(pair: list[bytes], program: ModuleType) -> None:
    """Four parts from either, a checkpoint or none, either proof or none: all but the four good ones."""
    key = [str(receipts.ring().signer.public)]
    tried = {mixed for one, other in combinations(pair, 2) for mixed in mixtures(one, other)} - set(pair)
    assert len(tried) == 2**4 * 2 * 3 - len(pair)
    for mixed in tried:
        with pytest.raises(Refused):
            checked(mixed)
        with pytest.raises(program.Refused):
            program.Receipt(mixed, key)


def test_a_receipt_under_another_key_is_refused(pair: list[bytes], program: ModuleType) -> None:
    """Everything is right but whose key it is: somebody made a ledger of the same name."""
    other = notes.Signer(receipts.ring().origin, b"\x01" * 32).public
    with pytest.raises(Refused, match="receipt_key"):
        rules.checked(pair[2], other)
    with pytest.raises(program.Refused, match="key"):
        program.Receipt(pair[2], [str(other)])


class Run:
    """The program as somebody runs it, in a folder with a receipt and its attachment."""

    def __init__(self, folder: Path, receipt: bytes) -> None:
        self.folder = folder
        (folder / "receipt.json").write_bytes(receipt)
        (folder / "photo.png").write_bytes(story.PNG)
        self.key = str(receipts.ring().signer.public)
        (folder / "keys.txt").write_text(f"{self.key}\n")

    def __call__(self, *more: str, lang: str = "") -> tuple[int, str]:
        given = [sys.executable, "-I", str(receipts.PROGRAM), "receipt.json", *more]
        done = subprocess.run(
            given, cwd=self.folder, capture_output=True, check=False, env={"LANG": lang}, encoding="utf-8", timeout=60
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def run(pair: list[bytes], tmp_path: Path) -> Run:
    return Run(tmp_path, pair[2])


def test_the_program_says_who_took_in_what_when_and_where_it_is_closed(run: Run) -> None:
    code, said = run("--key", run.key, "photo.png")
    assert code == 0, said
    entry = json.loads(json.loads((run.folder / "receipt.json").read_text())["entry"])
    for words in (
        "这份回执有效。",
        "由台账 localhost/ledger 收下",
        f"事项：提交投诉，编号 {entry['ref']}",
        "时间：2026-09-08 09:00:00（北京时间）",
        f"台账条目 {entry['index']}，",
        "已由 2026-09-08 封账单证明",
        "附件 1 个，已核对 1 个",
    ):
        assert words in said
    assert run("--key", "keys.txt")[0] == 0
    assert run("--key", run.key[:40] + "\u200b" + run.key[40:])[0] == 0


@pytest.mark.parametrize(("lang", "more"), [("en_US.UTF-8", ()), ("", ("--lang", "en"))])
def test_it_speaks_english_where_asked(run: Run, lang: str, more: tuple[str, ...]) -> None:
    code, said = run("--key", run.key, *more, lang=lang)
    assert code == 0
    assert "The receipt is good." in said
    assert "closed in the checkpoint of 2026-09-08" in said


def test_without_a_key_it_says_that_the_key_is_still_to_be_compared(run: Run) -> None:
    code, said = run()
    assert code == 3
    assert "请把下面的公钥与张贴的封账单核对" in said
    assert run.key in said


def test_it_says_which_link_broke(run: Run) -> None:
    path = run.folder / "receipt.json"
    parts = json.loads(path.read_text())
    parts["words"]["wants"] = "赔偿一百万元"
    path.write_text(rules.canonical(parts))
    assert run("--key", run.key) == (1, "没有通过检查：回执里的内容与当时提交的不一致。\n")


def test_it_refuses_another_attachment(run: Run) -> None:
    (run.folder / "photo.png").write_bytes(story.PNG + b"!")
    code, said = run("--key", run.key, "photo.png")
    assert code == 1
    assert "photo.png" in said


@pytest.mark.parametrize(
    "more", [("--key", "nonsense"), ("--key", "a+b+c"), ("--checkpoint", "absent"), ("absent.png",)]
)
def test_what_cannot_be_used_is_the_command_line(run: Run, more: tuple[str, ...]) -> None:
    assert run(*more)[0] == 2


def test_a_checkpoint_kept_elsewhere_is_compared(run: Run, pair: list[bytes]) -> None:
    kept, key = run.folder / "kept.txt", ("--key", run.key, "--checkpoint", "kept.txt")
    kept.write_text(queries.cosigned_note(queries.on(DAY)) + "— witness.example " + "A" * 96 + "\n")
    code, said = run(*key)
    assert (code, "与给出的封账单一致" in said) == (0, True)
    receipts.touch(3, NEXT)
    kept.write_text(receipts.close(DAY + timedelta(days=1)).note)
    assert run(*key)[0] == 2
    kept.write_text(queries.on(DAY).note.replace("day 2026", "day 2025"))
    assert run(*key)[0] == 1


@pytest.mark.parametrize(
    ("size", "root", "words"),
    [(5, b"\x00" * 32, "却不包括这一条"), (60, b"\x00" * 32, "互相矛盾"), (None, b"\x00" * 32, "互相矛盾")],
)
def test_a_split_view_is_told(run: Run, size: int | None, root: bytes, words: str) -> None:
    """The ledger's own key signs another past: whoever kept a sheet of the one finds the other out."""
    signer = receipts.ring().signer
    own = rules.signed_closing(queries.on(DAY).note, signer.public)
    other = own._replace(size=own.size if size is None else size, root=root)
    said = rules.closing_text(other)
    (run.folder / "kept.txt").write_text(notes.closed(said, signer.sign(said)))
    code, told = run("--key", run.key, "--checkpoint", "kept.txt")
    assert code == 1
    assert words in told


def test_the_program_and_the_pages_know_every_act_that_has_a_receipt_and_each_of_its_parts(
    program: ModuleType,
) -> None:
    from app.complaints.rules.words import OWN
    from app.kernel import wording
    from app.penalties.rules import words as penalties

    acts = {f"complaint:{verb}" for verb in OWN} | {f"penalty:{verb}" for verb in penalties.OWN} | {"quiet_day:approve"}
    assert acts == program.ACTS.keys()
    assert {f"receipt_act.{act}" for act in acts} <= wording.LABELS.keys()
    filed = penalties.filed(dict.fromkeys(penalties.FILED, ""), late_on="", files=())
    decided = penalties.decided(document_no="", at="", fines=(), kinds=())
    parts = filed | decided | penalties.replied(words="", files=())
    assert {f"receipt_word.{part}" for part in parts} <= wording.LABELS.keys()


def test_the_program_needs_nothing_but_python(program: ModuleType) -> None:
    tree = ast.parse(receipts.PROGRAM.read_text("utf-8"))
    asked = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    asked |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert asked <= sys.stdlib_module_names


def test_its_signatures_are_those_of_the_standard(program: ModuleType) -> None:
    """RFC 8032, section 7.1, test 2; and what must not pass: a changed message, key, signature, one plus the order."""
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signed = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    greater = int.from_bytes(signed[32:], "little") + program.ORDER
    assert program.is_signed(b"\x72", signed, key)
    wrong: list[tuple[Any, ...]] = [
        (b"\x73", signed, key),
        (b"\x72", signed[:32] + greater.to_bytes(32, "little"), key),
        (b"\x72", bytes(64), key),
        (b"\x72", signed, bytes(32)),
        (b"\x72", signed, b"\xff" * 32),
        (b"\x72", signed[:-1], key),
    ]
    assert [program.is_signed(*given) for given in wrong] == [False] * len(wrong)


def test_nobody_else_is_given_the_file(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.kernel import sealing

    monkeypatch.setattr(story, "KEY", sealing.key(sqlite_app.config["BE_IDENTITY_KEY"]))
    cast = story.Cast()
    complaint = cast.referred()
    path = f"/complaints/{complaint.number}/receipts/1.json"
    for user in (cast.clerk, cast.officer, make.user(Role.ENTERPRISE), make.user(Role.DISCIPLINE)):
        client = sqlite_app.test_client()
        client.sign_in(user)
        assert client.get(path).status_code == 404
    assert sqlite_app.test_client().get(path).status_code == 404
    owner = sqlite_app.test_client()
    owner.sign_in(cast.owner)
    answer = owner.get(path)
    assert answer.data == receipts.of(complaint)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={complaint.number}-1.json"
    assert owner.get(f"/complaints/{complaint.number}/receipts/2.json").status_code == 404
