#!/usr/bin/env python3
"""The witness of a ledger, run by another office: it signs that it has seen the ledger only ever grow.

    witness.py new-key NAME KEYFILE
    witness.py watch URL --ledger-key VKEY --key KEYFILE --state STATEFILE [--every SECONDS [--rounds N]]

A round takes the newest checkpoint (C2SP tlog-checkpoint), has it proved that the ledger kept last begins this one (RFC
9162, 2.1.4), stores it, and only then signs it (C2SP cosignature/v1) and hands the signature in. Exit codes: 0 done,
1 refused (read the file beside the state, ask the ledger's office), 2 the command line, 3 not done, try again.
Needs Python 3.10 and `cryptography`; shares no code with the ledger; run one at a time for each state.
"""

import base64
import hashlib
import json
import os
import re
import sys
import time
import urllib.request as web
from datetime import date, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TIMEOUT, MOST_BYTES = 15, 256 * 1024
TEXT = re.compile(r"(.+)\n(0|[1-9]\d{0,17})\n([\w+/]{43}=)\nday (\d{4}-\d\d-\d\d)\nat .+\nsm3 .+\n", re.ASCII)
OPENER = web.OpenerDirector()  # it follows no redirect: an address that leads elsewhere is an error
for handler in ["ProxyHandler", "HTTPHandler", "HTTPSHandler", "HTTPDefaultErrorHandler", "HTTPErrorProcessor"]:
    OPENER.add_handler(getattr(web, handler)())


def fetch(url, told=None):
    """The text of an answer; `told` is sent as JSON. Raises ValueError for a no (404, 422), OSError for no answer."""
    try:
        asked = web.Request(url, told and json.dumps(told).encode(), {"Content-Type": "application/json"})
        with OPENER.open(asked, timeout=TIMEOUT) as answer:
            return answer.read(MOST_BYTES).decode()
    except (OSError, ValueError, web.http.client.HTTPException) as error:
        kind = ValueError if getattr(error, "code", 0) in {404, 422} else OSError
        raise kind(f"{url}: {error} {error.read(1000) if hasattr(error, 'read') else ''}") from error


def opened(note, vkey="++"):
    """A checkpoint's text, size, root and day; with `vkey` only what this key has signed under its name."""
    text, (name, mark, key) = note.rpartition("\n\n")[0] + "\n", vkey.split("+", 2)
    found = TEXT.fullmatch(text)
    if not found or name not in {"", found[1]}:
        raise ValueError("no checkpoint of this ledger")
    if name:
        raws = map(base64.b64decode, re.findall(f"^\u2014 {re.escape(name)} (\\S+)$", note, re.MULTILINE))
        signed = next((raw[4:] for raw in raws if raw[:4].hex() == mark), b"")
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(signed, text.encode())
    return text, int(found[2]), base64.b64decode(found[3]), date.fromisoformat(found[4])


def roots(old, new, old_root, proof, whole=True):
    """The roots of the first `old` and of all `new` leaves that a proof, taken from its end, leads to."""
    if old == new:
        return (old_root, old_root) if whole else (proof[-1], proof.pop())
    half, side = 1 << (new - 1).bit_length() - 1, proof.pop()
    if old <= half:
        first, second = roots(old, half, old_root, proof, whole)
        return first, hashlib.sha256(b"\x01" + second + side).digest()
    pair = roots(old - half, new - half, old_root, proof, False)
    return tuple(hashlib.sha256(b"\x01" + side + part).digest() for part in pair)


def grown(url, vkey, kept, note):
    """A checkpoint's text, size and day where it is the kept one or one that is proved to grow from it."""
    text, size, root, day = opened(note, vkey)
    old_text, old, old_root, old_day = opened(note if kept is None else kept)
    if size < old or (size == old and text != old_text) or (size > old and day <= old_day):
        raise ValueError(f"two stories: {old} entries closed {old_day}, {size} entries closed {day}")
    if size > old > 0:
        proof = [base64.b64decode(line) for line in fetch(f"{url}/ledger/consistency?old={old}&new={size}").split()]
        if {len(part) for part in proof} != {32} or roots(old, size, old_root, proof) != (old_root, root) or proof:
            raise ValueError(f"no proof that the {old} entries of {old_day} begin the {size} of {day}")
    if kept is None:
        print(f"first use: trusting what is there, {size} entries on {day}; compare the root with the printed sheet")
    if day > old_day + timedelta(days=1):
        print(f"nothing between {old_day} and {day} was seen: only the newest is signed, its proof covers the rest")
    return text, size, day


def store(path, text):
    """Write a file whole or not at all; it is on the disk, with its name, before anything is signed."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    os.fsync(folder := os.open(path.parent, os.O_RDONLY))
    os.close(folder)


def witness(url, vkey, keyfile, state):
    """One round; the exit code. Raises OSError or ValueError where it cannot be done now."""
    name, mark, secret = keyfile.read_text("utf-8").strip().removeprefix("PRIVATE+KEY+").split("+", 2)
    kept = state.read_bytes().decode("utf-8", "replace") if state.exists() else None
    note = fetch(f"{url}/ledger/checkpoint")
    try:
        text, size, day = grown(url, vkey, kept, note)
    except (ValueError, IndexError, InvalidSignature) as error:
        evidence = state.with_name(f"{state.name}.refused-{hashlib.sha256(note.encode()).hexdigest()[:8]}")
        store(evidence, f"{error!r}\n\nkept:\n{kept}\nshown:\n{note}")
        print(f"REFUSED, nothing was signed: {error!r}; both notes lie in {evidence}", file=sys.stderr)
        return 1
    store(state, note)
    at, key = int(time.time()), Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)[1:])
    signed = at.to_bytes(8, "big") + key.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
    line = f"\u2014 {name} {base64.b64encode(bytes.fromhex(mark) + signed).decode()}\n"
    fetch(f"{url}/api/v1/ledger/checkpoints/{day}/cosignatures", {"line": line})
    print(f"{day}: {size} entries witnessed by {name}", flush=True)
    return 0


def new_key(name, keyfile):
    """Write a new private key, readable to its owner alone, and print the public one."""
    key = Ed25519PrivateKey.generate()
    raw = b"\x04" + key.public_key().public_bytes_raw()
    mark = hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    keyfile.touch(0o600, exist_ok=False)
    keyfile.write_text(f"PRIVATE+KEY+{name}+{mark}+{base64.b64encode(raw[:1] + key.private_bytes_raw()).decode()}\n")
    print(f"{name}+{mark}+{base64.b64encode(raw).decode()}")


def main(verb="", where="", *words):
    if verb == "new-key" and len(words) == 1 and not set(" +") & set(where):
        return new_key(where, Path(*words))
    given = dict(zip(words[::2], words[1::2], strict=False))
    whole = {"--key", "--state"} <= given.keys() and given.get("--ledger-key", "+")[0] != "+"
    if verb != "watch" or not whole or not where.startswith("http"):
        print(__doc__, file=sys.stderr)
        return 2
    rounds = int(given.get("--rounds", 0)) if "--every" in given else 1
    while True:
        try:
            code = witness(where.rstrip("/"), given["--ledger-key"], Path(given["--key"]), Path(given["--state"]))
        except (OSError, ValueError) as error:
            code = print(f"not done: {error}", file=sys.stderr) or 3
        if code == 1 or (rounds := rounds - 1) == 0:
            return code
        time.sleep(float(given["--every"]))


sys.exit(main(*sys.argv[1:]))
