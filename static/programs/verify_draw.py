"""Recomputes a public draw (draw/1): python3 verify_draw.py FOLDER|ZIP [COMMITMENT]; Python 3.9+, nothing else.

With the COMMITMENT of the lock, no one can replace all files. Exit 0: right, 1: names what is wrong, 2: unread."""

import csv, hashlib, io, json, re, sys, zipfile
from pathlib import Path

TABLES = ["caps.csv", "inspectors.csv", "recusals.csv", "roster.csv", "tasks.csv"]
LOCKED = sorted(["announcement.json", "secret.txt", *TABLES])
NAMES, MOST_BYTES, AT = [*LOCKED, "manifest.txt", "value.txt", "result.json"], 512 * 2**20, [""]
ATOM = re.compile(r"(\[(?:[^\\\[\]^-](?:-[^\\\[\]^-])?)+\]|[^\\\[\](){}*+?|.^$;])(?:\{([1-9][0-9]?)\})?")

def sha(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()

def need(holds, name, why):
    if not holds:
        print(f"错误 WRONG  {name}: {why}")
        sys.exit(1)

def load(path):
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in NAMES if (path / name).is_file()}
    with zipfile.ZipFile(path) as box:
        items = [(name, item) for item in box.infolist() if (name := item.filename.split("/")[-1]) in NAMES]
        for name, _ in items:
            need([own for own, _ in items].count(name) < 2, name, "压缩包里不止一个 twice in the zip")
        need(sum(item.file_size for _, item in items) <= MOST_BYTES, path, "太大 too large")
        return {name: box.read(item) for name, item in items}

def table(files, name, width, *keys):
    AT[0] = name
    _, *rows = csv.reader(io.StringIO(files[name].decode(), newline=""), strict=True)
    need(all(len(row) == width for row in rows) and rows == sorted(rows), name, "列不对或没有排序 columns or order")
    need(len({tuple(row[at] for at in keys) for row in rows}) == len(rows), name, "有重复的行 a row twice")
    return rows

def check_value(files):
    value, chance, AT[0] = files["value.txt"].decode("ascii", "replace").removesuffix("\n"), 1, "announcement.json"
    sources, parts = json.loads(files["announcement.json"])["sources"], value.split(";")
    need(len(parts) == len(sources), "value.txt", f"应有 {len(sources)} 部分 parts")
    for part, form in zip(parts, (source["format"][:200] for source in sources)):
        form = re.sub(r"\(([^()]+)\)\{([1-9][0-9]?)\}", lambda group: group[1] * int(group[2]), form)
        need(form.isascii() and form.isprintable() and not ATOM.sub("", form), AT[0], f"格式 format {form}")
        need(re.fullmatch(form, part), "value.txt", f"不符合公布的格式 not as announced: {form}")
        for atom, times in ATOM.findall(form):
            chance *= sum(bool(re.match(atom, chr(code))) for code in range(128)) ** int(times or 1)
    need(chance >= 2**64, AT[0], "随机性不足 64 位 fewer than 64 bits of chance")
    return value

def draw(files, commitment, seed):
    tasks = {(row[0], row[2]): (row[1].split(), int(row[4])) for row in table(files, "tasks.csv", 5, 0, 2)}
    quotas = {(row[0], row[2]): int(row[3]) for row in table(files, "tasks.csv", 5, 0, 2)}
    limits = {scope: int(limit) for scope, limit in table(files, "caps.csv", 2, 0)}
    for scope in {"*", *(scope for scopes, _ in tasks.values() for scope in scopes)}:
        need(scope in limits, "caps.csv", f"没有限额 no limit for {scope}")
    staff, recused = table(files, "inspectors.csv", 2, 0, 1), {*map(tuple, table(files, "recusals.csv", 2, 0, 1))}
    given, visits = dict.fromkeys((one for one, _ in staff), 0), []
    for own, uscc, of, names in sorted([sha(f"{seed}\n{row[0]}"), *row] for row in table(files, "roster.csv", 3, 0)):
        kept = [pair for name in names.split() if quotas.get(pair := (name, of), 0) > 0]
        kept = [pair for pair in kept if all(limits[scope] > 0 for scope in tasks[pair][0])]
        if limits["*"] > 0 and kept:
            quotas.update({pair: quotas[pair] - 1 for pair in kept})
            sent = {scope: [] for scope in sorted({scope for pair in kept for scope in tasks[pair][0]})}
            limits.update({scope: limits[scope] - 1 for scope in ["*", *sent]})
            for scope in sent:
                free = [one for one, theirs in staff if theirs == scope and (one, uscc) not in recused]
                free.sort(key=lambda one: (given[one], sha(f"{seed}\n{uscc}\n{one}"), one))
                sent[scope] = free[: max(tasks[pair][1] for pair in kept if scope in tasks[pair][0])]
                given.update({one: given[one] + 1 for one in sent[scope]})
            visits.append({"uscc": uscc, "ticket": own, "tasks": [name for name, _ in kept], "inspectors": sent})
    lacks = [{"task": name, "stratum": of, "missing": left} for (name, of), left in sorted(quotas.items()) if left]
    whole = {"spec": "draw/1", "commitment": commitment, "seed": seed, "visits": visits, "shortfalls": lacks}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()

def main(path, published=""):
    files = load(Path(path))
    for name in NAMES:
        need(name in files, name, "缺少 missing")
    own, result = files["manifest.txt"].decode("ascii", "replace"), files["result.json"]
    lines = [f"{sha(files[name][:64] if name == 'secret.txt' else files[name])}  {name}\n" for name in LOCKED]
    told = {name.decode(): of.decode() for name, of in re.findall(rb'"(commitment|seed)":"([0-9a-f]{64})"', result)}
    locked = (published or told.get("commitment")) == sha("".join(lines))
    for name, line in zip(LOCKED, lines):
        need(line in own.splitlines(True) or locked, name, "锁定后被改动 changed after the lock")
    need(own == "".join(lines) and published in ("", sha(own)), "manifest.txt", "不是锁定的清单 not the locked one")
    need(re.fullmatch(b"[0-9a-f]{64}\n?", files["secret.txt"]), "secret.txt", "不是 64 位十六进制数 not 64 hex digits")
    seed = sha("\n".join([sha(own), check_value(files), files["secret.txt"].decode()[:64]]))
    if draw(files, sha(own), seed) != result:
        foreign = draw(files, sha(own), told.get("seed")) == result
        need(False, "value.txt" if foreign else "result.json", "重算的结果不同 another result comes out")
    print(f"对 RIGHT  {'、'.join(NAMES)}\n锁定摘要 commitment {sha(own)}\n种子 seed {seed}")

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:
        print(f"{AT[0] or __doc__}: 读不出 unreadable: {error}")
        sys.exit(1 if AT[0] else 2)
