import { BIGINT } from "./extension-types.js";
import { Bytes, extension, type Verbatim } from "./verbatim.js";

/** As MessagePack's integer only if it is read as a bigint again: smaller ones are read as numbers. */
export function bigInteger(value: bigint): Verbatim {
  // 2^53 itself is read as a number, which represents it exactly.
  const isNumber = value >= -(2n ** 53n) && value <= 2n ** 53n;
  if (!isNumber && BigInt.asUintN(64, value) === value) return integer64(0xcf, value);
  if (!isNumber && BigInt.asIntN(64, value) === value) return integer64(0xd3, BigInt.asUintN(64, value));
  return extension(BIGINT, twosComplement(value));
}

function integer64(head: number, bits: bigint): Verbatim {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = head;
  bytes.writeBigUInt64BE(bits, 1);
  return new Bytes(bytes);
}

/** The minimal bytes of `value`, big-endian, like Python's `int.to_bytes(..., signed=True)`. */
function twosComplement(value: bigint): Buffer {
  const size = (value < 0n ? ~value : value).toString(16);
  const bits = (size.length - 1) * 4 + 32 - Math.clz32(Number.parseInt(size[0] as string, 16));
  const length = Math.floor(bits / 8) + 1;
  const hex = BigInt.asUintN(length * 8, value).toString(16);
  return Buffer.from(hex.padStart(length * 2, "0"), "hex");
}
