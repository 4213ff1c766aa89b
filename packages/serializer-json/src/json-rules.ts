import { types } from "node:util";
import { className, describe, Refused, type Rules, type Visit } from "@coffer/serializer-kit";

const KEEPS = ", or use a serializer that keeps it, such as @coffer/serializer-msgpack";

/** The rules of JSON: of values that are not plain it keeps only fractions and large numbers. */
export class JsonRules implements Rules {
  /** How often -0 was found, which JSON can represent and JSON.stringify writes as 0. */
  minusZeros = 0;
  readonly #convert: (value: unknown) => unknown;

  /** @param convert returns what to store for a value that JSON cannot represent, or `undefined` to reject it. */
  constructor(convert: (value: unknown) => unknown) {
    this.#convert = convert;
  }

  keepsNumber(value: number): boolean {
    if (value === 0) this.minusZeros++;
    return Number.isFinite(value);
  }

  special(value: unknown, visit: Visit): unknown {
    const converted = this.#convert(value);
    if (converted !== undefined) return visit(converted);
    throw new Refused(typeof value === "object" ? describeObject(value as object) : describeOther(value));
  }
}

function describeOther(value: unknown): string {
  return typeof value === "bigint"
    ? `is a BigInt: store its text, String(n)${KEEPS}`
    : describe(value, "JSON");
}

function describeObject(value: object): string {
  if (types.isDate(value)) return `is a Date: store date.toISOString()${KEEPS}`;
  if (types.isMap(value)) return `is a Map: store [...map]${KEEPS}`;
  if (types.isSet(value)) return `is a Set: store [...set]${KEEPS}`;
  if (Buffer.isBuffer(value)) return `is a Buffer: store buffer.toString("base64")${KEEPS}`;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value))
    return `is binary data (${className(value)}): store it in base64${KEEPS}`;
  return describe(value, "JSON");
}
