/**
 * The extensions for values that MessagePack has no type for. Their payloads are self-contained, so that any language
 * can skip unknown ones. msgpackr has its own numbers for dates (0xff, MessagePack's timestamp) and for typed arrays,
 * `ArrayBuffer` and `DataView` (0x74).
 */

/**
 * `BigInt`, unless it is a 64-bit integer beyond the range of numbers: two's complement, big-endian; as in msgpackr.
 */
export const BIGINT = 0x42;
/** `Map` and `Set`: a byte for the kind, then an array: of alternating keys and values, or of the members. */
export const COLLECTION = 0x6d;
