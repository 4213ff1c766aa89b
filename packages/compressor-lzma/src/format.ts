import type lzma from "lzma-native";

type NativeStream = InstanceType<typeof lzma.Stream>;

const XZ_MAGIC = Buffer.from("fd377a585a00", "hex");

/** lc 3, lp 0, pb 2: the defaults of Python, the xz command and the LZMA SDK. */
const ALONE_PROPERTIES = 0x5d;
const ALONE_HEADER = 13;
/** In the old format: the uncompressed size is unknown. */
const UNKNOWN_SIZE = 2n ** 64n - 1n;
/** liblzma accepts no larger size. */
const SIZE_LIMIT = 2n ** 38n;

/** The most memory that liblzma may use: the 64 MB window of the largest preset, and its overhead. */
const MEMORY_LIMIT = 68 * 2 ** 20;

/** The test for the beginning of a format, and its decoder. */
export interface Format {
  matches(data: Buffer): boolean;
  open(native: NativeStream): void;
}

const XZ: Format = {
  matches: (data) => data.length >= XZ_MAGIC.length && data.subarray(0, XZ_MAGIC.length).equals(XZ_MAGIC),
  open: (native) => native.streamDecoder_(MEMORY_LIMIT, 0),
};

/**
 * The old format has no magic number, so this checks its header as liblzma does, and also its first byte: with any first byte, some JSON and
 * msgpack would almost match; with `]` none can.
 */
const ALONE: Format = {
  matches(data) {
    if (data[0] !== ALONE_PROPERTIES || data.length < ALONE_HEADER) return false;
    const size = data.readBigUInt64LE(5);
    return isWindowSize(data.readUInt32LE(1)) && (size === UNKNOWN_SIZE || size < SIZE_LIMIT);
  },
  open: (native) => native.aloneDecoder_(MEMORY_LIMIT),
};

/** The format that `data` begins with. */
export function formatOf(data: Buffer): Format | undefined {
  return [XZ, ALONE].find((format) => format.matches(data));
}

/** Whether it is a power of two, or the sum of two neighbouring powers. */
function isWindowSize(size: number): boolean {
  const top = 2 ** Math.floor(Math.log2(size));
  return size > 0 && (size === top || size === top + top / 2);
}
