"""Checks a receipt (存证回执) without asking anybody: Python 3.8 or later, nothing else, no network.

    python3 verify_receipt.py RECEIPT --key KEY [--checkpoint NOTE] [ATTACHMENT ...]

KEY is the ledger's public key, from a posted sheet, or a file that holds it. Without it the receipt is checked against
the key that stands in it: then that key still has to be compared with a sheet. NOTE is a checkpoint kept elsewhere.

Exit codes: 0 good; 1 refused, and which link broke; 2 the command line; 3 good, if the key is the ledger's.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

FORMAT = "business-environment receipt v1"
PROMISE = "business-environment promise v1"
PARTS = {"checkpoint", "entry", "facts", "format", "key", "promise", "proof", "words"}
NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]*)\n(?P<root>\S+)\nday (?P<day>\d{4}-\d\d-\d\d)\n"
    r"at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\nsm3 (?P<sm3>\S+)\n)\n(?P<lines>(?:\u2014 \S+ \S+\n)+)"
)
SHANGHAI = timezone(timedelta(hours=8))

# Words: Chinese, English.
SAID = {
    "unreadable": ("这个文件不是存证回执，或者已经被改动。", "This file is no receipt, or it was changed."),
    "key": ("回执上的公钥不是给出的公钥。", "The key of the receipt is not the key that was given."),
    "words": ("回执里的内容与当时提交的不一致。", "The words differ from what was filed."),
    "facts": ("回执里的记录事实与台账条目不一致。", "The facts differ from the entry of the ledger."),
    "promise": ("回执上的签名不成立。", "The signature of the promise does not hold."),
    "proof": ("回执里的证明推不出封账单上的根值。", "The proof does not lead to the root of the checkpoint."),
    "checkpoint": ("回执里的封账单不成立，或者不能证明这一天的记录。", "The checkpoint does not hold for this day."),
    "file": ("这个附件不在回执里，或者已经被改动：", "This attachment is not in the receipt, or it was changed: "),
    "note": ("给出的封账单不是这个公钥签的。", "The checkpoint that was given is not signed with this key."),
    "other": ("两份封账单互相矛盾：同一台账给人看了两个样子。", "Two checkpoints contradict each other: a split view."),
    "left": ("给出的封账单封了这一天，却不包括这一条。", "The given checkpoint closes this day without the entry."),
    "good": ("这份回执有效。", "The receipt is good."),
    "refused": ("没有通过检查：", "Refused: "),
    "who": ("由台账 {} 收下", "taken in by the ledger {}"),
    "what": ("事项：{}，编号 {}", "what: {}, case {}"),
    "when": ("时间：{}（北京时间）", "when: {} (UTC+8)"),
    "where": ("台账条目 {}，存证值 {}", "entry {}, leaf {}"),
    "closed": ("已由 {} 封账单证明（共 {} 条）", "closed in the checkpoint of {} ({} entries)"),
    "open": ("出具时当天尚未封账；次日起重新下载", "issued before its day was closed; get it again after the next day"),
    "files": ("附件 {} 个，已核对 {} 个", "{} attachments, {} of them compared"),
    "same": ("与给出的封账单一致", "agrees with the checkpoint that was given"),
    "apart": (
        "给出的封账单是另一天的，无法与这份回执比较；请用 {} 的封账单，或者重新下载回执。",
        "The given checkpoint is of another day and says nothing of this receipt; take that of {}, or a new receipt.",
    ),
    "compare": (
        "注意：没有给出公钥。请把下面的公钥与张贴的封账单核对，一致才算数：",
        "Mind: no key was given. Compare this key with a posted sheet; only then does it count:",
    ),
    "nokey": ("看不懂这个公钥：", "This is no public key: "),
    "nofile": ("打不开文件：", "Cannot read: "),
}
ACTS = {
    "complaint:file": ("提交投诉", "a complaint"),
    "complaint:supplement": ("补充材料", "a supplement"),
    "complaint:withdraw": ("撤回投诉", "a withdrawal"),
    "complaint:rate": ("评价", "a rating"),
    "complaint:request_review": ("申请复核", "a request for a review"),
    "penalty:file": ("报备处罚", "the filing of a penalty"),
    "penalty:complete": ("补正处罚报备", "the completion of a filing"),
    "penalty:answer": ("说明处罚报备", "the explanation of a filing"),
    "penalty:decide": ("登记处罚决定", "the decision of a penalty"),
    "quiet_day:approve": ("批准宁静日入企", "the approval of a quiet-day visit"),
}

# Ed25519 (RFC 8032, section 5.1), in extended coordinates.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(one, other):
    """The sum of two points."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(one):
    """A point added to itself."""
    a, b = one[0] * one[0] % P, one[1] * one[1] % P
    c, h = 2 * one[2] * one[2], a + b
    e, g = h - (one[0] + one[1]) * (one[0] + one[1]), a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(raw):
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(message, signature, key):
    """Whether `signature` (64 bytes) is the key's (32 bytes) over the message."""
    if len(signature) != 64 or len(key) != 32:
        return False
    made, own, s = point(signature[:32]), point(key), int.from_bytes(signature[32:], "little")
    if made is None or own is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    against = (P - own[0], own[1], 1, P - own[3])
    table = {(1, 0): BASE, (0, 1): against, (1, 1): add(BASE, against)}
    found = ZERO
    for bit in range(max(s.bit_length(), h.bit_length()) - 1, -1, -1):
        found = double(found)
        chosen = (s >> bit & 1, h >> bit & 1)
        if chosen != (0, 0):
            found = add(found, table[chosen])
    return not (found[0] - made[0] * found[2]) % P and not (found[1] - made[1] * found[2]) % P


