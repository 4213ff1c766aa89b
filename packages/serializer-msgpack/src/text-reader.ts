import { isUtf8 } from "node:buffer";

/** Texts up to so many bytes are looked through here; for longer ones Node is faster. */
const SHORT = 64;
/** The same for putting a text together. */
const VERY_SHORT = 13;
const SLOTS = 1024;

/** Keys that were read before, by a number made of their bytes: the same few come again and again. */
const KEYS: string[] = new Array(SLOTS).fill("");

/** @throws SyntaxError for what is not UTF-8. */
export function readText(data: Buffer, start: number, end: number): string {
  if (end - start >= SHORT) return decode(data, start, end);
  for (let at = start; at < end; at++) if ((data[at] as number) >= 0x80) return decode(data, start, end);
  if (end - start >= VERY_SHORT) return data.toString("latin1", start, end);
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(data[at] as number);
  return text;
}

/** A text of at most 31 bytes that is likely to come again. */
export function readKey(data: Buffer, start: number, end: number): string {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (data[at] as number)) | 0;
  const slot = hash & (SLOTS - 1);
  const known = KEYS[slot] as string;
  if (known.length === end - start) {
    let at = start;
    while (at < end && known.charCodeAt(at - start) === data[at]) at++;
    if (at === end) return known;
  }
  const key = readText(data, start, end);
  // Only of ASCII are there as many characters as bytes, which is what the comparison is of.
  if (key.length === end - start) KEYS[slot] = key;
  return key;
}

function decode(data: Buffer, start: number, end: number): string {
  const text = data.toString("utf8", start, end);
  // Whatever is not UTF-8 turns into this character, so the check of the bytes is paid for only where it occurs.
  if (text.includes("\ufffd") && !isUtf8(data.subarray(start, end))) {
    throw new SyntaxError(`the text at byte ${start} is not UTF-8`);
  }
  return text;
}
