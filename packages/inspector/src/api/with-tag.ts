import { isUtf8 } from "node:buffer";
import { MadeKey } from "@coffer/backend-kit";
import type { Connection } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { sendAllowed } from "./allowed.js";

/** The first byte of entry heads, including those with tags. */
const MARK = 1;
/** Larger entries are not examined. */
const LARGEST = 1024 * 1024;

/** Those of the keys whose entries have a tag. Entries without a head, which are most, cost one byte each. */
export async function withTag(
  client: OpenClient,
  connection: Connection,
  found: readonly Buffer[],
  tag: string,
): Promise<Buffer[]> {
  const { keys } = client.context;
  if (client.describe === undefined || found.length === 0) return [];
  const firsts = await sendAllowed(
    connection,
    found.map((key) => ["GETRANGE", [key, 0, 0]]),
  );
  const headed = found.filter(
    (key, index) => isUtf8(key) && (firsts[index] as Buffer | (Error & { 0?: number }))[0] === MARK,
  );
  if (headed.length === 0) return [];
  const sizes = await sendAllowed(
    connection,
    headed.map((key) => ["STRLEN", [key]]),
  );
  const wanted = await Promise.all(
    headed.map(async (bytes, index) => {
      if (Number(sizes[index]) > LARGEST) return false;
      const redisKey = bytes.toString();
      const entry = await client.describe?.(new MadeKey(redisKey, redisKey, keys.version, keys.prefix));
      return entry?.tags.includes(tag) === true;
    }),
  );
  return headed.filter((_, index) => wanted[index]);
}
