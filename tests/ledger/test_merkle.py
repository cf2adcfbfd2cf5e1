"""Merkle trees: the RFC's vectors, a second opinion on ten thousand trees, and what holds for every tree."""

import hashlib
import json
import random
from base64 import b64decode
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from app.ledger.rules import merkle

VECTORS = Path(__file__).parents[3] / "shared" / "ledger" / "merkle_vectors"
TREES, MOST_LEAVES = 10_000, 40
HASHES = st.sampled_from([merkle.sha256, merkle.sm3])
SIZES = st.integers(1, 700)


def leaves(size: int, of: merkle.Hash = merkle.sha256) -> list[bytes]:
    """The hashes of `size` leaves, each another."""
    return [merkle.leaf_hash(n.to_bytes(4, "big"), of) for n in range(size)]


def proof(ranges: list[merkle.Range], hashes: list[bytes], of: merkle.Hash = merkle.sha256) -> list[bytes]:
    """The roots of some ranges, as whoever holds the leaves answers."""

    def subtree(level: int, index: int) -> bytes:
        return merkle.root(hashes[index << level : (index + 1) << level], of)

    return [merkle.range_root(found, subtree, of) for found in ranges]


def flipped(data: bytes, bit: int) -> bytes:
    """The bytes with one bit changed."""
    place, rest = divmod(bit % (len(data) * 8), 8)
    return data[:place] + bytes([data[place] ^ 1 << rest]) + data[place + 1 :]


def vectors(kind: str) -> list[Path]:
    return sorted((VECTORS / kind).rglob("*.json"))


def raw(text: str) -> bytes:
    return b64decode(text or "")


needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="the vectors lie beside the project, not in it")


