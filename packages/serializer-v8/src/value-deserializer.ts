import { Deserializer } from "node:v8";

/** The kinds of binary data by the number that Node's `v8.serialize` gives them. */
export const BINARY_KINDS: readonly BinaryKind[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  DataView,
  Buffer,
  BigInt64Array,
  BigUint64Array,
];

interface BinaryKind {
  readonly BYTES_PER_ELEMENT?: number;
  new (memory: ArrayBuffer): ArrayBufferView;
}

/** Like Node's DefaultDeserializer, but copies binary data, which would share the memory of the bytes that are read. */
export class ValueDeserializer extends Deserializer {
  /** V8 calls the method by this name. */
  _readHostObject(): ArrayBufferView {
    const Kind = BINARY_KINDS[this.readUint32()];
    const bytes = this.readRawBytes(this.readUint32());
    if (Kind === undefined) throw new SyntaxError("it holds binary data of an unknown kind");
    if (Kind === Buffer) return Buffer.from(bytes);
    return new Kind(new Uint8Array(bytes).buffer);
  }
}
