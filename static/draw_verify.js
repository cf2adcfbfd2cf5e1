// Recomputes a public draw (draw/1) in the reader's own browser, from its ten files. Says codes, never words.
// drawVerify.verify({name: bytes}, commitment) -> {right, findings: [{file, code}], commitment, seed, visits}
// drawVerify.read(files) makes the first of them from what an <input type="file" multiple> holds. Needs sha256.js.
const drawVerify = (function () {
  "use strict";
  const COLUMNS = {
    "caps.csv": ["scope", "limit"], "roster.csv": ["uscc", "stratum", "tasks"],
    "inspectors.csv": ["certificate_no", "department"], "recusals.csv": ["certificate_no", "uscc"],
    "tasks.csv": ["task", "departments", "stratum", "quota", "inspectors"],
  };
  const KEYS = { "caps.csv": [0], "inspectors.csv": [0, 1], "recusals.csv": [0, 1], "roster.csv": [0] };
  KEYS["tasks.csv"] = [0, 2];
  const LOCKED = [...Object.keys(COLUMNS), "announcement.json", "secret.txt"].sort();
  const NAMES = [...LOCKED, "manifest.txt", "value.txt", "result.json"];
  const SETS = ["tasks", "departments"], NUMBERS = ["limit", "quota", "inspectors"];
  const ATOM = /(?:\[((?:[^\\[\]^-](?:-[^\\[\]^-])?)+)\]|([^\\[\](){}*+?|.^$;]))(?:\{([1-9][0-9]?)\})?/g;
  const encoder = new TextEncoder(), key = (task, stratum) => `${task}\n${stratum}`;

  class Wrong {
    constructor(file, code) { this.finding = { file, code }; }
  }
  function need(holds, file, code) { if (!holds) throw new Wrong(file, code); }

  // By the browser itself; it does so for pages that came over HTTPS, so there is another way for the others.
  async function sha(data) {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    if (!globalThis.crypto || !crypto.subtle) return sha256.of(bytes);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // By code points, which is the order of the bytes; JavaScript's own order is another above U+FFFF.
  function compare(one, two) {
    for (let at = 0; at < one.length && at < two.length; at += 1) {
      const a = one.charCodeAt(at), b = two.charCodeAt(at);
      if (a !== b) return (a >= 0xd800 && a < 0xe000 ? a + 0x10000 : a) - (b >= 0xd800 && b < 0xe000 ? b + 0x10000 : b);
    }
    return one.length - two.length;
  }
  const compareRows = (one, two) => one.reduce((order, cell, at) => order || compare(cell, two[at]), 0);
  const inOrder = (names) => names.every((name, at) => name && (!at || compare(names[at - 1], name) < 0));

  function text(files, name) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(files[name]);
    } catch { throw new Wrong(name, "draw_file_encoding"); }
  }

  function cells(line) {
    if (!line.includes('"')) return line.split(",");
    const found = line.match(/("(?:[^"]|"")*"|[^",]*)(?:,|$)/g).map((cell) => cell.replace(/,$/, ""));
    if (!line.endsWith(",")) found.pop();
    return found.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
  }
  const cell = (word) => (/[",]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word);

  function table(files, name) {
    const data = text(files, name), columns = COLUMNS[name], lines = data.split("\n");
    need(lines.pop() === "" && !/[\0-\x09\x0b-\x1f\x7f]/.test(data), name, "draw_file_not_canonical");
    const [head, ...rows] = lines.map(cells);
    need(head && head.join() === columns.join(), name, "draw_file_columns");
    need(rows.every((row) => row.length === columns.length), name, "draw_row_malformed");
    need(rows.every((row, at) => row.map(cell).join() === lines[at + 1]), name, "draw_file_not_canonical");
    const keys = new Set(rows.map((row) => KEYS[name].map((at) => row[at]).join("\n")));
    need(keys.size === rows.length, name, "draw_row_twice");
    need(rows.every((row, at) => !at || compareRows(rows[at - 1], row) < 0), name, "draw_rows_unsorted");
    columns.forEach((column, at) => {
      if (SETS.includes(column)) need(rows.every((row) => inOrder(row[at].split(" "))), name, "draw_rows_unsorted");
      const number = (row) => /^(0|[1-9][0-9]{0,8})$/.test(row[at]);
      if (NUMBERS.includes(column)) need(rows.every(number), name, "draw_number_malformed");
    });
    return rows;
  }

  function places(format) {
    const plain = format.replace(/\(([^()]+)\)\{([1-9][0-9]?)\}/g, (_, part, times) => part.repeat(Number(times)));
    need(/^[ -~]{1,20000}$/.test(plain) && !plain.replace(ATOM, ""), "announcement.json", "draw_format_unreadable");
    return Array.from(plain.matchAll(ATOM)).flatMap(([, several, one, times]) => {
      const allowed = new Set();
      for (const [, first, last] of (several || one).matchAll(/(.)(?:-(.))?/g))
        for (let code = first.charCodeAt(0); code <= (last || first).charCodeAt(0); code += 1)
          allowed.add(String.fromCharCode(code));
      return Array(Number(times || 1)).fill(allowed);
    });
  }

  function publicValue(files) {
    let sources;
    try {
      const announced = JSON.parse(text(files, "announcement.json"));
      need(announced.spec === "draw/1", "announcement.json", "draw_announcement_malformed");
      sources = announced.sources.map((source) => places(source.format.slice(0, 201)));
    } catch (error) {
      throw error instanceof Wrong ? error : new Wrong("announcement.json", "draw_announcement_malformed");
    }
    const chance = sources.flat().reduce((all, place) => all * BigInt(place.size), 1n);
    need(chance >= 2n ** 64n, "announcement.json", "draw_value_too_small");
    const value = text(files, "value.txt").replace(/\n$/, ""), parts = value.split(";");
    need(parts.length === sources.length, "value.txt", "draw_value_parts");
    const fits = (part, wanted) => part.length === wanted.length && wanted.every((place, at) => place.has(part[at]));
    need(parts.every((part, at) => fits(part, sources[at])), "value.txt", "draw_value_malformed");
    return value;
  }

  function lists(files) {
    const [caps, inspectors, recusals, roster, tasks] = Object.keys(COLUMNS).sort().map((name) => table(files, name));
    const limits = new Map(caps.map(([scope, limit]) => [scope, Number(limit)]));
    const rows = new Map(tasks.map(([task, departments, stratum, quota, number]) =>
      [key(task, stratum), { task, departments: departments.split(" "), stratum, quota: +quota, number: +number }]));
    const scopes = ["*", ...Array.from(rows.values()).flatMap((row) => row.departments)];
    need(scopes.every((scope) => limits.has(scope)), "caps.csv", "draw_cap_missing");
    const pools = new Map(), recused = new Set(recusals.map((pair) => pair.join("\n")));
    inspectors.forEach(([one, department]) => pools.set(department, [...(pools.get(department) || []), one]));
    return { limits, rows, pools, recused, roster };
  }

  function send(ticket, uscc, kept, { pools, recused }, given) {
    const sent = [];
    for (const department of Array.from(new Set(kept.flatMap((row) => row.departments))).sort(compare)) {
      const number = Math.max(...kept.filter((row) => row.departments.includes(department)).map((row) => row.number));
      let free = (pools.get(department) || []).filter((one) => !recused.has(`${one}\n${uscc}`));
      const load = (one) => given.get(one) || 0;
      const most = number ? free.map(load).sort((a, b) => a - b)[Math.min(number, free.length) - 1] : -1;
      free = free.filter((one) => load(one) <= most);
      const own = new Map(free.map((one) => [one, ticket(`\n${uscc}\n${one}`)]));
      free.sort((a, b) => load(a) - load(b) || compare(own.get(a), own.get(b)) || compare(a, b));
      const chosen = free.slice(0, number);
      chosen.forEach((one) => given.set(one, load(one) + 1));
      sent.push(`${JSON.stringify(department)}:${JSON.stringify(chosen)}`);
    }
    return `{${sent.join()}}`;
  }

  function draw(files, commitment, seed) {
    const found = lists(files), { limits, rows, roster } = found, given = new Map(), visits = [];
    const ticketOf = sha256.after(seed), ranked = roster.map((row) => [ticketOf(`\n${row[0]}`), ...row]);
    const order = ranked.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
    for (const [ticket, uscc, stratum, names] of order) {
      if (limits.get("*") < 1) break;
      const asked = names.split(" ").map((task) => rows.get(key(task, stratum))).filter((row) => row && row.quota > 0);
      const kept = asked.filter((row) => row.departments.every((department) => limits.get(department) > 0));
      if (!kept.length) continue;
      kept.forEach((row) => { row.quota -= 1; });
      const scopes = new Set(["*", ...kept.flatMap((row) => row.departments)]);
      scopes.forEach((scope) => limits.set(scope, limits.get(scope) - 1));
      const sent = send(ticketOf, uscc, kept, found, given);
      const tasks = JSON.stringify(kept.map((row) => row.task));
      visits.push(`{"inspectors":${sent},"tasks":${tasks},"ticket":"${ticket}","uscc":${JSON.stringify(uscc)}}`);
    }
    const lacks = Array.from(rows.values()).filter((row) => row.quota > 0)
      .sort((a, b) => compare(a.task, b.task) || compare(a.stratum, b.stratum))
      .map(({ task, stratum, quota }) => JSON.stringify({ missing: quota, stratum, task }));
    const before = `{"commitment":"${commitment}","seed":"${seed}","shortfalls":[${lacks.join()}],"spec":"draw/1"`;
    return { visits: visits.length, content: `${before},"visits":[${visits.join()}]}\n` };
  }

  async function check(files, published) {
    NAMES.forEach((name) => need(files[name], name, "draw_file_missing"));
    const own = text(files, "manifest.txt"), result = text(files, "result.json"), secret = text(files, "secret.txt");
    const told = (name) => (result.match(new RegExp(`"${name}":"([0-9a-f]{64})"`)) || [])[1];
    const hashed = (name) => sha(name === "secret.txt" ? secret.replace(/\n$/, "") : files[name]);
    const lines = await Promise.all(LOCKED.map(async (name) => `${await hashed(name)}  ${name}\n`));
    const now = lines.join(""), locked = (published || told("commitment")) === await sha(now);
    need(own === now || !locked, "manifest.txt", "draw_manifest_wrong");
    LOCKED.forEach((name, at) => need(`\n${own}`.includes(`\n${lines[at]}`), name, "draw_file_changed"));
    need(own === now, "manifest.txt", "draw_manifest_malformed");
    const commitment = await sha(own);
    need(!published || published === commitment, "manifest.txt", "draw_manifest_not_published");
    need(/^[0-9a-f]{64}\n?$/.test(secret), "secret.txt", "draw_secret_malformed");
    const seed = await sha(`${commitment}\n${publicValue(files)}\n${secret.slice(0, 64)}`);
    const right = draw(files, commitment, seed);
    if (right.content !== result) {
      need(told("commitment") === commitment, "result.json", "draw_result_foreign");
      const foreign = told("seed") && draw(files, commitment, told("seed")).content === result;
      throw foreign ? new Wrong("value.txt", "draw_value_not_drawn") : new Wrong("result.json", "draw_result_differs");
    }
    return { right: true, findings: [], commitment, seed, visits: right.visits };
  }

  function verify(files, published = "") {
    return check(files, published).catch((error) => {
      if (!(error instanceof Wrong)) throw error;
      return { right: false, findings: [error.finding] };
    });
  }

  async function read(list) {
    return Object.fromEntries(await Promise.all(Array.from(list, async (file) =>
      [file.name, new Uint8Array(await file.arrayBuffer())])));
  }

  return { verify, read };
})();
