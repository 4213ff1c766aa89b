import type { Native } from "./native.js";

/** What node-redis 5 and 6 have beside what they document. */
interface Decoder {
  write(chunk: Buffer): unknown;
}

/**
 * Counts what a driver's object receives. It keeps its socket to itself, so the count is taken where the socket's data enter its
 * decoder; undefined where the driver is not as it was, since that is not documented.
 */
export function countReceived(native: Native): () => number | undefined {
  const { decoder } = (native as { _getQueue?: () => { decoder?: Decoder } })._getQueue?.() ?? {};
  if (typeof decoder?.write !== "function") return () => undefined;
  const write = decoder.write.bind(decoder);
  let bytes = 0;
  decoder.write = (chunk) => {
    bytes += chunk.length;
    return write(chunk);
  };
  return () => bytes;
}
