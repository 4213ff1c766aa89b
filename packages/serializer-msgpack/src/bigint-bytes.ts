/** The fewest bytes of two's complement that hold `value`, highest first, as Python's `int.to_bytes(..., signed=True)`. */
export function bigintBytes(value: bigint): Buffer {
  const size = (value < 0n ? ~value : value).toString(16);
  const bits = (size.length - 1) * 4 + 32 - Math.clz32(Number.parseInt(size[0] as string, 16));
  const length = Math.floor(bits / 8) + 1;
  const hex = BigInt.asUintN(length * 8, value).toString(16);
  return Buffer.from(hex.padStart(length * 2, "0"), "hex");
}

/** @throws SyntaxError for no bytes, or more than a bigint can be of. */
export function bigintFrom(bytes: Buffer): bigint {
  // In base 16 the time grows with the length; in base 10 it would grow with its square.
  const value = BigInt(`0x${bytes.toString("hex")}`);
  return BigInt.asIntN(bytes.length * 8, value);
}
