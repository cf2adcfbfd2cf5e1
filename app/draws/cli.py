"""`flask draw`: check a published draw, and draw from files.

Exit codes: 0 right or done, 1 a file is wrong or the draw is refused, 2 nothing could be checked.
"""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.draws import queries, rules
from app.kernel import wording
from app.kernel.errors import Refused

group = AppGroup("draw", help="Draws.")
WRONG, UNREADABLE = 1, 2


@group.command("verify")
@click.argument("path", metavar="FOLDER|ZIP", type=click.Path(exists=True, path_type=Path))
@click.option("--commitment", default="", help="The commitment published at the lock.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
def verify(path: Path, commitment: str, as_json: bool) -> None:
    """Recompute the draw in FOLDER or ZIP; say which file is wrong. Exit codes: 0 right, 1 wrong, 2 unreadable."""
    files: dict[str, bytes] = {}
    try:
        files = queries.files(path)
        findings = rules.verify(files, commitment.strip().lower())
    except Refused as refused:
        findings = [rules.Finding(str(refused.facts["file"]), refused.code, refused.facts)]
    if as_json:
        click.echo(json.dumps(_answer(files, findings), ensure_ascii=False))
    else:
        _say(files, findings)
    if findings:
        raise SystemExit(WRONG if files or findings[0].code == "draw_zip_twice" else UNREADABLE)


def _answer(files: rules.Files, findings: list[rules.Finding]) -> dict[str, Any]:
    told = [{"file": one.file, "code": one.code, "message": _sentence(one)} for one in findings]
    return {"right": not findings, "findings": told, **_sums(files)}


def _sums(files: rules.Files) -> dict[str, str]:
    """The commitment of these files, as far as it can be computed."""
    return {"commitment": rules.digest(files[rules.MANIFEST])} if rules.MANIFEST in files else {}


def _sentence(finding: rules.Finding) -> str:
    return wording.tell(finding.code, finding.facts).whole


def _say(files: rules.Files, findings: list[rules.Finding]) -> None:
    wrong = {finding.file for finding in findings}
    for name in rules.PUBLISHED:
        if name in files and name not in wrong:
            click.echo(_("已核对：%(file)s", file=name) if not findings else _("已读取：%(file)s", file=name))
    for finding in findings:
        click.echo(_("不对：%(why)s", why=_sentence(finding)))
    for total in _sums(files).values():
        click.echo(_("锁定摘要：%(total)s", total=total))
    if not findings:
        click.echo(_("全部一致：重算的结果与公布的结果逐字节相同。"))


@group.command("run")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", type=click.Choice(list(queries.ENGINES)), default="python", help="What computes the tickets.")
def run(folder: Path, engine: str) -> None:
    """Draw from the locked files and the value in FOLDER, write result.json there. Another result is never replaced."""
    try:
        result = queries.run(folder, engine)
        _keep(folder / rules.RESULT, result.content)
    except Refused as refused:
        click.echo(wording.tell(refused.code, refused.facts).whole, err=True)
        raise SystemExit(WRONG) from refused
    facts = {"visits": len(result.visits), "missing": sum(one.missing for one in result.shortfalls)}
    click.echo(_("抽取 %(visits)s 户，还缺 %(missing)s 项。", **facts))
    short = sum(bool(visit.short) for visit in result.visits)
    if short:
        click.echo(_("有 %(count)s 户的检查人员不足。", count=short))


def _keep(path: Path, content: bytes) -> None:
    """Write the result; one that is there already is the same or stays."""
    if not path.exists():
        path.write_bytes(content)
    elif path.read_bytes() != content:
        raise Refused("draw_result_there", file=path.name)
