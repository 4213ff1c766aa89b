import { addExtension, Packr, Unpackr } from "msgpackr";
import { COLLECTION } from "./extension-types.js";
import { Verbatim } from "./verbatim.js";

type Options = ConstructorParameters<typeof Packr>[0];
type Extension = Parameters<typeof addExtension>[0];

const MAP = 0;
const SET = 1;

type Collection = Map<unknown, unknown> | Set<unknown>;

/**
 * Maps and Sets of the value that is being read, and what they hold, which is read when that is done. Not by the function that msgpackr hands to an
 * extension: the native part of msgpackr looks for the texts of a value ahead of time and knows nothing of those in an extension, so that
 * it took one for another.
 */
let unread: { readonly collection: Collection; readonly payload: Buffer }[] = [];

// For the whole process, as all extensions of msgpackr are: one class and one number, neither of which is anybody else's.
addExtension({
  Class: Verbatim,
  type: COLLECTION,

  pack(value: Verbatim, allocate: (size: number) => { target: Buffer; position: number }): void {
    const { target, position } = allocate(value.size);
    value.write(target, position);
  },

  unpack(payload: Buffer): Collection {
    const collection = payload[0] === SET ? new Set() : new Map();
    unread.push({ collection, payload });
    return collection;
  },
} as unknown as Extension);

function fill(collection: Collection, payload: Buffer): void {
  const items: unknown = unpackr.unpack(payload.subarray(1));
  if (!Array.isArray(items)) throw new SyntaxError("a Map or Set is stored as an array");
  if (collection instanceof Set) {
    for (const item of items) collection.add(item);
    return;
  }
  if (payload[0] !== MAP || items.length % 2 === 1) throw new SyntaxError("a Map has a value for each key");
  for (let index = 0; index < items.length; index += 2) collection.set(items[index], items[index + 1]);
}

// Plain MessagePack, in the form that Python's msgpack writes. These settings affect nothing else in the process.
const packr = new Packr({
  useRecords: false,
  variableMapSize: true,
  moreTypes: true,
  useToJSON: false,
} as Options);

const unpackr = new Unpackr({
  useRecords: false,
  mapsAsObjects: true,
  int64AsType: "auto",
  copyBuffers: true,
  // An object that is in two places is stored twice, so that nothing refers to anything.
  structuredClone: false,
} as unknown as Options);
// Bytes could define records, which msgpackr reads by code that it makes for them: there is no place for them here.
Object.assign(unpackr, { structures: Object.freeze(Object.assign([], { sharedLength: 0 })) });

/** A Buffer of its own, or a part of one that holds other values, too. */
export function pack(value: unknown): Buffer {
  return packr.pack(value);
}

export function unpack(data: Buffer): unknown {
  unread = [];
  // A view of its own, since msgpackr leaves a property on what it reads.
  const value = unpackr.unpack(data.subarray(0));
  for (let next = unread.pop(); next !== undefined; next = unread.pop()) fill(next.collection, next.payload);
  return value;
}

/** The payload for a Map or Set whose items are such that msgpackr keeps them. */
export function packCollection(kind: "Map" | "Set", items: readonly unknown[]): Buffer {
  return Buffer.concat([Buffer.of(kind === "Map" ? MAP : SET), packr.pack(items)]);
}
