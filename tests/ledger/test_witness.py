"""The witness: the real program as a process, against the service behind a port and against forged ledgers."""

import base64
import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.kernel.db import db
from app.ledger import queries
from app.ledger.rules import notes
from tests.conftest import Live
from tests.ledger import c2sp, days
from tests.ledger.days import FIRST

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "static/programs/witness.py"
QUIET = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
KILLING = """
import os, runpy, signal, sys
left, name = int(sys.argv.pop(1)), sys.argv.pop(1)
done = getattr(os, name)
def killed(*given, **more):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return done(*given, **more)
setattr(os, name, killed)
del sys.argv[0]
sys.path[0] = ""
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Done(NamedTuple):
    code: int
    said: str


class Witness:
    """An office that watches: its key, its state, the ledger's address and key."""

    def __init__(self, folder: Path, url: str, vkey: str, name: str = "witness.example/audit") -> None:
        folder.mkdir(exist_ok=True)
        self.url, self.vkey, self.name = url, vkey, name
        self.key, self.state, self.folder = folder / "key", folder / "state", folder
        made = self.run("new-key", name, str(self.key))
        assert made.code == 0, made
        self.public = made.said.strip()

    def run(self, *words: str, before: tuple[str, ...] = ()) -> Done:
        command = [sys.executable, *before, str(PROGRAM), *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=QUIET)
        return Done(done.returncode, done.stdout + done.stderr)

    def watch(self, *more: str, before: tuple[str, ...] = ()) -> Done:
        files = ("--ledger-key", self.vkey, "--key", str(self.key), "--state", str(self.state))
        return self.run("watch", self.url, *files, *more, before=before)

    @property
    def evidence(self) -> list[str]:
        return [path.read_text() for path in sorted(self.folder.glob("state.refused-*"))]


@pytest.fixture
def ledger(live: Live) -> Live:
    """The service with an open ledger; `enrol` registers witnesses."""
    return live


def enrol(live: Live, tmp_path: Path, *names: str) -> list[Witness]:
    ring = live.app.extensions["ledger"]
    found = [Witness(tmp_path / str(n), live.url, str(ring.signer.public), name) for n, name in enumerate(names)]
    witnesses = tuple(notes.public_key(one.public) for one in found)
    live.app.extensions["ledger"] = ring._replace(witnesses=witnesses)
    return found


@pytest.fixture
def witness(ledger: Live, tmp_path: Path) -> Witness:
    return enrol(ledger, tmp_path, "witness.example/audit")[0]


def cosigners(nth: int = 0) -> list[str]:
    """Who has signed the checkpoint of a day, as the database tells now."""
    db.session.rollback()
    day = FIRST + timedelta(days=nth)
    return [row.witness for row in queries.cosignatures([day])[day]]


def test_the_program_is_short_and_stands_alone() -> None:
    text = PROGRAM.read_text()
    assert len(text.splitlines()) < 150
    imported = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE))
    assert imported - sys.stdlib_module_names == {"cryptography"}


def test_a_key_is_written_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = Witness(tmp_path, "http://127.0.0.1:9", "x+y+z")
    assert made.key.stat().st_mode & 0o777 == 0o600
    assert c2sp.key(made.public)[0::2] == ("witness.example/audit", 4)
    before = made.key.read_text()
    assert made.run("new-key", "other", str(made.key)).code != 0
    assert made.key.read_text() == before
    assert made.run("new-key", "a name with blanks", str(tmp_path / "other")).code == 2


def test_without_a_ledgers_key_it_only_tells_its_use(tmp_path: Path) -> None:
    made = Witness(tmp_path, "http://127.0.0.1:9", "+0123abcd+AAAA")
    for words in (("watch", made.url), ("watch",), (), ("new-key", "name"), ("sign", "x", "y")):
        assert made.run(*words).code == 2, words
    assert made.watch().code == 2


def test_the_first_round_trusts_and_says_so_and_the_ledger_shows_the_signature(ledger: Live, witness: Witness) -> None:
    days.passed(ledger.app, 3)
    done = witness.watch()
    assert done.code == 0, done
    assert "first use" in done.said
    assert "3 entries" in done.said
    assert cosigners() == [witness.name]
    shown = c2sp.opened(ledger.app.test_client().get("/ledger/checkpoint").text)
    assert c2sp.signed_by(shown, witness.vkey)
    assert c2sp.cosigned_by(shown, witness.public)


