const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** The most digits that a number holds exactly. */
const SAFE_DIGITS = 15;
/** Python's limit for the digits of an integer too: parsing a longer one would take too long. */
const MAX_DIGITS = 4300;

/**
 * Returns the stored form of an integer, which Redis can increment; undefined for other values, and for integers that it cannot restore
 * exactly.
 */
export function integerText(value: unknown): string | undefined {
  if (typeof value === "number") {
    // The serializer stores larger numbers and -0 as floats, since they would not come back equal as integers.
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  }
  if (typeof value !== "bigint") return undefined;
  const text = String(value);
  // A value that would not be read as an integer is not written as one.
  return text.length - (value < 0n ? 1 : 0) > MAX_DIGITS ? undefined : text;
}

/** Returns the integer that `data` contains as decimal digits, as a bigint if a number would lose digits; undefined for other data. */
export function parseInteger(data: Buffer): number | bigint | undefined {
  const length = data.length;
  const negative = data[0] === MINUS;
  let digit = negative ? 1 : 0;
  if (length === digit || length - digit > MAX_DIGITS) return undefined;
  let sum = 0;
  for (; digit < length; digit++) {
    const code = data[digit] as number;
    if (code < ZERO || code > NINE) return undefined;
    sum = sum * 10 + (code - ZERO);
  }
  if (length <= SAFE_DIGITS) return negative && sum !== 0 ? -sum : sum;
  return narrow(BigInt(data.toString("latin1")));
}

/** Returns a bigint as a number if that loses no digits. */
export function narrow(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}
