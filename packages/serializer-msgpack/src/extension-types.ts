/**
 * The extensions that stand for values which MessagePack has no type for. Their payloads stand by themselves, so that any
 * language can skip what it does not know. msgpackr has numbers of its own for dates (0xff, MessagePack's timestamp) and for
 * typed arrays, `ArrayBuffer` and `DataView` (0x74).
 */

/** `BigInt`, unless it is an integer of 64 bits that no number could be: two's complement, highest byte first; as in msgpackr. */
export const BIGINT = 0x42;
/** `Map` and `Set`: a byte for the kind, then an array: of the keys and values in turn, or of the members. */
export const COLLECTION = 0x6d;
