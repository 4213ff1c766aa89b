/**
 * What is stored: 2 bytes to know it by, a version, the length of the key's id, the id, the nonce, the tag, and what is encrypted.
 * No text and no MessagePack begins with 0xc1, nor do the formats of V8, of the compressors, or an integer.
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

/** What stands before the nonce. It is not secret, and the tag covers it. */
export function headOf(id: string): Buffer {
  const bytes = Buffer.from(id);
  return Buffer.from([...MAGIC, bytes.length, ...bytes]);
}

/** @throws an Error for what is not of this form. */
export function partsOf(data: Buffer): Parts {
  const [first, second, version] = MAGIC;
  if (data[0] !== first || data[1] !== second) throw new Error("it is not encrypted, or by another cipher");
  if (data.length > 2 && data[2] !== version) {
    throw new Error(`its form is version ${data[2]} and this package reads version ${version}: upgrade it`);
  }
  const nonceAt = ID_AT + (data[MAGIC.length] ?? 0);
  const tagAt = nonceAt + NONCE_LENGTH;
  const encryptedAt = tagAt + TAG_LENGTH;
  if (data.length < encryptedAt) throw new Error("it is cut short");
  return {
    head: data.subarray(0, nonceAt),
    id: data.toString("utf8", ID_AT, nonceAt),
    nonce: data.subarray(nonceAt, tagAt),
    tag: data.subarray(tagAt, encryptedAt),
    encrypted: data.subarray(encryptedAt),
  };
}