def test_nothing_to_witness_is_no_refusal(ledger: Live, witness: Witness) -> None:
    done = witness.watch()
    assert (done.code, witness.state.exists()) == (3, False), done


@pytest.mark.parametrize("counts", [(1, 1), (3, 5), (254, 1, 1), (255, 2, 300), (7, 0, 0, 1)], ids=str)
def test_it_follows_the_ledger_day_by_day(ledger: Live, witness: Witness, counts: tuple[int, ...]) -> None:
    for nth, count in enumerate(counts):
        days.passed(ledger.app, count, since=FIRST + timedelta(days=nth))
        done = witness.watch()
        assert done.code == 0, done
        assert cosigners(nth) == [witness.name]
    assert witness.evidence == []


def test_the_same_checkpoint_again_changes_nothing(ledger: Live, witness: Witness) -> None:
    days.passed(ledger.app, 3)
    assert witness.watch().code == 0
    before = kept()
    again = witness.watch()
    assert again.code == 0
    assert "first use" not in again.said
    assert kept() == before


def kept() -> tuple[list[str], int]:
    """The lines under the first day's checkpoint, and how many entries there are."""
    db.session.rollback()
    return [row.line for row in queries.cosignatures([FIRST])[FIRST]], queries.head().size


def test_days_that_were_skipped_are_told_and_not_signed(ledger: Live, witness: Witness) -> None:
    days.passed(ledger.app, 2)
    assert witness.watch().code == 0
    days.passed(ledger.app, 4, 4, since=FIRST + timedelta(days=1))
    done = witness.watch()
    assert done.code == 0, done
    assert "only the newest is signed" in done.said
    assert [cosigners(nth) for nth in range(3)] == [[witness.name], [], [witness.name]]


def test_it_loops_as_often_as_it_is_told(ledger: Live, witness: Witness) -> None:
    days.passed(ledger.app, 2)
    done = witness.watch("--every", "0.05", "--rounds", "3")
    assert (done.code, done.said.count("witnessed by")) == (0, 3), done


def test_it_refuses_a_ledger_that_was_set_back(ledger: Live, witness: Witness, tmp_path: Path) -> None:
    """A backup of yesterday is put back: the acts of today are gone."""
    days.passed(ledger.app, 3)
    kept = backup(ledger, tmp_path / "older.sqlite")
    days.passed(ledger.app, 4, since=FIRST + timedelta(days=1))
    assert witness.watch().code == 0
    restore(ledger, kept)
    refused(witness, "two stories")


def test_it_refuses_a_second_story_of_the_same_length(ledger: Live, witness: Witness, tmp_path: Path) -> None:
    """The backup is put back and as many other acts are written: the size is the same, the root is not."""
    days.passed(ledger.app, 3)
    kept = backup(ledger, tmp_path / "older.sqlite")
    second = FIRST + timedelta(days=1)
    days.passed(ledger.app, 4, since=second)
    assert witness.watch().code == 0
    restore(ledger, kept)
    days.acts(second, 4, ref="another")
    days.close(ledger.app, second)
    refused(witness, "two stories")
    assert cosigners(1) == []


@pytest.mark.parametrize("acts", [4, 5], ids=["closed at the same size in between", "never closed at that size"])
def test_it_refuses_a_longer_second_story(ledger: Live, witness: Witness, tmp_path: Path, acts: int) -> None:
    """The backup is put back and the ledger grows beyond: no proof leads from the old root to the new one."""
    days.passed(ledger.app, 3)
    kept = backup(ledger, tmp_path / "older.sqlite")
    second = FIRST + timedelta(days=1)
    days.passed(ledger.app, 4, since=second)
    assert witness.watch().code == 0
    restore(ledger, kept)
    days.acts(second, acts, ref="another")
    days.close(ledger.app, second)
    days.passed(ledger.app, 9, since=second + timedelta(days=1))
    refused(witness, "no proof" if acts == 4 else "422")
    assert cosigners(2) == []


