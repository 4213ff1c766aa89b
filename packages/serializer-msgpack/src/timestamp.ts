const UINT32 = 0x100000000;
/** Seconds that fit beside the nanoseconds into 8 bytes. */
const UINT34 = 0x400000000;
const NANOSECONDS = 1_000_000;

/** msgpack's timestamp, the shortest of its three forms. */
export function timestampBytes(date: Date): Buffer {
  const time = date.getTime();
  const seconds = Math.floor(time / 1000);
  const nanoseconds = (time - seconds * 1000) * NANOSECONDS;
  const inRange = seconds >= 0 && seconds < UINT34;
  if (inRange && nanoseconds === 0 && seconds < UINT32) {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32BE(seconds);
    return bytes;
  }
  if (inRange) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeUInt32BE(nanoseconds * 4 + Math.floor(seconds / UINT32));
    bytes.writeUInt32BE(seconds % UINT32, 4);
    return bytes;
  }
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeUInt32BE(nanoseconds);
  bytes.writeBigInt64BE(BigInt(seconds), 4);
  return bytes;
}

/** The date, of which a fraction of a millisecond is cut off; undefined for bytes that are none in JavaScript. */
export function dateFrom(bytes: Buffer): Date | undefined {
  let seconds: number;
  let nanoseconds = 0;
  if (bytes.length === 4) seconds = bytes.readUInt32BE();
  else if (bytes.length === 8) {
    const high = bytes.readUInt32BE();
    seconds = (high % 4) * UINT32 + bytes.readUInt32BE(4);
    nanoseconds = Math.floor(high / 4);
  } else if (bytes.length === 12) {
    nanoseconds = bytes.readUInt32BE();
    seconds = Number(bytes.readBigInt64BE(4));
  } else return undefined;
  if (nanoseconds >= 1000 * NANOSECONDS) return undefined;
  const date = new Date(seconds * 1000 + Math.floor(nanoseconds / NANOSECONDS));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
