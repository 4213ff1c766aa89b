import { entryMarker } from "@coffer/client-default";

/**
 * What stands before an encoded value: a marker, and the moment of the logical expiry in milliseconds since 1970, so many digits that a
 * script can put others in their place. No serializer's or compressor's format begins so, nor does an integer; what was
 * stored without is read as it is.
 */
export const MARKER: string = entryMarker("herd", "@coffer/layer-herd");
const DIGITS = 15;
const END = ":";
const COLON = 0x3a;
const ZERO = 0x30;
const HEADER_LENGTH: number = MARKER.length + DIGITS + END.length;

/** The moment of what never expires. */
export const NEVER: number = 10 ** DIGITS - 1;

function moment(when: number): string {
  return String(Math.min(when, NEVER)).padStart(DIGITS, "0");
}

export function wrap(encoded: string | Buffer, when: number): string | Buffer {
  const header = MARKER + moment(when) + END;
  return typeof encoded === "string" ? header + encoded : Buffer.concat([Buffer.from(header), encoded]);
}

/** The logical expiry; `undefined` where there is no envelope. For every read, so byte by byte. */
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

/** Whether these bytes, stored as they are, would be taken for an envelope. */
export function looksWrapped(encoded: string | Buffer): boolean {
  const head = Buffer.isBuffer(encoded) ? encoded : Buffer.from(encoded.slice(0, HEADER_LENGTH));
  return expiryOf(head) !== undefined;
}
