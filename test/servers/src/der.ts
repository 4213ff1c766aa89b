/** The few elements of ASN.1 that a certificate consists of, in their binary form. */
export const der = {
  sequence: (...items: Uint8Array[]): Buffer => element(0x30, ...items),
  set: (...items: Uint8Array[]): Buffer => element(0x31, ...items),
  /** The first byte must be 1 to 127: the highest bit would be a sign, and DER forbids a leading zero. */
  integer: (bytes: Uint8Array): Buffer => element(0x02, bytes),
  octets: (...items: Uint8Array[]): Buffer => element(0x04, ...items),
  bits: (bytes: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.from([unused]), bytes),
  yes: (): Buffer => element(0x01, Buffer.from([0xff])),
  text: (text: string): Buffer => element(0x0c, Buffer.from(text)),
  /** The form of the years up to 2049, which has two digits for the year. */
  time: (date: Date): Buffer =>
    element(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, "").slice(2, 14)}Z`)),
  /** `[number]`, with items inside or, when `primitive`, with plain bytes. */
  tagged: (number: number, primitive: boolean, ...items: Uint8Array[]): Buffer =>
    element((primitive ? 0x80 : 0xa0) | number, ...items),
  /** An object identifier. */
  identifier(dotted: string): Buffer {
    const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
    const bytes = rest.flatMap((arc) => (arc < 128 ? [arc] : base128(arc)));
    return element(0x06, Buffer.from([first * 40 + second, ...bytes]));
  },
};

function element(tag: number, ...items: Uint8Array[]): Buffer {
  const content = Buffer.concat(items);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
