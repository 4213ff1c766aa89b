import { isUtf8 } from "node:buffer";
import type { Cache } from "@coffer/cache-core";
import { Entry, type StoredHead } from "../answers/entry.js";

/** A stored body: bytes, or their form in JSON. */
type StoredBody = Uint8Array | { readonly text: string } | { readonly base64: string };

interface StoredAnswer extends StoredHead {
  /** The version of this format. Other versions are ignored. */
  readonly v: 1;
  readonly body: StoredBody;
}

/** A stored response. */
export interface Found {
  readonly entry: Entry;
  readonly body: Buffer;
}

/**
 * How responses are stored with the serializer of a cache: bytes unchanged if it supports them (msgpack), else as
 * text or base64.
 */
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

  /** @returns undefined if the key holds something else. */
  read(value: unknown): Found | undefined {
    const stored = value as StoredAnswer | null;
    if (typeof stored !== "object" || stored === null || stored.v !== 1) return undefined;
    const { body, v: _, ...head } = stored;
    return { entry: new Entry(head), body: asBytes(body) };
  }
}

/** Whether the codec of a cache returns bytes as bytes. */
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
