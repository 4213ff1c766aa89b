import { escapeGlob } from "@coffer/backend-kit";
import type { Caches } from "@coffer/cache-core";
import { sendAllowed } from "./allowed.js";
import { scanStep } from "./scan.js";
import { clientOf } from "./target.js";

/** `{redisKey}:tag`, or, for a name with braces, `{brace}:tag:redisKey`: the client's sibling keys. */
const SIBLING = /^(?:\{(.*)\}:tag|\{[^}]*\}:tag:(.*))$/s;

export interface TagRow {
  readonly tag: string;
  /** Milliseconds for which its version is kept: at least as long as the last of its values. Null: forever. */
  readonly ttl: number | null;
}

/** Some of the tags of stored values; `cursor` continues the list. */
export async function listTags(
  caches: Caches,
  query: URLSearchParams,
): Promise<{ rows: TagRow[]; cursor: string | null }> {
  const client = clientOf(caches, query);
  const { keys } = client.context;
  const glob = `${keys.prefix === "" ? "" : `${escapeGlob(keys.prefix)}:`}{*}:tag*`;
  const { connection, found, cursor } = await scanStep(client, glob, query.get("cursor"));
  const named = found.flatMap((bytes) => {
    const sibling = bytes.toString();
    const [, usual, other] =
      SIBLING.exec(sibling.slice(keys.prefix === "" ? 0 : keys.prefix.length + 1)) ?? [];
    const redisKey = usual ?? other;
    if (redisKey === undefined) return [];
    const tag = keys.reverse(redisKey);
    const isOwn = keys.make(tag) === redisKey && client.siblingOf?.(redisKey, "tag").redisKey === sibling;
    return isOwn ? [{ tag, sibling }] : [];
  });
  if (named.length === 0) return { rows: [], cursor: cursor ?? null };
  const left = await sendAllowed(
    connection,
    named.map(({ sibling }) => ["PTTL", [sibling]]),
  );
  const rows = named.map(({ tag }, index) => {
    const ttl = Number(left[index]);
    return { tag, ttl: ttl < 0 ? null : ttl };
  });
  return { rows, cursor: cursor ?? null };
}
