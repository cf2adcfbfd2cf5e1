"""Passkeys, with an authenticator made of an own key: added, used to sign in, used to prove who one is."""

import hashlib
import json
import re
from html import unescape
from itertools import count

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.cose import COSEAlgorithmIdentifier

from app.kernel.db import db
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from tests import make
from tests.accounts.test_sign_in import post

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
_serial = count(1)


class Authenticator:
    """What a phone does: a key for this site, which signs challenges after having checked its owner."""

    def __init__(self, verifies=True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(b"credential %d" % next(_serial)).digest()
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.used = 0
        self.handle = b""

    def data(self, flags, more=b""):
        self.used += 1
        return hashlib.sha256(b"localhost").digest() + bytes([flags]) + self.used.to_bytes(4, "big") + more

    def client_data(self, kind, options):
        told = {"type": kind, "challenge": options["challenge"], "origin": "http://localhost", "crossOrigin": False}
        return json.dumps(told).encode()

    def create(self, options):
        self.handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: int(COSEAlgorithmIdentifier.ECDSA_SHA_256),
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)
        data = self.data(self.flags | ATTESTED, attested)
        answer = {
            "clientDataJSON": bytes_to_base64url(self.client_data("webauthn.create", options)),
            "attestationObject": bytes_to_base64url(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal"],
        }
        return self.wrapped(answer) | {"extensions": json.dumps({"credProps": {"rk": True}})}

    def get(self, options):
        client_data = self.client_data("webauthn.get", options)
        data = self.data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": bytes_to_base64url(client_data),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
            "userHandle": bytes_to_base64url(self.handle),
        }
        return self.wrapped(answer)

    def wrapped(self, answer):
        name = bytes_to_base64url(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": answer}


def asked(page):
    """Where the page's form goes, and what it asks of the browser."""
    form = re.search(r'<form method="post" action="([^"]+)" data-passkey="\w+" data-options="([^"]+)"', page.text)
    return unescape(form[1]), json.loads(unescape(form[2]))


def add(client, authenticator, usage="first", name="手机"):
    page = client.post("/settings/passkeys", data={"name": name, "usage": usage})
    target, options = asked(page)
    return client.post(target, data={"credential": json.dumps(authenticator.create(options))})


def use(client, authenticator, path="/auth/passkey"):
    target, options = asked(client.post(path))
    return client.post(target, data={"credential": json.dumps(authenticator.get(options))})


@pytest.fixture
def phone(client):
    user, authenticator = make.user(Role.OVERSIGHT), Authenticator()
    client.sign_in(user)
    assert add(client, authenticator).status_code == 302
    client.post("/auth/logout")
    return user, authenticator


def test_a_passkey_signs_in_by_itself_where_a_second_factor_is_demanded(client, phone):
    user, authenticator = phone
    assert client.get("/settings").status_code == 302
    assert use(client, authenticator).status_code == 302
    assert client.get("/settings").status_code == 200
    assert "account:add_passkey" in [entry.verb for entry in ledger.of(user.actor)]


def test_a_passkey_whose_owner_was_not_checked_does_not_sign_in(client, phone):
    _user, authenticator = phone
    authenticator.flags = PRESENT
    use(client, authenticator)
    assert client.get("/settings").status_code == 302


def test_a_passkey_of_a_shut_out_user_does_not_sign_in(client, phone):
    user, authenticator = phone
    admin = make.user(Role.ADMINISTRATOR)
    client.sign_in(admin)
    client.post(f"/admin/users/{user.id}/deactivate")
    client.post("/auth/logout")
    use(client, authenticator)
    assert client.get("/settings").status_code == 302


def test_a_passkey_of_an_unknown_key_does_not_sign_in(client, phone):
    use(client, Authenticator())
    assert client.get("/settings").status_code == 302
    assert "不能在这里使用" in client.get("/auth/passkey").text


def test_a_passkey_after_the_password_takes_the_place_of_the_code(client, app):
    user, key = make.user(Role.CLERK), Authenticator(verifies=False)
    client.sign_in(user)
    add(client, key, usage="secondary")
    client.post("/auth/logout")
    assert post(client, user.username).location.startswith("/auth/passkey")
    assert client.get("/settings").status_code == 302
    assert use(client, key).status_code == 302
    assert client.get("/settings").status_code == 200


def test_where_there_are_two_second_factors_one_is_chosen(client):
    user, key = make.user(Role.OVERSIGHT), Authenticator(verifies=False)
    client.sign_in(user)
    add(client, key, usage="secondary")
    client.post("/auth/logout")
    assert post(client, user.username).location.startswith("/auth/two-factor/choose")
    page = client.get("/auth/two-factor/choose")
    assert "输入验证器动态码" in page.text
    assert "使用通行密钥" in page.text
    assert client.post("/auth/two-factor/choose", data={"which": "nonsense"}).status_code == 422
    assert client.post("/auth/two-factor/choose", data={"which": "webauthn"}).location.startswith("/auth/passkey")
    use(client, key)
    assert client.get("/settings").status_code == 200


def test_somebody_elses_passkey_does_not_prove_who_one_is(client, phone):
    _user, foreign = phone
    own = Authenticator()
    client.sign_in(make.user(Role.ADMINISTRATOR))
    add(client, own)
    with client.session_transaction() as session:
        session["fs_paa"], session["fs_gexp"] = session["fs_paa"] - 3600, 0
    assert client.get("/admin/users/new").location.startswith("/auth/verify")
    use(client, foreign, "/auth/verify/passkey")
    assert client.get("/admin/users/new").location.startswith("/auth/verify")
    assert use(client, own, "/auth/verify/passkey").status_code == 302
    assert client.get("/admin/users/new").status_code == 200


def test_a_passkey_is_removed_by_its_name(client):
    user = make.user(Role.CLERK)
    client.sign_in(user)
    add(client, Authenticator(), name="办公室电脑")
    assert "办公室电脑" in client.get("/settings/passkeys").text
    assert client.post("/settings/passkeys", data={"name": "办公室电脑", "usage": "first"}).status_code == 422
    assert client.post("/settings/passkeys/delete", data={"name": "办公室电脑"}).status_code == 302
    db.session.refresh(user)
    assert user.webauthn == []
