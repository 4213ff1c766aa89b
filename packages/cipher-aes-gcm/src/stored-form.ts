/**
 * The stored form: 2 magic bytes, a format version, the length of the key's id, the id, the nonce, the tag and the
 * ciphertext. No text, MessagePack, V8 format, compressed data or integer begins with 0xc1.
 */
const MAGIC = [0xc1, 0xae, 0x01] as const;
const ID_AT = MAGIC.length + 1;
export const NONCE_LENGTH = 12;
export const TAG_LENGTH = 16;

export interface Parts {
  readonly head: Buffer;
  readonly id: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly encrypted: Buffer;
}

/** The part before the nonce. It is not secret, and the tag covers it. */
export function headOf(id: string): Buffer {
  const bytes = Buffer.from(id);
  return Buffer.from([...MAGIC, bytes.length, ...bytes]);
}

/** @throws Error for bytes that do not have this form. */
export function partsOf(data: Buffer): Parts {
  const [first, second, version] = MAGIC;
  if (data[0] !== first || data[1] !== second)
    throw new Error("it is not encrypted, or encrypted by another cipher");
  if (data.length > 2 && data[2] !== version) {
    throw new Error(`its format version is ${data[2]} and this package reads version ${version}: upgrade it`);
  }
  const nonceAt = ID_AT + (data[MAGIC.length] ?? 0);
  const tagAt = nonceAt + NONCE_LENGTH;
  const encryptedAt = tagAt + TAG_LENGTH;
  if (data.length < encryptedAt) throw new Error("it is truncated");
  return {
    head: data.subarray(0, nonceAt),
    id: data.toString("utf8", ID_AT, nonceAt),
    nonce: data.subarray(nonceAt, tagAt),
    tag: data.subarray(tagAt, encryptedAt),
    encrypted: data.subarray(encryptedAt),
  };
}
