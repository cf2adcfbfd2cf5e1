"""Sealed identities, pseudonyms and receipt codes."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import sealing

ROOT = sealing.key("a development secret")
OTHER = sealing.key("another development secret")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
identities = st.dictionaries(texts, texts | st.integers() | st.booleans() | st.none(), max_size=5)


@given(identities, texts)
def test_what_was_sealed_comes_back_whole(data: dict, context: str) -> None:
    assert sealing.unseal(ROOT, sealing.seal(ROOT, data, context=context), context=context) == data


@given(texts, texts)
def test_a_blob_opens_in_its_own_context_only(context: str, other: str) -> None:
    blob = sealing.seal(ROOT, {"name": "仲晓妮"}, context=context)
    if context != other:
        with pytest.raises(sealing.Unsealable):
            sealing.unseal(ROOT, blob, context=other)


@given(st.data())
def test_a_changed_bit_anywhere_is_noticed(data: st.DataObject) -> None:
    blob = bytearray(sealing.seal(ROOT, {"phone": "18600001402"}, context="TS-1"))
    position = data.draw(st.integers(0, len(blob) - 1))
    blob[position] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(ROOT, bytes(blob), context="TS-1")


@given(st.binary(max_size=60))
def test_what_was_never_sealed_does_not_open(blob: bytes) -> None:
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(ROOT, blob, context="TS-1")


def test_another_key_does_not_open_a_blob() -> None:
    blob = sealing.seal(ROOT, {"name": "仲晓妮"}, context="TS-1")
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(OTHER, blob, context="TS-1")


def test_the_same_identity_sealed_twice_looks_different_and_shows_nothing() -> None:
    one, two = (sealing.seal(ROOT, {"name": "Zhong Xiaoni"}, context="TS-1") for _ in range(2))
    assert one != two
    assert b"Zhong" not in one
    assert one[0] == two[0] == sealing.VERSION


def test_a_base64_key_of_32_bytes_is_taken_as_it_is() -> None:
    assert sealing.key(base64.b64encode(bytes(range(32))).decode()) == bytes(range(32))


@given(texts)
def test_any_setting_gives_a_key_of_32_bytes(value: str) -> None:
    assert len(sealing.key(value)) == sealing.KEY_BYTES


def test_a_short_root_key_is_an_error_and_not_a_weak_seal() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sealing.seal(b"short", {}, context="TS-1")


@given(texts, texts)
def test_a_pseudonym_is_stable_and_tells_texts_apart(one: str, two: str) -> None:
    assert (sealing.pseudonym(ROOT, one) == sealing.pseudonym(ROOT, two)) == (one == two)


def test_a_pseudonym_depends_on_the_key_and_not_on_the_sealing_subkey() -> None:
    one = sealing.pseudonym(ROOT, "enterprise:12")
    assert re.fullmatch(r"[0-9a-f]{64}", one)
    assert one != sealing.pseudonym(OTHER, "enterprise:12")


def test_receipt_codes_are_grouped_unambiguous_and_never_the_same() -> None:
    codes = {sealing.derived_code(ROOT, str(n)) for n in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@given(texts, texts)
def test_an_act_sent_twice_gets_the_same_receipt_code_and_another_act_another(one: str, two: str) -> None:
    code = sealing.derived_code(ROOT, one)
    assert (code == sealing.derived_code(ROOT, two)) == (one == two)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert code != sealing.derived_code(OTHER, one)


def test_a_receipt_code_is_known_again_however_it_is_typed() -> None:
    stored = sealing.code_hash("7K3M-01QX-9ABC-WXYZ")
    for typed in (
        "7K3M-01QX-9ABC-WXYZ",
        "7k3m o1qx 9abc wxyz",
        "７Ｋ３Ｍ－ＯＩＱＸ－９ＡＢＣ－ＷＸＹＺ",
        "7K3MOLQX9ABCWXYZ",
    ):
        assert sealing.code_matches(typed, stored)


@given(st.text(max_size=30))
def test_no_other_text_matches_a_receipt_code(typed: str) -> None:
    assert not sealing.code_matches(typed, sealing.code_hash(sealing.derived_code(ROOT, "x")))


def test_a_missing_row_answers_no_without_an_error() -> None:
    assert not sealing.code_matches("7K3M-01QX-9ABC-WXYZ", "")
    assert not sealing.code_matches("", "")


def test_two_rows_with_the_same_code_do_not_show_it() -> None:
    assert sealing.code_hash("7K3M-01QX-9ABC-WXYZ") != sealing.code_hash("7K3M-01QX-9ABC-WXYZ")
