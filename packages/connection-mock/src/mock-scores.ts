import type { CommandArgument } from "@coffer/cache-core";
import type { MockMethods } from "./mock-methods.js";

/** A JavaScript number as Redis writes a score. */
function toText(score: unknown): unknown {
  return typeof score === "string" || Buffer.isBuffer(score)
    ? String(score).replace("Infinity", "inf")
    : score;
}

/** Corrects the infinite scores of a reply. */
export function scoresFromMock(command: string, args: readonly CommandArgument[], reply: unknown): unknown {
  if (/^Z(SCORE|INCRBY|MSCORE)$/.test(command) || (command === "ZADD" && typeof reply === "string")) {
    return Array.isArray(reply) ? reply.map(toText) : toText(reply);
  }
  const paired = command.startsWith("ZPOP") || args.some((each) => /^withscores$/i.test(String(each)));
  if (!paired || !Array.isArray(reply)) return reply;
  return reply.map((each, index) => (index % 2 === 1 ? toText(each) : each));
}

/** Converts a score among the arguments. */
export function parseScore(value: unknown): number {
  const text = String(value);
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  const score = infinite ? Number(`${infinite[1]}Infinity`) : Number(text);
  if (text === "" || Number.isNaN(score)) throw new Error("ERR value is not a valid float");
  return score;
}

function limit(value: unknown): { score: number; open: boolean } {
  const text = String(value);
  const open = text.startsWith("(");
  return { score: parseScore(open ? text.slice(1) : text), open };
}

/** ZCOUNT and the ranges by score. The mock cuts off the fractions of limits. */
export async function scoreRangeInMock(
  mock: MockMethods,
  [key, first, second, ...options]: readonly CommandArgument[],
  command: string,
): Promise<unknown> {
  const reverse = command === "ZREVRANGEBYSCORE";
  const [min, max] = reverse ? [limit(second), limit(first)] : [limit(first), limit(second)];
  const all = (await mock.zrange?.(key, 0, -1, "WITHSCORES")) as string[];
  let found = all.flatMap((member, index): [string, string][] => {
    const score = Number(all[index + 1]);
    const above = min.open ? score > min.score : score >= min.score;
    const below = max.open ? score < max.score : score <= max.score;
    return index % 2 === 0 && above && below ? [[member, String(all[index + 1])]] : [];
  });
  if (command === "ZCOUNT") return found.length;
  if (command === "ZREMRANGEBYSCORE") {
    return found.length === 0 ? 0 : mock.zrem?.(key, ...found.map(([member]) => member));
  }
  if (reverse) found.reverse();
  const given = options.map((each) => String(each).toUpperCase());
  const at = given.indexOf("LIMIT");
  if (at >= 0) {
    const [offset, count] = [Number(given[at + 1]), Number(given[at + 2])];
    found = found.slice(offset, count < 0 ? undefined : offset + count);
  }
  return given.includes("WITHSCORES") ? found.flat() : found.map(([member]) => member);
}
