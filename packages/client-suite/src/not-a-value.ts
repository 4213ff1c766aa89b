/**
 * Bytes that no serializer and no compressor of coffer can read: not text, not msgpack (0xc1 is reserved), not V8's
 * format.
 */
export const NOT_A_VALUE: Buffer = Buffer.from([0xc1, 0xc1, 0x00]);
