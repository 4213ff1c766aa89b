import type { CommandArgument } from "@coffer/cache-core";
import type { MockMethods } from "./mock-methods.js";
import { parseScore } from "./mock-scores.js";

const FLAGS = ["NX", "XX", "GT", "LT", "CH", "INCR"];

/** ZADD with all its flags. The mock does not know GT and LT, counts unchanged members as changed, and returns a count for INCR. */
export async function zaddInMock(
  mock: MockMethods,
  [key, ...rest]: readonly CommandArgument[],
): Promise<number | string | null> {
  const first = rest.findIndex((each) => !FLAGS.includes(String(each).toUpperCase()));
  const flags = new Set(rest.slice(0, first).map((flag) => String(flag).toUpperCase()));
  const pairs = rest.slice(first);
  if (first < 0 || pairs.length % 2 === 1) throw new Error("ERR syntax error");
  const exclusive = ["NX", "GT", "LT"].filter((flag) => flags.has(flag)).length > 1;
  if (exclusive || (flags.has("NX") && flags.has("XX"))) {
    throw new Error("ERR XX, GT, LT, and/or NX options at the same time are not compatible");
  }
  let added = 0;
  let changed = 0;
  let result: number | null = null;
  for (let index = 0; index < pairs.length; index += 2) {
    const given = parseScore(pairs[index]);
    const member = pairs[index + 1];
    const stored = (await mock.zscore?.(key, member)) as string | null;
    const current = stored === null ? undefined : Number(stored);
    const score = flags.has("INCR") ? given + (current ?? 0) : given;
    if (!applies(flags, current, score)) continue;
    if (current === undefined) added += 1;
    else if (current !== score) changed += 1;
    await mock.zadd?.(key, score, member);
    result = score;
  }
  if (flags.has("INCR")) return result === null ? null : String(result);
  return flags.has("CH") ? added + changed : added;
}

function applies(flags: ReadonlySet<string>, current: number | undefined, score: number): boolean {
  if (current === undefined) return !flags.has("XX");
  if (flags.has("NX")) return false;
  return !(flags.has("GT") && score <= current) && !(flags.has("LT") && score >= current);
}
