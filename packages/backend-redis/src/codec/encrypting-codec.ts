import { parseInteger } from "@coffer/backend-kit";
import type { Cipher, CipherContext, Compressor, DecodedText, Serializer } from "@coffer/cache-core";
import { CipherError } from "@coffer/cache-core";
import { bytesOf, Codec, type CodecOptions, named, stored, typed } from "./codec.js";

const MEMBER: CipherContext = { kind: "member" };

/**
 * Encrypts what another codec encodes. Integers are encrypted, too, so Redis cannot increment them. Stored bytes that are not encrypted
 * are refused.
 */
export class EncryptingCodec extends Codec {
  override readonly encrypts: boolean = true;
  readonly #cipher: Cipher;
  readonly #statistics: CodecOptions["statistics"];

  constructor(
    cipher: Cipher,
    serializer: Serializer,
    compressor: Compressor | undefined,
    options: CodecOptions,
  ) {
    super(serializer, compressor, options);
    this.#cipher = cipher;
    this.#statistics = options.statistics;
  }

  override encode(value: unknown, key?: string, field?: string): Buffer | Promise<Buffer> {
    const context = contextOf(key, field);
    return whenReady(super.encode(value, key, field), (plain) => this.#encrypt(plain, context, key));
  }

  override encodeMember(value: unknown, key?: string): Buffer | Promise<Buffer> {
    return whenReady(super.encodeMember(value, key), (plain) => this.#encrypt(plain, MEMBER, key));
  }

  override decode(data: Buffer, key?: string, _texts?: DecodedText, field?: string): unknown {
    const plain = this.#decrypt(data, contextOf(key, field), key, field);
    return whenReady(plain, (bytes) => super.decode(bytes, key, undefined, field));
  }

  override inflate(data: Buffer, key?: string): Buffer | undefined | Promise<Buffer | undefined> {
    return whenReady(this.#decrypt(data, contextOf(key, undefined), key), (bytes) =>
      parseInteger(bytes) === undefined
        ? whenReady(super.inflate(bytes, key), (plain) => plain ?? bytes)
        : undefined,
    );
  }

  override decodeMember(data: Buffer, key?: string): unknown {
    return whenReady(this.#decrypt(data, MEMBER, key), (bytes) => super.decode(bytes, key));
  }

  #encrypt(
    plain: string | Buffer,
    context: CipherContext,
    key: string | undefined,
  ): Buffer | Promise<Buffer> {
    const data = typeof plain === "string" ? Buffer.from(plain) : plain;
    return attempt(
      "encrypt",
      () => this.#cipher.encrypt(data, context),
      (error) => typed(error, CipherError, "ERR_ENCODE", `${named(key)} cannot be encrypted`),
    );
  }

  #decrypt(data: Buffer, context: CipherContext, key?: string, field?: string): Buffer | Promise<Buffer> {
    return attempt(
      "decrypt",
      () => this.#cipher.decrypt(data, context),
      (error) => {
        const failure = typed(error, CipherError, "ERR_DECODE", `${stored(key, field)} cannot be decrypted`);
        this.#statistics?.countError(failure);
        return failure;
      },
    );
  }
}

function contextOf(key: string | undefined, field: string | undefined): CipherContext {
  if (key === undefined) {
    throw new TypeError(
      "with a CIPHER, a client must name the key of everything that it encodes and decodes",
    );
  }
  return field === undefined ? { kind: "value", key } : { kind: "field", key, field };
}

function whenReady<T, R>(value: T | Promise<T>, use: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}

/** The bytes that a cipher returns, synchronously or as a promise. */
function attempt(
  method: string,
  work: () => Buffer | Promise<Buffer>,
  failure: (error: unknown) => Error,
): Buffer | Promise<Buffer> {
  const fail = (error: unknown): never => {
    throw failure(error);
  };
  try {
    const bytes = bytesOf(work(), method);
    return bytes instanceof Promise ? bytes.catch(fail) : bytes;
  } catch (error) {
    return fail(error);
  }
}