def refused(witness: Witness, words: str) -> None:
    """Loudly, with exit code 1; nothing is stored, both notes are kept."""
    before = witness.state.read_bytes()
    done = witness.watch()
    assert done.code == 1, done
    assert "REFUSED" in done.said
    assert words in done.said
    assert witness.state.read_bytes() == before
    [told] = witness.evidence
    assert before.decode() in told
    assert told.count("\nsm3 ") == 2, "both notes are kept"


def backup(live: Live, path: Path) -> Path:
    """A copy of the database as it is now."""
    db.session.rollback()
    with contextlib.closing(_opened(live)) as lying, contextlib.closing(sqlite3.connect(path)) as copy:
        lying.backup(copy)
    return path


def restore(live: Live, path: Path) -> None:
    db.session.remove()
    with contextlib.closing(_opened(live)) as lying, contextlib.closing(sqlite3.connect(path)) as copy:
        copy.backup(lying)


def _opened(live: Live) -> sqlite3.Connection:
    return sqlite3.connect(live.app.config["DATABASE_URL"].removeprefix("sqlite:///"))


# A killed witness, a damaged state


@pytest.mark.parametrize("where", [("fsync", 1), ("replace", 1), ("fsync", 2), ("close", 1)], ids=str)
def test_a_witness_killed_around_storing_has_signed_nothing_and_goes_on(
    ledger: Live, witness: Witness, where: tuple[str, int], tmp_path: Path
) -> None:
    days.passed(ledger.app, 3)
    assert witness.watch().code == 0
    days.passed(ledger.app, 4, since=FIRST + timedelta(days=1))
    before = witness.state.read_text()
    script = tmp_path / "killing.py"
    script.write_text(KILLING)
    name, left = where
    done = witness.watch(before=(str(script), str(left), name))
    assert done.code == -9, done
    assert cosigners(1) == [], "signed before it was stored"
    stored = witness.state.read_text() != before
    assert stored == (where in {("fsync", 2), ("close", 1)})
    again = witness.watch()
    assert again.code == 0, again
    assert cosigners(1) == [witness.name]


