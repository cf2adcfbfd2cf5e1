"""Every verb of a service that changes something writes the ledger, itself or through the verb that it calls."""

import ast

from tests.architecture.source import DOORS, File, calls, files, functions

WRITES = ("session.add", "session.add_all", "session.delete", "session.merge")
SQL_WRITES = {"insert", "update", "delete"}
NAMELESS = {"COMPLAINANT", "SYSTEM"}
SILENT = {
    ("accounts", "touch_token"): "when a token was last used is no act on a case",
    ("complaints", "count_begun"): "how often a form is begun is no act on a case: decision 36",
    ("complaints", "count_filed"): "as count_begun",
    ("complaints", "keep"): "as save_draft",
    ("complaints", "save_draft"): "a draft is nobody's business before it is filed; kernel.drafts keeps its files",
    ("penalties", "save_draft"): "as complaints' save_draft",
    ("measures", "discard"): "a draft is nobody's business before it is reported",
    ("measures", "save_draft"): "as discard",
    ("measures", "purge"): "drafts that nobody came back to",
    ("notices", "lease"): "how a message travels is no act on a case: decision 22",
    ("notices", "mark"): "as lease",
    ("notices", "spread"): "as lease",
    ("notices", "take_back"): "as lease",
    ("results", "discard"): "a draft is nobody's business before it is recorded",
    ("results", "save_draft"): "as discard",
    ("results", "purge"): "drafts that nobody came back to",
    ("notices", "read"): "that somebody has seen a message is no act on a case",
}
Key = tuple[str, str]


def _aliases(file: File) -> dict[str, str]:
    """The names under which a file knows the services of slices: its own is `service`."""
    found = {"service": file.slice}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
            names = {alias.name: alias.asname or alias.name for alias in node.names}
            parts = (node.module or "").split(".")
            if "service" in names and len(parts) == 2:
                found[names["service"]] = parts[1]
            elif len(parts) > 2 and parts[2] == "service":
                found |= dict.fromkeys(names.values(), parts[1])
    return found


def _index() -> dict[Key, tuple[File, ast.FunctionDef]]:
    return {
        (file.slice, function.name): (file, function)
        for file in files()
        if file.room == "service"
        for function in functions(file.tree)
    }


VERBS = _index()


def called(file: File, tree: ast.AST) -> set[Key]:
    """The functions of services that some code calls."""
    known, found = _aliases(file), set()
    for _, name in calls(tree):
        owners = {known[part] for part in name.split(".") if part in known}
        if file.room == "service":
            owners.add(file.slice)
        found |= {(owner, name.split(".")[-1]) for owner in owners} & VERBS.keys()
    return found


def verbs() -> list[Key]:
    """The functions of services that a door or another slice calls; the rest are parts of these."""
    reached = set().union(
        *(
            {key for key in called(file, file.tree) if file.room != "service" or key[0] != file.slice}
            for file in files()
        )
    )
    return sorted(reached - {("ledger", "record")})


def records(key: Key, seen: frozenset[Key] = frozenset()) -> bool:
    file, function = VERBS[key]
    if _says(function, {"record"}):
        return True
    return any(records(other, seen | {key}) for other in called(file, function) - seen - {key})


def _says(function: ast.FunctionDef, names: set[str]) -> bool:
    return any(name.split(".")[-1] in names for _, name in calls(function))


def changes(key: Key, seen: frozenset[Key] = frozenset()) -> bool:
    file, function = VERBS[key]
    if any(_writes(call, name) for call, name in calls(function)) or any(_sets(node) for node in ast.walk(function)):
        return True
    return any(changes(other, seen | {key}) for other in called(file, function) - seen - {key})


def _writes(call: ast.Call, name: str) -> bool:
    statement = call.args[0] if call.args else None
    if name.endswith("session.execute") and isinstance(statement, ast.Call):
        return any(part in SQL_WRITES for _, text in calls(statement) for part in text.split("."))
    return name.endswith(WRITES)


def _sets(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(isinstance(part, ast.Attribute) for target in targets for part in ast.walk(target))


def test_every_verb_that_changes_something_records_it() -> None:
    """Deadlines and notices are recorded by the act that sets them; the demo acts through the other slices."""
    parts = {"notices", "workdays", "demo"}
    asked = {key for file in files() if file.room in DOORS for key in called(file, file.tree)}
    silent = sorted(
        ".".join(key)
        for key in verbs()
        if key not in SILENT
        and (key[0] not in parts or (key in asked and key[0] != "demo"))
        and changes(key)
        and not records(key)
    )
    assert silent == []


def test_only_named_verbs_are_silent() -> None:
    """The list above holds only verbs that exist and do not record."""
    assert [key for key in SILENT if key not in VERBS or records(key)] == []


def test_every_verb_says_who_and_when() -> None:
    """`by=` and `at=` are keywords of every verb that records: no hidden session, no hidden clock."""
    lacking = [".".join(key) for key in verbs() if key[0] != "demo" and records(key) and not _says_who(key)]
    assert lacking == []


def _says_who(key: Key) -> bool:
    """A verb of somebody that the ledger must not name says so itself instead of being told `by=`."""
    _, function = VERBS[key]
    keywords = {argument.arg for argument in function.args.kwonlyargs}
    nameless = any(isinstance(node, ast.Name) and node.id in NAMELESS for node in ast.walk(function))
    return "at" in keywords and ("by" in keywords or nameless)


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
