import { addExtension, Packr, Unpackr } from "msgpackr";
import { COLLECTION } from "./extension-types.js";
import { Verbatim } from "./verbatim.js";

type Options = ConstructorParameters<typeof Packr>[0];
type Extension = Parameters<typeof addExtension>[0];

const MAP = 0;
const SET = 1;

type Collection = Map<unknown, unknown> | Set<unknown>;

/**
 * Maps and Sets of the value that is being read, with their content, which is decoded afterwards. Not by the function
 * that msgpackr passes to an extension: the native part of msgpackr extracts the strings of a value in advance and
 * does not know those in an extension, so that it confused them.
 */
let unread: { readonly collection: Collection; readonly payload: Buffer }[] = [];

// For the whole process, as all extensions of msgpackr are: one class and one number, which nothing else uses.
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
  if (payload[0] !== MAP || items.length % 2 === 1) throw new SyntaxError("a Map needs a value for each key");
  for (let index = 0; index < items.length; index += 2) collection.set(items[index], items[index + 1]);
}

// Plain MessagePack, in the form of Python's msgpack. These settings affect nothing else in the process.
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
  // An object in two places is stored twice, so there are no references.
  structuredClone: false,
} as unknown as Options);
// Bytes could define records, which msgpackr reads by generated code: they are not allowed here.
Object.assign(unpackr, { structures: Object.freeze(Object.assign([], { sharedLength: 0 })) });

/** A separate Buffer, or a part of one that contains other values, too. */
export function pack(value: unknown): Buffer {
  return packr.pack(value);
}

export function unpack(data: Buffer): unknown {
  unread = [];
  // A separate view, since msgpackr leaves a property on it.
  const value = unpackr.unpack(data.subarray(0));
  for (let next = unread.pop(); next !== undefined; next = unread.pop()) fill(next.collection, next.payload);
  return value;
}

/** The payload for a Map or Set whose items msgpackr keeps. */
export function packCollection(kind: "Map" | "Set", items: readonly unknown[]): Buffer {
  return Buffer.concat([Buffer.of(kind === "Map" ? MAP : SET), packr.pack(items)]);
}
