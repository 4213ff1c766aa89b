import { types } from "node:util";
import {
  describe,
  isDirect,
  Refused,
  type Rules,
  refuseProperties,
  type Visit,
} from "@coffer/serializer-kit";
import { bigInteger } from "./big-integer.js";
import { ownBinary } from "./binary.js";
import { COLLECTION } from "./extension-types.js";

import { packCollection } from "./packr.js";
import { Bytes, extension, LongInteger, type Verbatim } from "./verbatim.js";

const MINUS_ZERO = new Bytes(Buffer.from("cb8000000000000000", "hex"));

/** Values that msgpackr would change are replaced by bytes; values that it cannot keep are rejected. */
export const MSGPACK_RULES: Rules = {
  dropsUndefined: true,
  refusesProto: true,

  keepsNumber: (value) => value !== 0 && (!Number.isSafeInteger(value) || (value > 0 && value <= 0xffffffff)),

  special(value: unknown, visit: Visit): unknown {
    if (typeof value === "number") return value === 0 ? MINUS_ZERO : new LongInteger(value);
    if (typeof value === "bigint") return bigInteger(value);
    const kept = typeof value === "object" ? object(value as object, visit) : undefined;
    if (kept === undefined) throw new Refused(describe(value, "MessagePack"));
    // For arrays of numbers this would list all items.
    if (!types.isTypedArray(value)) refuseProperties(value as object);
    return kept;
  },
};

/** The same, for strings that may contain a lone surrogate, which has no UTF-8 form and would come back as U+FFFD. */
export const STRICT_RULES: Rules = {
  ...MSGPACK_RULES,
  text: (text) =>
    /\p{Surrogate}/u.test(text)
      ? "has a lone surrogate, half of a character, which has no UTF-8 form"
      : undefined,
};

function object(value: object, visit: Visit): unknown {
  if (types.isDate(value)) {
    if (!isDirect(value, 2) || Number.isNaN(value.getTime())) return undefined;
    return value instanceof Date ? value : new Date(value);
  }
  if (types.isMap(value)) return isDirect(value, 2) ? map(value, visit) : undefined;
  if (types.isSet(value)) return isDirect(value, 2) ? set(value, visit) : undefined;
  return ownBinary(value);
}

function map(value: ReadonlyMap<unknown, unknown>, visit: Visit): Verbatim {
  const items: unknown[] = [];
  let place = 0;
  for (const [key, item] of value) items.push(visit(key, ~place), visit(item, place++));
  return extension(COLLECTION, packCollection("Map", items));
}

function set(value: ReadonlySet<unknown>, visit: Visit): Verbatim {
  const items: unknown[] = [];
  for (const item of value) items.push(visit(item, items.length));
  return extension(COLLECTION, packCollection("Set", items));
}
