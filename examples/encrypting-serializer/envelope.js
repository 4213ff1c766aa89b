import { DecryptionError } from "./decryption-error.js";

/** Stored: 2 bytes to know it by, the length of the key's id, the id, the nonce, the tag, and what is encrypted. */
const MAGIC = Buffer.from([0xce, 0xe1]);
export const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * What stands before the nonce. It is not secret, and the tag covers it.
 * @param {string} id
 */
export function headOf(id) {
  const bytes = Buffer.from(id);
  return Buffer.concat([MAGIC, Buffer.from([bytes.length]), bytes]);
}

/**
 * @param {Buffer} data
 * @throws {DecryptionError} for what is no envelope.
 */
export function openEnvelope(data) {
  const idEnd = MAGIC.length + 1 + (data[MAGIC.length] ?? 0);
  const nonceEnd = idEnd + NONCE_LENGTH;
  const tagEnd = nonceEnd + TAG_LENGTH;
  if (!data.subarray(0, MAGIC.length).equals(MAGIC) || data.length < tagEnd) {
    throw new DecryptionError(
      "ERR_NOT_ENCRYPTED",
      "these bytes are not encrypted, or not by this serializer",
    );
  }
  return {
    head: data.subarray(0, idEnd),
    id: data.toString("utf8", MAGIC.length + 1, idEnd),
    nonce: data.subarray(idEnd, nonceEnd),
    tag: data.subarray(nonceEnd, tagEnd),
    encrypted: data.subarray(tagEnd),
  };
}
