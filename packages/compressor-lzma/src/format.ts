import type lzma from "lzma-native";

type NativeStream = InstanceType<typeof lzma.Stream>;

const XZ_MAGIC = Buffer.from("fd377a585a00", "hex");

/** lc 3, lp 0, pb 2: what Python, the xz command and the LZMA SDK write unless they are told otherwise. */
const ALONE_PROPERTIES = 0x5d;
const ALONE_HEADER = 13;
/** The uncompressed size of the old format when it is not known. */
const UNKNOWN_SIZE = 2n ** 64n - 1n;
/** liblzma takes no larger one for real. */
const SIZE_LIMIT = 2n ** 38n;

/** liblzma may look back so far and no further: the largest preset's 64 MB, and what it needs besides. */
const MEMORY_LIMIT = 68 * 2 ** 20;

/** How a stream of one format begins, and the decoder for it. */
export interface Format {
  matches(data: Buffer): boolean;
  open(native: NativeStream): void;
}

const XZ: Format = {
  matches: (data) => data.length >= XZ_MAGIC.length && data.subarray(0, XZ_MAGIC.length).equals(XZ_MAGIC),
  open: (native) => native.streamDecoder_(MEMORY_LIMIT, 0),
};

/**
 * The old format has no magic number, so its header is checked as liblzma does it, and more: with its first byte free,
 * some JSON and msgpack would come close; with `]` first none can.
 */
const ALONE: Format = {
  matches(data) {
    if (data[0] !== ALONE_PROPERTIES || data.length < ALONE_HEADER) return false;
    const size = data.readBigUInt64LE(5);
    return isWindowSize(data.readUInt32LE(1)) && (size === UNKNOWN_SIZE || size < SIZE_LIMIT);
  },
  open: (native) => native.aloneDecoder_(MEMORY_LIMIT),
};

/** The format that `data` begins as. */
export function formatOf(data: Buffer): Format | undefined {
  return [XZ, ALONE].find((format) => format.matches(data));
}

/** A power of two, or the sum of two neighbours. */
function isWindowSize(size: number): boolean {
  const top = 2 ** Math.floor(Math.log2(size));
  return size > 0 && (size === top || size === top + top / 2);
}