class Refused(Exception):
    """The link that broke: a name in `SAID`, and what more there is to say."""


class Usage(Exception):
    """What was given cannot be used: a name in `SAID`, and what more there is to say."""


def demand(holds, link):
    """Go on, or refuse."""
    if not holds:
        raise Refused(link)


def sha256(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def canonical(value):
    """The one text of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decoded(text, link):
    """Base64 in its one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
        demand(base64.b64encode(raw).decode() == text, link)
    except (ValueError, TypeError):
        raise Refused(link) from None
    return raw


class Key:
    """A public key as it is written: `name+hash+key`."""

    def __init__(self, text):
        self.text = text
        self.name, self.hash, raw = (*text.split("+", 2), "", "")[:3]
        kind = decoded(raw, "key")
        self.raw = kind[1:]
        own = sha256(self.name.encode() + b"\n" + kind)[:4].hex()
        demand(self.name and self.hash == own and kind[:1] == b"\x01" and len(self.raw) == 32, "key")


class Closing:
    """A checkpoint that the key has signed; `alone` where no other line may stand below it."""

    def __init__(self, note, key, link, alone):
        found = NOTE.fullmatch(note)
        demand(found is not None, link)
        self.text, self.day, self.size = found["text"], found["day"], int(found["size"])
        self.root = decoded(found["root"], link)
        demand(len(self.root) == 32 and len(decoded(found["sm3"], link)) == 32 and found["origin"] == key.name, link)
        lines = [line.split(" ") for line in found["lines"].splitlines()]
        demand(not alone or len(lines) == 1, link)
        signed = [decoded(line[2], link) for line in lines if line[1] == key.name]
        own = [raw[4:] for raw in signed if raw[:4].hex() == key.hash]
        demand(any(is_signed(self.text.encode(), one, key.raw) for one in own), link)


def root(leaf, index, size, proof):
    """The root that a proof leads to (RFC 9162, 2.1.3.2); nothing where it is too long or too short."""
    left, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return b""
        if left & 1 or left == last:
            found = sha256(b"\x01" + part + found)
            while left and not left & 1:
                left, last = left >> 1, last >> 1
        else:
            found = sha256(b"\x01" + found + part)
        left, last = left >> 1, last >> 1
    return found if last == 0 else b""


def opened(data):
    """The parts of a receipt, in the one spelling that it has."""
    try:
        parts = json.loads(data.decode())
        demand(isinstance(parts, dict) and set(parts) == PARTS, "unreadable")
        demand(canonical(parts).encode() == data, "unreadable")
    except (ValueError, RecursionError):
        raise Refused("unreadable") from None
    texts = all(isinstance(parts[name], str) for name in PARTS - {"words", "proof"})
    demand(texts and parts["format"] == FORMAT and isinstance(parts["words"], dict), "unreadable")
    return parts


def told(text, link):
    """The object that a text holds."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(link) from None
    demand(isinstance(found, dict), link)
    return found


class Receipt:
    """A receipt, checked from words to root; `closing` is None where it is older than its checkpoint."""

    def __init__(self, data, keys):
        parts = opened(data)
        demand(not keys or parts["key"] in keys, "key")
        self.key = Key(parts["key"])
        self.facts, self.entry = told(parts["facts"], "facts"), told(parts["entry"], "facts")
        demand(self.facts.get("words") == sha256(canonical(parts["words"]).encode()).hex(), "words")
        demand(self.entry.get("facts_hash") == sha256(parts["facts"].encode()).hex(), "facts")
        self.leaf, self.index = sha256(parts["entry"].encode()), self.entry.get("index")
        promise = f"{PROMISE}\n{self.key.name}\n{self.index}\n{self.leaf.hex()}\n".encode()
        demand(is_signed(promise, decoded(parts["promise"], "promise"), self.key.raw), "promise")
        self.at = datetime.fromisoformat(self.entry["at"]).astimezone(SHANGHAI)
        self.closing = self.closed(parts)

    def closed(self, parts):
        """The checkpoint that shows the entry."""
        demand(isinstance(parts["proof"], list), "proof")
        if not parts["checkpoint"]:
            demand(not parts["proof"], "proof")
            return None
        closing = Closing(parts["checkpoint"], self.key, "checkpoint", alone=True)
        demand(self.at.date().isoformat() <= closing.day, "checkpoint")
        proof = [decoded(part, "proof") for part in parts["proof"]]
        demand(self.index < closing.size and all(len(part) == 32 for part in proof), "proof")
        demand(root(sha256(b"\x00" + self.leaf), self.index, closing.size, proof) == closing.root, "proof")
        return closing


def compare(receipt, note):
    """Hold a checkpoint that was kept elsewhere against the receipt's: whether the two say the same."""
    kept, own = Closing(note, receipt.key, "note", alone=False), receipt.closing
    demand(kept.day < receipt.at.date().isoformat() or kept.size > receipt.index, "left")
    if own is None or (kept.size != own.size and kept.day != own.day):
        raise Usage("apart", own.day if own else receipt.at.date().isoformat())
    demand((kept.size, kept.root) == (own.size, own.root), "other")


def attachments(receipt, files):
    """Hold files against the hashes in the receipt."""
    known = receipt.facts.get("files", [])
    for file in files:
        if sha256(read(file)).hex() not in known:
            raise Refused("file", file.name)


def read(file):
    """What a file holds."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Usage("nofile", str(error)) from None


def keys_of(given):
    """The keys that were given: one as text, or those in a file. One copied out of a PDF may hold invisible breaks."""
    if not given:
        return []
    lines = read(Path(given)).decode(errors="replace").split() if Path(given).is_file() else [given]
    try:
        return [Key(line.replace("\u200b", "")).text for line in lines]
    except Refused:
        raise Usage("nokey", given) from None


def report(receipt, say, compared, same):
    """What the receipt proves, line by line."""
    act = ACTS.get(receipt.entry["verb"])
    yield say("good")
    yield say("who", receipt.key.name)
    yield say("what", act[say.language] if act else receipt.entry["verb"], receipt.entry["ref"])
    yield say("when", receipt.at.strftime("%Y-%m-%d %H:%M:%S"))
    leaf = receipt.leaf.hex()
    yield say("where", receipt.index, " ".join(leaf[start : start + 8] for start in range(0, 64, 8)))
    yield say("closed", receipt.closing.day, receipt.closing.size) if receipt.closing else say("open")
    yield say("files", len(receipt.facts.get("files", [])), compared)
    if same:
        yield say("same")


class Say:
    """Sentences in one language: 0 Chinese, 1 English."""

    def __init__(self, language):
        self.language = language

    def __call__(self, name, *more):
        said = SAID[name][self.language]
        return said.format(*more) if "{}" in said else said + "".join(map(str, more))


def arguments(given):
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt", type=Path)
    parser.add_argument("files", type=Path, nargs="*", metavar="ATTACHMENT")
    parser.add_argument("--key")
    parser.add_argument("--checkpoint", type=Path, metavar="NOTE")
    told_language = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    parser.add_argument("--lang", choices=("zh", "en"), default="en" if told_language.startswith("en") else "zh")
    return parser.parse_intermixed_args(given)


def main(given=None):
    """Check, print what was found, tell the exit code."""
    options = arguments(given)
    say = Say(1 if options.lang == "en" else 0)
    try:
        receipt = Receipt(read(options.receipt), keys_of(options.key))
        attachments(receipt, options.files)
        if options.checkpoint:
            compare(receipt, read(options.checkpoint).decode(errors="replace"))
    except Refused as refused:
        print(say("refused") + say(*refused.args))
        return 1
    except Usage as usage:
        print(say(*usage.args), file=sys.stderr)
        return 2
    print("\n".join(report(receipt, say, len(options.files), bool(options.checkpoint))))
    if not options.key:
        print(say("compare"), receipt.key.text, sep="\n")
        return 3
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
