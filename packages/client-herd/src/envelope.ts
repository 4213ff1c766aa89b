/**
 * What stands before an encoded value: a marker, and the moment of the logical expiry in milliseconds since 1970, so many digits that a
 * script can put others in their place. No serializer's or compressor's format begins so, nor does an integer; what was
 * stored without is read as it is.
 */
export const MARKER: string = "\x01herd:";
const DIGITS = 15;
const END = ":";
export const HEADER_LENGTH: number = MARKER.length + DIGITS + END.length;

/** The moment of what never expires. */
export const NEVER: number = 10 ** DIGITS - 1;

export function moment(when: number): string {
  return String(Math.min(when, NEVER)).padStart(DIGITS, "0");
}

export function wrap(encoded: string | Buffer, when: number): string | Buffer {
  const header = MARKER + moment(when) + END;
  return typeof encoded === "string" ? header + encoded : Buffer.concat([Buffer.from(header), encoded]);
}

/** The logical expiry; `undefined` where there is no envelope. */
export function expiryOf(data: Buffer): number | undefined {
  // The first byte tells of almost everything that there is nothing to look at.
  if (data[0] !== 1 || data.length < HEADER_LENGTH) return undefined;
  const [, digits] = HEADER.exec(data.toString("latin1", 0, HEADER_LENGTH)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

const HEADER = new RegExp(`^${MARKER}(\\d{${DIGITS}})${END}$`);

export function unwrap(data: Buffer): Buffer {
  return expiryOf(data) === undefined ? data : data.subarray(HEADER_LENGTH);
}

/** Whether these bytes, stored as they are, would be taken for an envelope. */
export function looksWrapped(encoded: string | Buffer): boolean {
  const head = Buffer.isBuffer(encoded) ? encoded : Buffer.from(encoded.slice(0, HEADER_LENGTH));
  return expiryOf(head) !== undefined;
}
