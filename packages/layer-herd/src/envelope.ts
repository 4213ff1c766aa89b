import { entryMarker } from "@coffer/client-default";

/**
 * The header before an encoded value: a marker, and the logical expiry in milliseconds since 1970, with a fixed
 * number of digits, so that a script can replace them. No serializer's or compressor's format begins like this, nor
 * does an integer; values without it are read unchanged.
 */
export const MARKER: string = entryMarker("herd", "@coffer/layer-herd");
const DIGITS = 15;
const END = ":";
const COLON = 0x3a;
const ZERO = 0x30;
const HEADER_LENGTH: number = MARKER.length + DIGITS + END.length;

/** The logical expiry of a value that never expires. */
export const NEVER: number = 10 ** DIGITS - 1;

function moment(when: number): string {
  return String(Math.min(when, NEVER)).padStart(DIGITS, "0");
}

export function wrap(encoded: string | Buffer, when: number): string | Buffer {
  const header = MARKER + moment(when) + END;
  return typeof encoded === "string" ? header + encoded : Buffer.concat([Buffer.from(header), encoded]);
}

/** The logical expiry; `undefined` without an envelope. Called for every read, so it compares bytes one by one. */
export function expiryOf(data: Buffer): number | undefined {
  if (data.length < HEADER_LENGTH || data[HEADER_LENGTH - 1] !== COLON) return undefined;
  for (let at = 0; at < MARKER.length; at++) if (data[at] !== MARKER.charCodeAt(at)) return undefined;
  let when = 0;
  for (let at = MARKER.length; at < HEADER_LENGTH - 1; at++) {
    const digit = (data[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    when = when * 10 + digit;
  }
  return when;
}

export function unwrap(data: Buffer): Buffer {
  return expiryOf(data) === undefined ? data : data.subarray(HEADER_LENGTH);
}

/** Whether these bytes, stored unchanged, would be mistaken for an envelope. */
export function looksWrapped(encoded: string | Buffer): boolean {
  const head = Buffer.isBuffer(encoded) ? encoded : Buffer.from(encoded.slice(0, HEADER_LENGTH));
  return expiryOf(head) !== undefined;
}
