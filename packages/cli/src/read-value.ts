import { text as readAll } from "node:stream/consumers";
import { isInteger, isSafeNumber, parse } from "lossless-json";
import { UsageError } from "./errors.js";

/**
 * The typed value: JSON if it is valid JSON, else text; `-` reads it from stdin. Integers keep every digit: those
 * that a number would round are bigints.
 * @param asText treat it as text in any case.
 * @throws UsageError for text that begins like JSON but is invalid, which is usually a typing error.
 */
export async function readValue(typed: string, asText = false): Promise<unknown> {
  const text = typed === "-" ? await readAll(process.stdin) : typed;
  if (asText) return text;
  try {
    return parse(text, undefined, parseNumber);
  } catch (error) {
    if (!/^\s*[[{"]/.test(text)) return text;
    throw new UsageError(
      `the value begins like JSON and is not valid JSON (${(error as Error).message}); with --text it is stored as text`,
    );
  }
}

function parseNumber(digits: string): unknown {
  return isInteger(digits) && !isSafeNumber(digits) ? BigInt(digits) : Number(digits);
}
