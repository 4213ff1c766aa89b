/** The table of CRC-16/XMODEM, by byte. */
const CRC_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 8;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? (rest << 1) ^ 0x1021 : rest << 1;
  return rest;
});

const SLOTS = 16_384;

/**
 * The slot of a key in Redis Cluster: the hash of the text between the first `{` and the next `}`, or of the whole key if there is no
 * such text. (The package `cluster-key-slot`, which the drivers use, is wrong about keys such as `{}a}` and about unpaired surrogates,
 * and builds a list of the bytes first.)
 */
export function keySlot(key: string | Buffer): number {
  const start = typeof key === "string" ? key.indexOf("{") : key.indexOf(0x7b);
  if (start < 0) return slotOf(key, 0, key.length);
  const end = typeof key === "string" ? key.indexOf("}", start + 1) : key.indexOf(0x7d, start + 1);
  return end < start + 2 ? slotOf(key, 0, key.length) : slotOf(key, start + 1, end);
}

function slotOf(key: string | Buffer, start: number, end: number): number {
  let rest = 0;
  for (let index = start; index < end; index++) {
    const byte = typeof key === "string" ? key.charCodeAt(index) : (key[index] as number);
    if (byte > 0xff || (byte > 0x7f && typeof key === "string")) {
      const bytes = Buffer.from((key as string).slice(start, end));
      return slotOf(bytes, 0, bytes.length);
    }
    rest = ((rest << 8) & 0xffff) ^ (CRC_TABLE[(rest >> 8) ^ byte] as number);
  }
  return rest % SLOTS;
}