DAMAGED: dict[str, Callable[[str], str]] = {
    "emptied": lambda text: "",
    "cut": lambda text: text[: len(text) // 2],
    "no text": lambda text: "\udcff\udcfe",
    "another size": lambda text: text.replace("\n3\n", "\n2\n"),
    "a larger size": lambda text: text.replace("\n3\n", "\n300\n"),
    "another root": lambda text: re.sub(r"\n([\w+/]{43}=)\n", lambda found: f"\n{_turned(found[1])}\n", text, count=1),
    "another ledger's": lambda text: c2sp.Ledger().note([b"x"] * 3, "2026-09-08"),
}


def _turned(encoded: str) -> str:
    raw = base64.b64decode(encoded)
    return base64.b64encode(bytes([raw[0] ^ 1]) + raw[1:]).decode()


@pytest.mark.parametrize("grown", [False, True], ids=["the same", "grown"])
@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_state_is_never_taken_for_a_first_use(
    ledger: Live, witness: Witness, damage: Callable[[str], str], grown: bool
) -> None:
    days.passed(ledger.app, 3)
    assert witness.watch().code == 0
    if grown:
        days.passed(ledger.app, 4, since=FIRST + timedelta(days=1))
    damaged = damage(witness.state.read_text()).encode("utf-8", "surrogateescape")
    witness.state.write_bytes(damaged)
    done = witness.watch()
    assert done.code == 1, done
    assert "first use" not in done.said
    assert witness.state.read_bytes() == damaged
    assert not grown or cosigners(1) == []


def test_a_lost_key_signs_nothing(ledger: Live, witness: Witness) -> None:
    days.passed(ledger.app, 3)
    witness.key.write_text("PRIVATE+KEY+x")
    assert witness.watch().code == 3
    witness.key.unlink()
    assert witness.watch().code == 3
    assert cosigners() == []


# Three witnesses, two of whom are enough


def test_two_of_three_by_nine_are_enough_and_one_is_a_finding(ledger: Live, tmp_path: Path, frozen: Any) -> None:
    three = enrol(ledger, tmp_path, "audit.example", "court.example", "chamber.example")
    [found] = days.passed(ledger.app, 3)
    nine = queries.witnessed_by(found)
    witnesses, page = ledger.app.extensions["ledger"].witnesses, ledger.app.test_client()
    assert three[0].watch().code == 0
    db.session.rollback()
    frozen.move_to(nine - timedelta(minutes=1))
    assert "2026-09-08：" not in told(page)
    frozen.move_to(nine)
    assert "2026-09-08（周二）：1 家签名" in told(page)
    assert [(one.day, count) for one, count in queries.unwitnessed(witnesses, at=nine)] == [(FIRST, 1)]
    assert three[2].watch().code == 0
    db.session.rollback()
    assert queries.unwitnessed(witnesses, at=nine) == []
    text = told(page)
    assert "家签名" not in text
    assert {"audit.example", "chamber.example"} <= set(re.findall(r"[a-z]+\.example(?= <time)", text))
    assert queries.head().size == found.size + 1 + 2


def told(page: Any) -> str:
    answer = page.get("/ledger")
    assert answer.status_code == 200
    return str(answer.text)


def test_a_stranger_signs_in_vain(ledger: Live, witness: Witness, tmp_path: Path) -> None:
    days.passed(ledger.app, 3)
    stranger = Witness(tmp_path / "stranger", witness.url, witness.vkey, "stranger.example")
    done = stranger.watch()
    assert done.code == 3
    assert "cosignature_wrong" in done.said
    assert cosigners() == []


# Ledgers that lie


class Forged:
    """A port behind which a test answers: `answers[path]` is a status and a body; `posted` what came in."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.posted: list[str] = []
        self.asked: list[str] = []
        forged = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                forged.asked.append(self.path)
                status, body = forged.answers.get(self.path, (404, ""))
                self.send_response(status)
                if status in {301, 302, 307, 308}:
                    self.send_header("Location", body)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body.encode())

            def do_POST(self) -> None:
                forged.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_given: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, note: str) -> None:
        self.answers["/ledger/checkpoint"] = (200, note)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def forged() -> Iterator[Forged]:
    made = Forged()
    yield made
    made.close()


LEAVES = [bytes([nth]) * 32 for nth in range(11)]
HONEST = c2sp.Ledger()


@pytest.fixture
def office(forged: Forged, tmp_path: Path) -> Witness:
    """A witness that has seen the first five leaves of `HONEST`."""
    made = Witness(tmp_path, forged.url, HONEST.vkey)
    forged.show(HONEST.note(LEAVES[:5], "2026-09-08"))
    assert made.watch().code == 0
    forged.posted.clear()
    return made


def lines(proof: list[bytes]) -> str:
    return "".join(f"{base64.b64encode(part).decode()}\n" for part in proof)


@pytest.mark.parametrize("new", [6, 7, 8, 9, 11])
def test_it_takes_the_proof_of_another_implementation(forged: Forged, office: Witness, new: int) -> None:
    forged.show(HONEST.note(LEAVES[:new], "2026-09-09"))
    forged.answers[f"/ledger/consistency?old=5&new={new}"] = (200, lines(c2sp.proof(5, LEAVES[:new])))
    done = office.watch()
    assert (done.code, len(forged.posted)) == (0, 1), done


GOOD = c2sp.proof(5, LEAVES)
PROOFS = {
    "none": "",
    "one too few": lines(GOOD[:-1]),
    "one too many": lines([*GOOD, GOOD[0]]),
    "one before the first": lines([GOOD[0], *GOOD]),
    "one turned": lines([bytes([GOOD[0][0] ^ 1]) + GOOD[0][1:], *GOOD[1:]]),
    "in another order": lines([GOOD[1], GOOD[0], *GOOD[2:]]),
    "of another pair": lines(c2sp.proof(6, LEAVES)),
    "cut across": lines([GOOD[0][:31], GOOD[0][31:] + GOOD[1], *GOOD[2:]]),
    "no base64": "!!!\n",
    "a page": "<html>found</html>",
}


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_it_refuses_a_bad_proof(forged: Forged, office: Witness, proof: str) -> None:
    forged.show(HONEST.note(LEAVES, "2026-09-09"))
    forged.answers["/ledger/consistency?old=5&new=11"] = (200, proof)
    refused(office, "")
    assert forged.posted == []


SHOWN = {
    "under another key": c2sp.Ledger(seed=b"f" * 32).note(LEAVES, "2026-09-09"),
    "unsigned": HONEST.note(LEAVES, "2026-09-09").split("\n\n")[0] + "\n\n",
    "under another name": HONEST.note(LEAVES, "2026-09-09", name="ledger.example/village"),
    "with a changed size": HONEST.note(LEAVES, "2026-09-09").replace("\n11\n", "\n12\n"),
    "with a leading zero": HONEST.note(LEAVES, "2026-09-09", size=0).replace("\n0\n", "\n011\n"),
    "on no day": HONEST.note(LEAVES, "2026-02-31"),
    "smaller": HONEST.note(LEAVES[:4], "2026-09-09"),
    "empty": HONEST.note([], "2026-09-09"),
    "signed under another name": HONEST.note(LEAVES, "2026-09-09").replace("\u2014 ledger", "\u2014 another"),
    "of the same size": HONEST.note(LEAVES[1:6], "2026-09-08"),
    "of the same size and another day": HONEST.note(LEAVES[:5], "2026-09-09"),
    "larger on the same day": HONEST.note(LEAVES, "2026-09-08"),
    "larger on a day before": HONEST.note(LEAVES, "2026-09-07"),
    "no note": "<html>it works</html>",
    "nothing": "",
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
def test_it_refuses_what_no_honest_ledger_shows(forged: Forged, office: Witness, shown: str) -> None:
    before = office.state.read_bytes()
    forged.show(shown)
    forged.answers["/ledger/consistency?old=5&new=11"] = (200, lines(GOOD))
    done = office.watch()
    assert done.code == 1, done
    assert "REFUSED" in done.said
    assert office.state.read_bytes() == before
    assert (len(office.evidence), forged.posted) == (1, [])
    assert shown in office.evidence[0]
    assert office.watch().code == 1
    assert len(office.evidence) == 1


def test_a_loop_ends_with_a_refusal(forged: Forged, office: Witness) -> None:
    forged.show(SHOWN["smaller"])
    assert office.watch("--every", "0.05").code == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_it_is_not_led_elsewhere(forged: Forged, office: Witness, status: int) -> None:
    other = Forged()
    try:
        other.show(HONEST.note(LEAVES, "2026-09-09"))
        forged.answers["/ledger/checkpoint"] = (status, f"{other.url}/ledger/checkpoint")
        assert office.watch().code == 3
        assert other.asked == []
    finally:
        other.close()


@pytest.mark.parametrize(
    "answer", [(500, "broken"), (404, ""), (200, "x" * 1_000_000), (200, "\udcff")], ids=["500", "404", "long", "bytes"]
)
def test_an_answer_that_is_none_is_tried_again(forged: Forged, office: Witness, answer: tuple[int, str]) -> None:
    """A broken server is no lie; a megabyte that is no checkpoint is refused without being read to its end."""
    status, body = answer
    forged.answers["/ledger/checkpoint"] = (status, body.encode("utf-8", "surrogateescape").decode("latin-1"))
    done = office.watch()
    assert done.code == (1 if status == 200 else 3), done
    assert forged.posted == []
    forged.show(HONEST.note(LEAVES[:5], "2026-09-08"))
    assert office.watch().code == 0


def test_a_closed_port_is_tried_again(office: Witness, forged: Forged) -> None:
    office.url = "http://127.0.0.1:9"
    assert office.watch().code == 3


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://x/", "ledger.example"])
def test_only_the_web_is_asked(office: Witness, url: str) -> None:
    office.url = url
    assert office.watch().code == 2


def test_a_copied_program_runs_without_the_service(forged: Forged, office: Witness, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(PROGRAM, alone)
    command = [sys.executable, "-I", str(alone / "witness.py"), "watch", office.url, "--ledger-key", office.vkey]
    command += ["--key", str(office.key), "--state", str(office.state)]
    done = subprocess.run(command, cwd=alone, capture_output=True, timeout=60, check=False, env=QUIET)
    assert done.returncode == 0, done
