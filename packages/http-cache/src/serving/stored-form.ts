import { isUtf8 } from "node:buffer";
import type { Cache } from "@coffer/cache-core";
import { Entry, type StoredHead } from "../answers/entry.js";

/** A body as it is in the cache: bytes, or what JSON keeps of them. */
type StoredBody = Uint8Array | { readonly text: string } | { readonly base64: string };

interface StoredAnswer extends StoredHead {
  /** Of this form. Another one is no answer to this version. */
  readonly v: 1;
  readonly body: StoredBody;
}

/** An answer that is in the cache. */
export interface Found {
  readonly entry: Entry;
  readonly body: Buffer;
}

/** How answers are written by the serializer of a cache: bytes as they are where it keeps them (msgpack), else as text or base64. */
export class StoredForm {
  readonly #cache: Cache;
  #keepsBytes: Promise<boolean> | undefined;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  async write({ entry, body }: Found): Promise<StoredAnswer> {
    this.#keepsBytes ??= keepsBytes(this.#cache);
    return { v: 1, ...entry.stored, body: (await this.#keepsBytes) ? body : asText(body) };
  }

  /** @returns undefined where something else is at the key. */
  read(value: unknown): Found | undefined {
    const stored = value as StoredAnswer | null;
    if (typeof stored !== "object" || stored === null || stored.v !== 1) return undefined;
    const { body, v: _, ...head } = stored;
    return { entry: new Entry(head), body: asBytes(body) };
  }
}

/** Whether bytes come back from the codec of a cache as bytes. */
async function keepsBytes({ client }: Cache): Promise<boolean> {
  const codec = client.context?.codec;
  const key = "http:bytes";
  try {
    const back = codec && (await codec.decode(Buffer.from(await codec.encode(Buffer.of(255, 0), key)), key));
    return back instanceof Uint8Array;
  } catch {
    return false;
  }
}

function asText(body: Buffer): StoredBody {
  return isUtf8(body) ? { text: body.toString() } : { base64: body.toString("base64") };
}

function asBytes(body: StoredBody): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}
