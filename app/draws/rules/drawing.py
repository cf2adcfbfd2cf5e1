"""From the locked files and the value to `result.json` (draw/1 steps 2 to 6)."""

from collections.abc import Iterable, Mapping

from app.draws.rules import announcing, formats, hashing, tables
from app.draws.rules.sending import Sending
from app.draws.rules.terms import LOCKED, MANIFEST, SECRET, SPEC, Enterprise, Files, Lists, Result, Shortfall, Visit
from app.draws.rules.walking import Walk, ordered, walk
from app.kernel.errors import Refused

Order = Iterable[tuple[str, Enterprise]]


def seed_of(files: Files, value: str) -> tuple[str, str]:
    """The commitment and the seed. Refuses a value that is not as announced."""
    formats.check_value(value, announcing.read(files).sources)
    commitment = hashing.digest(files[MANIFEST])
    return commitment, hashing.seed(commitment, value, hashing.secret(files[SECRET]))


def run(files: Files, value: str) -> Result:
    """The draw of locked files and a value: the same at any time, by anybody.

    For a draw that is void this is the result that it would have had. Refuses files that are not those of the
    manifest, and a value that is not as announced.
    """
    check_sums(files, {})
    lists = tables.read(files)
    commitment, seed = seed_of(files, value)
    return drawn(commitment, seed, lists, Walk(lists.tasks, lists.caps), ordered(seed, lists.roster))


def check_sums(files: Files, known: Mapping[str, str]) -> None:
    """Refuses files other than those that the manifest names, at the first one that differs.

    `known` gives the sums of files that are too large to be among `files`.
    """
    for name in (MANIFEST, *LOCKED):
        if name not in files and name not in known:
            raise Refused("draw_file_missing", file=name)
    for name, total in hashing.sums(files[MANIFEST]).items():
        if (known.get(name) or hashing.digest_of(name, files[name])) != total:
            raise Refused("draw_file_changed", file=name)


def drawn(commitment: str, seed: str, lists: Lists, state: Walk, order: Order) -> Result:
    """The result of a walk through an order of enterprises, which may come from an engine: not from `lists.roster`."""
    sending = Sending(seed, lists.inspectors, lists.recusals)
    visits = [sending.send(one) for one in walk(state, order)]
    return result(commitment, seed, visits, state.shortfalls())


def result(commitment: str, seed: str, visits: list[Visit], shortfalls: list[Shortfall]) -> Result:
    """The result with its file. Too few inspectors show in the numbers themselves; the file has no mark for it."""
    plain = {
        "spec": SPEC,
        "commitment": commitment,
        "seed": seed,
        "visits": [_plain(visit) for visit in visits],
        "shortfalls": [shortfall._asdict() for shortfall in shortfalls],
    }
    return Result(commitment, seed, visits, shortfalls, announcing.canonical(plain))


def _plain(visit: Visit) -> dict[str, object]:
    return {"uscc": visit.uscc, "ticket": visit.ticket, "tasks": visit.tasks, "inspectors": visit.inspectors}


def would_have_been(files: Files, value: str | None) -> bytes | None:
    """`result.json` of a draw that became void: None where it was void before its value was known."""
    return None if value is None else run(files, value).content
