import { escapeGlob, globTest } from "@coffer/backend-kit";
import type { Caches } from "@coffer/cache-core";
import { sendAllowed } from "./allowed.js";
import { scanStep } from "./scan.js";
import { clientOf } from "./target.js";

export interface LockRow {
  readonly key: string;
  /** A lock that the application holds, or that `getOrSet` holds for a load. */
  readonly kind: "lock" | "load";
  /** The token of the holder. */
  readonly owner: string;
  /** The number of a lock with `fencing`, else null. */
  readonly fence: string | null;
  /** Milliseconds until Redis deletes it, null: never. */
  readonly ttl: number | null;
}

/**
 * The default tokens of this package and of redis-py. No serializer writes this form: it is neither JSON nor msgpack.
 */
const TOKEN = /^[0-9a-f]{32}$/;
const TOKEN_LENGTH = 32;
const LOAD = /^(?:\{(.*)\}:load|\{[^}]*\}:load:(.*))$/s;

/**
 * Some of the held locks; `cursor` continues the list. Locks are among the keys, so all keys are scanned, page by
 * page.
 */
export async function listLocks(
  caches: Caches,
  query: URLSearchParams,
): Promise<{ rows: LockRow[]; cursor: string | null }> {
  const client = clientOf(caches, query);
  const { keys } = client.context;
  const head = keys.prefix === "" ? "" : `${keys.prefix}:`;
  const { connection, found, cursor } = await scanStep(client, `${escapeGlob(head)}*`, query.get("cursor"));
  // If no pattern matches the cache's keys, those of other versions cannot be recognized.
  const isOwn =
    keys.patternFault === undefined ? globTest(keys.pattern("*")) : (redisKey: string) => keys.owns(redisKey);
  const rows: LockRow[] = [];
  if (found.length === 0) return { rows, cursor: cursor ?? null };
  const lengths = await sendAllowed(
    connection,
    found.map((key) => ["STRLEN", [key]]),
  );
  const likely = found.filter((_, index) => lengths[index] === TOKEN_LENGTH);
  if (likely.length === 0) return { rows, cursor: cursor ?? null };
  const owners = await sendAllowed(
    connection,
    likely.map((key) => ["GET", [key]]),
  );
  for (const [index, bytes] of likely.entries()) {
    const owner = String(owners[index]);
    if (!TOKEN.test(owner)) continue;
    const redisKey = bytes.toString();
    const [, usual, other] = LOAD.exec(redisKey.slice(head.length)) ?? [];
    const loaded = usual ?? other;
    const isLoad = loaded !== undefined && client.siblingOf?.(loaded, "load").redisKey === redisKey;
    const [left, fence] = await sendAllowed(connection, [
      ["PTTL", [redisKey]],
      ...(isLoad || client.siblingOf === undefined
        ? []
        : [["GET", [client.siblingOf(redisKey, "fence").redisKey]] as const]),
    ]);
    const ttl = Number(left);
    if (ttl === -2 || !isOwn(isLoad ? loaded : redisKey)) continue;
    rows.push({
      key: keys.reverse(isLoad ? loaded : redisKey),
      kind: isLoad ? "load" : "lock",
      owner,
      fence: Buffer.isBuffer(fence) ? String(fence) : null,
      ttl: ttl < 0 ? null : ttl,
    });
  }
  return { rows, cursor: cursor ?? null };
}
