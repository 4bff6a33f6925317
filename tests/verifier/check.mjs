// A second verifier of proofs, written from the specifications alone: RFC 6962 (the tree), RFC 8785 (the record), C2SP
// signed-note and tlog-checkpoint (the head). It needs Node.js and nothing else, asks no hub, and shares no code with it.
//
//   node check.mjs KEY FILE          checks one proof
//   node check.mjs KEY < PROOFS      checks one proof a line, each in base64; answers `good` or why not, a line each

import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** JSON in its one form: members sorted, nothing between them. Records hold texts and lists of texts; a position is whole. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value);
};

const demand = (condition, why) => {
  if (!condition) throw new Error(why);
};

/** Base64 that is written the one way. */
const bytes = (text, length, why) => {
  demand(typeof text === "string", why);
  const decoded = Buffer.from(text, "base64");
  demand(decoded.toString("base64") === text && (length === undefined || decoded.length === length), why);
  return decoded;
};

const readKey = (text) => {
  const [, name, id, key] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const raw = bytes(key, 33, "the key is none");
  demand(raw[0] === 1, "the key is not one of Ed25519");
  demand(sha256(name, "\n", raw).subarray(0, 4).toString("hex") === id, "the key is not the one it says");
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw.subarray(1)]);
  return { name, id, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
};

/** The head that a note signs. */
const readHead = (note, log) => {
  demand(typeof note === "string" && !/[\u0000-\u0009\u000b-\u001f]/u.test(note), "the checkpoint is no note");
  const end = note.lastIndexOf("\n\n");
  demand(end > 0 && note.endsWith("\n"), "the checkpoint is no note");
  const text = note.slice(0, end + 1);
  let signed = false;
  for (const line of note.slice(end + 2, -1).split("\n")) {
    const [, name, signature] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const raw = bytes(signature, undefined, "a signature is none");
    demand(raw.length >= 5, "a signature is none");
    if (name !== log.name || raw.subarray(0, 4).toString("hex") !== log.id) continue;
    demand(verify(null, Buffer.from(text), log.key, raw.subarray(4)), "the checkpoint is not signed by this key");
    signed = true;
  }
  demand(signed, "the checkpoint is not signed by this key");
  const [origin, size, root] = text.split("\n");
  demand(origin === log.name && /^(0|[1-9][0-9]*)$/.test(size ?? ""), "the checkpoint is no head of this log");
  return { size: BigInt(size), root: bytes(root, 32, "the checkpoint is no head of this log") };
};

/** The root that a leaf and its proof make (RFC 6962, 2.1.1, read from the leaf up). */
const rootOf = (leaf, position, size, proof) => {
  demand(position < size, "the event is not in the log of the checkpoint");
  let [place, last, hash] = [position, size - 1n, leaf];
  for (const sibling of proof) {
    demand(last > 0n, "the proof is too long");
    if (place % 2n === 1n || place === last) {
      hash = sha256(Buffer.from([1]), sibling, hash);
      while (place % 2n === 0n && place !== 0n) [place, last] = [place / 2n, last / 2n];
    } else {
      hash = sha256(Buffer.from([1]), hash, sibling);
    }
    [place, last] = [place / 2n, last / 2n];
  }
  demand(last === 0n, "the proof is too short");
  return hash;
};

const check = (file, log) => {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
  const bundle = JSON.parse(text);
  demand(`${canonical(bundle)}\n` === text, "the file is not in its one form");
  demand(Object.keys(bundle).join() === "checkpoint,position,proof,record,salt", "the file is no proof");
  demand(Number.isSafeInteger(bundle.position) && bundle.position >= 0, "the position is none");
  demand(/^[0-9a-f]{32}$/.test(bundle.salt) && Array.isArray(bundle.proof), "the file is no proof");
  const proof = bundle.proof.map((hash) => bytes(hash, 32, "a hash of the proof is none"));
  const head = readHead(bundle.checkpoint, log);
  const committed = createHmac("sha256", Buffer.from(bundle.salt, "hex")).update(canonical(bundle.record)).digest();
  const root = rootOf(sha256(Buffer.from([0]), committed), BigInt(bundle.position), head.size, proof);
  demand(root.equals(head.root), "the event is not, as it stands here, in the log of the checkpoint");
};

const verdict = (file, log) => {
  try {
    check(file, log);
    return "good";
  } catch (error) {
    return error.message;
  }
};

const [key, path] = process.argv.slice(2);
const log = readKey(key);
if (path === undefined) {
  const lines = readFileSync(0, "utf8").trimEnd().split("\n");
  process.stdout.write(`${lines.map((line) => verdict(Buffer.from(line, "base64"), log)).join("\n")}\n`);
} else {
  const said = verdict(readFileSync(path), log);
  console.log(said);
  process.exitCode = said === "good" ? 0 : 1;
}
