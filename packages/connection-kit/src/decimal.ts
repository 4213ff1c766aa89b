/** A number as a command's argument. Large whole ones would be written with an exponent, which Redis does not take for an integer. */
export function decimal(value: number | bigint): string {
  return String(Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value as number) : value);
}
