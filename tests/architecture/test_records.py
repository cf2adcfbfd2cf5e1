"""Every verb of a service that changes something writes the ledger, itself or through the verb that it calls."""

import ast

from tests.architecture.source import calls, files, functions

WRITES = ("session.add", "session.add_all", "session.delete", "session.merge")
SQL_WRITES = {"insert", "update", "delete"}
SILENT = {
    ("ledger", "record"): "it is the writing itself",
    ("workdays", "start"): "the act that starts a deadline records it",
    ("workdays", "finish"): "the act that ends a deadline records it",
    ("workdays", "drop"): "the act that drops a deadline records it",
    ("workdays", "extend"): "the act that extends a deadline records it",
    ("notices", "tell"): "the act that tells records",
    ("notices", "read"): "that somebody has seen a message is no act on a case",
}


def _index() -> dict[tuple[str, str], ast.FunctionDef]:
    return {
        (file.slice, function.name): function
        for file in files()
        if file.room == "service"
        for function in functions(file.tree)
    }


VERBS = _index()


def called(slice_: str, function: ast.FunctionDef) -> set[tuple[str, str]]:
    """The functions of services that a function calls: its own slice's by bare name, others' as `slice.verb`."""
    found = set()
    for _, name in calls(function):
        parts = name.split(".")
        for owner in (slice_, *parts[:-1]):
            if (owner, parts[-1]) in VERBS:
                found.add((owner, parts[-1]))
    return found


def records(key: tuple[str, str], seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
    names = {name for _, name in calls(VERBS[key])}
    if any(name.split(".")[-1] == "record" for name in names):
        return True
    return any(records(other, seen | {key}) for other in called(key[0], VERBS[key]) - seen - {key})


def changes(key: tuple[str, str], seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
    function = VERBS[key]
    if any(_writes(call, name) for call, name in calls(function)) or any(_sets(node) for node in ast.walk(function)):
        return True
    return any(changes(other, seen | {key}) for other in called(key[0], function) - seen - {key})


def _writes(call: ast.Call, name: str) -> bool:
    statement = call.args[0] if call.args else None
    if name.endswith("session.execute") and isinstance(statement, ast.Call):
        return any(part in SQL_WRITES for _, text in calls(statement) for part in text.split("."))
    return name.endswith(WRITES)


def _sets(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(isinstance(part, ast.Attribute) for target in targets for part in ast.walk(target))


def test_every_verb_that_changes_something_records_it() -> None:
    silent = sorted(
        ".".join(key)
        for key in VERBS
        if not key[1].startswith("_") and key not in SILENT and changes(key) and not records(key)
    )
    assert silent == []


def test_only_named_verbs_are_silent() -> None:
    """The list above holds only verbs that exist, change something and do not record."""
    assert [key for key in SILENT if key not in VERBS or not changes(key)] == []


def test_every_verb_says_who_and_when() -> None:
    """`by=` and `at=` are keywords of every verb that records by itself: no hidden session, no hidden clock."""
    lacking = [
        ".".join(key)
        for key, function in VERBS.items()
        if not key[1].startswith("_")
        and key[0] != "demo"
        and any(name.split(".")[-1] == "record" for _, name in calls(function))
        and not {"by", "at"} <= {argument.arg for argument in function.args.kwonlyargs}
    ]
    assert lacking == []


def test_an_entry_is_called_after_its_verb() -> None:
    """The ledger's `slice:verb` names the slice that writes it."""
    odd = [
        f"{file.name}:{call.lineno} {call.args[0].value}"
        for file in files()
        if file.room == "service" and file.slice != "ledger"
        for call, name in calls(file.tree)
        if name.split(".")[-1] == "record" and call.args and isinstance(call.args[0], ast.Constant)
        if not _named(call.args[0].value)
    ]
    assert odd == []


def _named(verb: object) -> bool:
    parts = verb.split(":") if isinstance(verb, str) else []
    return len(parts) == 2 and all(part.isidentifier() and part.islower() for part in parts)
