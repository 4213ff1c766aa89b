import type { CommandArgument } from "@coffer/cache-core";
import type { MockMethods } from "./mock-methods.js";

const INTEGER = /^(0|-?[1-9]\d{0,18})$/;
const LIMIT = 2n ** 63n;

/** INCRBY. The mock returns NaN for text that is not an integer, and rounds integers beyond 2^53. */
export async function countInMock(
  mock: MockMethods,
  key: CommandArgument | undefined,
  delta: bigint,
): Promise<number> {
  const stored = await mock.get?.(key);
  const text = stored === null ? "0" : String(stored);
  if (!INTEGER.test(text)) throw new Error("ERR value is not an integer or out of range");
  const count = BigInt(text) + delta;
  if (count >= LIMIT || count < -LIMIT) throw new Error("ERR increment or decrement would overflow");
  const left = Number(await mock.pttl?.(key));
  await mock.set?.(key, String(count), ...(left > 0 ? ["PX", left] : []));
  return Number(count);
}
