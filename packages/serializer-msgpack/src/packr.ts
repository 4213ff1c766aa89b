import { addExtension, Packr, Unpackr } from "msgpackr";
import { COLLECTION } from "./extension-types.js";
import { Verbatim } from "./verbatim.js";

type Options = ConstructorParameters<typeof Packr>[0];
type Extension = Parameters<typeof addExtension>[0];

/** The bytes that are being read: what a Map or Set holds is read where it lies. */
let source: Buffer;

const MAP = 0;
const SET = 1;

// For the whole process, as all extensions of msgpackr are: one class and one number, neither of which is anybody else's.
addExtension({
  Class: Verbatim,
  type: COLLECTION,

  pack(value: Verbatim, allocate: (size: number) => { target: Buffer; position: number }): void {
    const { target, position } = allocate(value.size);
    value.write(target, position);
  },

  unpack(payload: Buffer, readAt: (position: number) => unknown): Map<unknown, unknown> | Set<unknown> {
    const items = readAt(payload.byteOffset - source.byteOffset + 1);
    if (!Array.isArray(items)) throw new SyntaxError("a Map or Set is stored as an array");
    if (payload[0] === SET) return new Set(items);
    if (payload[0] !== MAP || items.length % 2 === 1) throw new SyntaxError("a Map has a value for each key");
    const map = new Map<unknown, unknown>();
    for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1]);
    return map;
  },
} as unknown as Extension);

// Plain MessagePack, in the form that Python's msgpack writes. These settings concern nobody else in the process.
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
  // A view of its own, since msgpackr leaves a property on what it reads.
  source = data.subarray(0);
  return unpackr.unpack(source);
}

/** The payload for a Map or Set whose items are such that msgpackr keeps them. */
export function packCollection(kind: "Map" | "Set", items: readonly unknown[]): Buffer {
  return Buffer.concat([Buffer.of(kind === "Map" ? MAP : SET), packr.pack(items)]);
}
