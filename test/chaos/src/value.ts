import { createHash, randomBytes } from "node:crypto";

/** A stored value that shows whether it was torn, mixed up, or another key's. */
export interface ChaosValue {
  readonly key: string;
  readonly writer: number;
  readonly sequence: number;
  readonly filler: string;
  readonly checksum: string;
}

/** @param size approximate number of characters. */
export function makeValue(key: string, writer: number, sequence: number, size: number): ChaosValue {
  const filler = randomBytes(Math.ceil((size * 3) / 4)).toString("base64");
  return { key, writer, sequence, filler, checksum: checksum(key, writer, sequence, filler) };
}

/** The problem of a value that was read at `key`; `undefined` if there is none. */
export function faultOf(value: unknown, key: string): string | undefined {
  const { key: its, writer, sequence, filler, checksum: sum } = Object(value) as Partial<ChaosValue>;
  if (its === undefined || writer === undefined || sequence === undefined || filler === undefined) {
    return `at ${key} there is no value of this workload: ${JSON.stringify(value)?.slice(0, 100)}`;
  }
  if (checksum(its, writer, sequence, filler) !== sum) return `the value of ${key} is torn`;
  return its === key ? undefined : `at ${key} there is the value of ${its}`;
}

function checksum(...parts: readonly (string | number)[]): string {
  return createHash("sha1").update(parts.join("|")).digest("base64");
}