@needs_vectors
@pytest.mark.parametrize("path", vectors("inclusion"), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_inclusion_proof_of_the_vectors_gets_the_right_verdict(path: Path) -> None:
    told = json.loads(path.read_text())
    parts = [raw(part) for part in told["proof"] or []]
    found = merkle.includes(told["leafIdx"], told["treeSize"], raw(told["leafHash"]), parts, raw(told["root"]))
    assert found is not told["wantErr"], told["desc"]


@needs_vectors
@pytest.mark.parametrize("path", vectors("consistency"), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_consistency_proof_of_the_vectors_gets_the_right_verdict(path: Path) -> None:
    told = json.loads(path.read_text())
    parts = [raw(part) for part in told["proof"] or []]
    found = merkle.extends(told["size1"], told["size2"], raw(told["root1"]), raw(told["root2"]), parts)
    assert found is not told["wantErr"], told["desc"]


@needs_vectors
def test_there_are_196_vectors() -> None:
    assert len(vectors("inclusion") + vectors("consistency")) == 196


def test_ten_thousand_random_trees_agree_with_a_second_opinion() -> None:
    """Roots and inclusion proofs of pymerkle, which knows nothing of us; each of its proofs begins with the leaf."""
    dice = random.Random(9162)
    for _ in range(TREES):
        entries = [dice.randbytes(dice.randrange(40)) for _ in range(dice.randint(1, MOST_LEAVES))]
        index, size = dice.randrange(len(entries)), len(entries)
        hashes = [merkle.leaf_hash(entry) for entry in entries]
        other = InmemoryTree.init_from_entries(entries)
        assert merkle.root(hashes) == other.get_root()
        parts = proof(merkle.inclusion(index, size), hashes)
        assert [hashes[index], *parts] == other.prove_inclusion(index + 1).path
        assert merkle.includes(index, size, hashes[index], parts, other.get_root())


def test_sm3_is_the_standard_s() -> None:
    """The two examples of GB/T 32905-2016, annex A."""
    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    longer = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert merkle.sm3(b"abc").hex() == abc
    assert merkle.sm3(b"abcd" * 16).hex() == longer


def test_sha256_and_the_tree_of_nothing_are_the_standard_s() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()
    assert merkle.root([], merkle.sm3) == merkle.sm3(b"")


@given(SIZES, st.data(), HASHES)
def test_an_inclusion_proof_holds_and_none_with_a_flipped_bit_does(
    size: int, data: st.DataObject, of: merkle.Hash
) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size, of)
    root, parts = merkle.root(hashes, of), proof(merkle.inclusion(index, size), hashes, of)
    assert merkle.includes(index, size, hashes[index], parts, root, of)
    told = [hashes[index], root, *parts]
    place, bit = data.draw(st.integers(0, len(told) - 1)), data.draw(st.integers(0, 255))
    told[place] = flipped(told[place], bit)
    assert not merkle.includes(index, size, told[0], told[2:], told[1], of)
    assert not merkle.includes(index, size, hashes[index], [*parts, root], root, of)
    assert not parts or not merkle.includes(index, size, hashes[index], parts[:-1], root, of)


@given(SIZES, st.data())
def test_a_leaf_is_proved_at_no_other_index(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    hashes = leaves(size)
    parts = proof(merkle.inclusion(index, size), hashes)
    assert merkle.includes(other, size, hashes[index], parts, merkle.root(hashes)) is (other == index)


@given(st.lists(SIZES, min_size=2, max_size=2, unique=True).map(sorted), st.data(), HASHES)
def test_a_consistency_proof_holds_and_none_with_a_flipped_bit_does(
    sizes: list[int], data: st.DataObject, of: merkle.Hash
) -> None:
    old, new = sizes
    hashes = leaves(new, of)
    parts = proof(merkle.consistency(old, new), hashes, of)
    told = [merkle.root(hashes[:old], of), merkle.root(hashes, of), *parts]
    assert merkle.extends(old, new, told[0], told[1], parts, of)
    place, bit = data.draw(st.integers(0, len(told) - 1)), data.draw(st.integers(0, 255))
    told[place] = flipped(told[place], bit)
    assert not merkle.extends(old, new, told[0], told[1], told[2:], of)


@given(st.lists(SIZES, min_size=3, max_size=6, unique=True).map(sorted))
def test_consistency_composes(sizes: list[int]) -> None:
    """Step by step or at once: who believes each step believes the whole."""
    hashes = leaves(sizes[-1])
    for old, new in [*pairwise(sizes), (sizes[0], sizes[-1])]:
        parts = proof(merkle.consistency(old, new), hashes)
        assert merkle.extends(old, new, merkle.root(hashes[:old]), merkle.root(hashes[:new]), parts)


@given(SIZES, st.data())
def test_no_proof_extends_another_beginning(size: int, data: st.DataObject) -> None:
    old, changed = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    other = [*hashes[:changed], flipped(hashes[changed], 0), *hashes[changed + 1 :]]
    parts = proof(merkle.consistency(old, size), hashes)
    same = merkle.root(hashes[:old]) == merkle.root(other[:old])
    assert merkle.extends(old, size, merkle.root(other[:old]), merkle.root(hashes), parts) is (same and size > 0)


@given(st.integers(0, 900), st.integers(0, 900), HASHES)
def test_a_tree_resumed_from_its_full_subtrees_grows_to_the_same_root(before: int, more: int, of: merkle.Hash) -> None:
    hashes = leaves(before + more, of)
    whole = merkle.Frontier(of)
    for leaf in hashes:
        whole.append(leaf)
    resumed = merkle.Frontier(of)
    for level, index in merkle.full_subtrees(0, before):
        resumed.peaks.append(merkle.root(hashes[index << level : (index + 1) << level], of))
        resumed.size += 1 << level
    for leaf in hashes[before:]:
        resumed.append(leaf)
    assert (resumed.size, resumed.root()) == (whole.size, whole.root())
    assert resumed.tiles == [tile for tile in whole.tiles if (tile.index + 1) << tile.level > before]


@given(st.integers(256, 1100), HASHES)
def test_a_tile_is_the_root_of_its_leaves(size: int, of: merkle.Hash) -> None:
    hashes = leaves(size, of)
    grown = merkle.Frontier(of)
    for leaf in hashes:
        grown.append(leaf)
    assert [(tile.level, tile.index) for tile in grown.tiles] == [(8, index) for index in range(size >> 8)]
    for tile in grown.tiles:
        assert tile.hash == merkle.root(hashes[tile.index << 8 : (tile.index + 1) << 8], of)
