// SHA-256 without waiting: hundreds of thousands of short texts that begin alike, each begun where the last one was.
// sha256.after(begin) hashes `begin` (a whole number of 64-byte blocks) once and gives text -> hex of begin + text.
const sha256 = (function () {
  "use strict";
  const encoder = new TextEncoder(), MOST = 2 ** 32;
  const primes = Array.from({ length: 311 }, (_, n) => n + 2).filter((n, _, all) => all.every((m) => m >= n || n % m));
  const fraction = (root) => Math.floor((root - Math.floor(root)) * MOST);
  const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const ROUNDS = Int32Array.from(primes.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
  const HEX = Array.from({ length: 65536 }, (_, n) => n.toString(16).padStart(4, "0"));
  const words = new Int32Array(64), short = new Uint8Array(1024), state = new Int32Array(8);

  function mix(state, bytes, at) {
    for (let n = 0; n < 16; n += 1, at += 4)
      words[n] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let n = 16; n < 64; n += 1) {
      const x = words[n - 15], y = words[n - 2];
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[n] = (words[n - 16] + low + words[n - 7] + high) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let n = 0; n < 64; n += 1) {
      const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[n] + words[n]) | 0;
      const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  // The last `count` bytes of a message of `length` bytes, whose blocks before them are in `state` already.
  function end(state, bytes, count, length) {
    const size = Math.ceil((count + 9) / 64) * 64, padded = size > bytes.length ? new Uint8Array(size) : bytes;
    if (padded !== bytes) padded.set(bytes);
    padded.fill(0, count, size);
    padded[count] = 0x80;
    for (let n = 0, left = length * 8; n < 8; n += 1, left = Math.floor(left / 256)) padded[size - 1 - n] = left % 256;
    for (let at = 0; at < size; at += 64) mix(state, padded, at);
    let hex = "";
    for (let n = 0; n < 8; n += 1) hex += HEX[state[n] >>> 16] + HEX[state[n] & 0xffff];
    return hex;
  }

  function after(begin) {
    const bytes = encoder.encode(begin), begun = START.slice();
    for (let at = 0; at < bytes.length; at += 64) mix(begun, bytes, at);
    return (text) => {
      const fits = text.length * 3 < short.length, rest = fits ? short : encoder.encode(text);
      const count = fits ? encoder.encodeInto(text, short).written : rest.length;
      state.set(begun);
      return end(state, rest, count, bytes.length + count);
    };
  }

  return { after, of: (bytes) => end(START.slice(), bytes, bytes.length, bytes.length) };
})();
