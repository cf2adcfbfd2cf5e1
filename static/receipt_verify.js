// Checks a receipt on this machine; nothing is sent. Without it the same form asks the server. Words come from data-told.
(function () {
  "use strict";
  const PARTS = "checkpoint entry facts format key promise proof words";
  const FORMAT = "business-environment receipt v1";
  const NOTE = new RegExp(
    "^(([^\\n]+)\\n(0|[1-9]\\d*)\\n(\\S+)\\nday (\\d{4}-\\d\\d-\\d\\d)\\nat \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\nsm3 (\\S+)\\n)"
    + "\\n\u2014 (\\S+) (\\S+)\\n$");
  const HASH = 32;
  const EIGHT_HOURS = 8 * 3600 * 1000;
  const box = document.querySelector("[data-check]");
  const form = box.querySelector("form");
  const told = JSON.parse(box.dataset.told);
  const keys = box.dataset.keys.split(" ");
  const find = (name) => box.querySelector("[data-" + name + "]");
  const bytes = (text) => new TextEncoder().encode(text);
  const paper = new URLSearchParams(location.hash.slice(1));

  class Refused extends Error {}

  function demand(holds, code) {
    if (!holds) throw new Refused(code);
  }

  // Texts and bytes.
  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value && typeof value === "object") {
      return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
    }
    if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError("no whole number");
    return JSON.stringify(value);
  }

  function isObject(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  function decoded(text, code) {
    try {
      const raw = atob(text);
      demand(typeof text === "string" && btoa(raw) === text, code);
      return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
    } catch (error) {
      throw new Refused(code);
    }
  }

  function parsed(text, code) {
    try {
      const found = JSON.parse(text);
      demand(isObject(found), code);
      return found;
    } catch (error) {
      throw new Refused(code);
    }
  }

  const hex = (raw) => Array.from(raw, (one) => one.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
  const grouped = (text) => text.match(/.{1,8}/g).join(" ");
  const local = (at) => new Date(Date.parse(at) + EIGHT_HOURS).toISOString();

  async function sha256(...parts) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
  }

  // Keys and signatures.
  function publicKey(text) {
    const [name, hash, raw] = [text.split("+")[0], text.split("+")[1], text.split("+").slice(2).join("+")];
    return { name: name, hash: hash, raw: decoded(raw, "receipt_key").slice(1) };
  }

  function imported(key) {
    return crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
  }

  async function isSigned(text, signature, key) {
    return crypto.subtle.verify({ name: "Ed25519" }, await imported(key), signature, bytes(text));
  }

  // The tree (RFC 9162, 2.1.3.2).
  async function rootOf(leaf, index, size, proof) {
    let left = index, last = size - 1, found = leaf;
    for (const part of proof) {
      if (last === 0) return "";
      if (left % 2 || left === last) {
        found = await sha256(Uint8Array.of(1), part, found);
        while (left && left % 2 === 0) { left /= 2; last = Math.floor(last / 2); }
      } else {
        found = await sha256(Uint8Array.of(1), found, part);
      }
      left = Math.floor(left / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? hex(found) : "";
  }

  // From words to root, link by link.
  function opened(raw) {
    demand(raw.length <= Number(box.dataset.most), "receipt_unreadable");
    let parts;
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
      parts = JSON.parse(text);
      demand(isObject(parts) && canonical(parts) === text, "receipt_unreadable");
    } catch (error) {
      throw new Refused("receipt_unreadable");
    }
    const texts = PARTS.split(" ").filter((name) => name !== "proof" && name !== "words");
    demand(Object.keys(parts).sort().join(" ") === PARTS && isObject(parts.words), "receipt_unreadable");
    demand(texts.every((name) => typeof parts[name] === "string") && parts.format === FORMAT, "receipt_unreadable");
    return parts;
  }

  async function closing(parts, receipt) {
    if (!parts.checkpoint) {
      demand(Array.isArray(parts.proof) && parts.proof.length === 0, "receipt_proof");
      return null;
    }
    const [, text, origin, size, root, day, sm3, name, line] = parts.checkpoint.match(NOTE) || [];
    demand(text && origin === receipt.key.name && name === receipt.key.name, "receipt_checkpoint");
    const signature = decoded(line, "receipt_checkpoint");
    const [tree, other] = [decoded(root, "receipt_checkpoint"), decoded(sm3, "receipt_checkpoint")];
    demand(tree.length === HASH && other.length === HASH, "receipt_checkpoint");
    demand(hex(signature.slice(0, 4)) === receipt.key.hash, "receipt_checkpoint");
    demand(await isSigned(text, signature.slice(4), receipt.key), "receipt_checkpoint");
    demand(local(receipt.at).slice(0, 10) <= day, "receipt_checkpoint");
    demand(Array.isArray(parts.proof) && receipt.index < Number(size), "receipt_proof");
    const proof = parts.proof.map((part) => decoded(part, "receipt_proof"));
    demand(proof.every((part) => part.length === HASH), "receipt_proof");
    const leaf = await sha256(Uint8Array.of(0), unhex(receipt.leaf));
    demand(await rootOf(leaf, receipt.index, Number(size), proof) === hex(tree), "receipt_proof");
    return { day: day, size: size };
  }

  async function checked(raw) {
    const parts = opened(raw);
    demand(keys.includes(parts.key), "receipt_key");
    const key = publicKey(parts.key);
    const [facts, entry] = [parsed(parts.facts, "receipt_facts"), parsed(parts.entry, "receipt_facts")];
    demand(facts.words === hex(await sha256(bytes(canonical(parts.words)))), "receipt_words");
    demand(entry.facts_hash === hex(await sha256(bytes(parts.facts))), "receipt_facts");
    const leaf = hex(await sha256(bytes(parts.entry)));
    const promise = "business-environment promise v1\n" + key.name + "\n" + entry.index + "\n" + leaf + "\n";
    demand(await isSigned(promise, decoded(parts.promise, "receipt_promise"), key), "receipt_promise");
    const receipt = { key: key, leaf: leaf, index: entry.index, at: entry.at, entry: entry, words: parts.words };
    receipt.closed = await closing(parts, receipt);
    demand(!paper.get("leaf") || (paper.get("leaf") === leaf && paper.get("index") === String(entry.index)), "receipt_other");
    return receipt;
  }

  // What the page shows.
  function show(slot, text) {
    box.querySelectorAll("[data-show='" + slot + "']").forEach((place) => { place.textContent = text; });
  }

  function valueOf(name, value) {
    if (Array.isArray(value)) return value.map((one) => valueOf(name, one)).join("\n");
    return told.value[name + "." + value] || String(value);
  }

  function showWords(words) {
    const rows = Object.keys(words).sort().map((name) => {
      const row = document.createElement("div"), term = document.createElement("dt"), text = document.createElement("dd");
      row.className = "facts-row";
      term.textContent = told.word[name] || name;
      text.textContent = valueOf(name, words[name]) || "--";
      row.append(term, text);
      return row;
    });
    find("words").replaceChildren(...rows);
  }

  function showGood(receipt) {
    const closed = receipt.closed;
    show("act", told.act[receipt.entry.verb] || receipt.entry.verb);
    show("ref", receipt.entry.ref);
    show("at", local(receipt.at).slice(0, 16).replace("T", " "));
    show("index", String(receipt.index));
    show("leaf", grouped(receipt.leaf));
    show("closed", closed ? told.closed.replace("{day}", closed.day).replace("{n}", closed.size) : told.open);
    showWords(receipt.words);
    find("kept").hidden = true;
    find("good").hidden = false;
    find("good").focus();
  }

  function showRefused(code) {
    find("why").textContent = told.refused[code] || told.refused.receipt_unreadable;
    find("refused").hidden = false;
    find("refused").focus();
  }

  async function check() {
    const [file] = form.querySelector("[type='file']").files;
    find("good").hidden = find("refused").hidden = true;
    try {
      demand(file, "receipt_missing");
      showGood(await checked(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      showRefused(error.message);
    }
  }

  function begin() {
    find("local").hidden = find("server").hidden = false;
    form.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      check();
    }, { capture: true });
  }

  if (paper.get("leaf")) {
    show("paper", paper.get("index") + " · " + grouped(paper.get("leaf").slice(0, 64)));
    find("paper").hidden = false;
  }
  Promise.resolve().then(() => imported(publicKey(keys[0]))).then(begin, () => { find("unsupported").hidden = false; });
})();
