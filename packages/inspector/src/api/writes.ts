import type { Caches } from "@coffer/cache-core";
import { HttpFault } from "../server/http-fault.js";
import { cacheOf, clientOf, keyOf } from "./target.js";

/** @returns whether the key existed. */
export async function deleteKey(caches: Caches, query: URLSearchParams): Promise<{ done: boolean }> {
  const client = clientOf(caches, query);
  return { done: await client.delete(keyOf(client, query)) };
}

/** Sets the time left to `seconds`; left out: removes the expiry. */
export async function expireKey(caches: Caches, query: URLSearchParams): Promise<{ done: boolean }> {
  const client = clientOf(caches, query);
  const given = query.get("seconds");
  const seconds = given === null ? null : Number(given);
  if (seconds !== null && !(seconds > 0)) throw new HttpFault(400, "seconds must be a number above 0");
  const key = keyOf(client, query);
  return { done: await fitting(() => client.expire(key, seconds)) };
}

/** Invalidates all values with a tag. */
export async function deleteTag(caches: Caches, query: URLSearchParams): Promise<{ done: boolean }> {
  const { client } = cacheOf(caches, query);
  await fitting(() => client.deleteByTag([query.get("tag") ?? ""]));
  return { done: true };
}

/** @throws HttpFault (400) with the client's message for arguments that it rejects. */
async function fitting<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw new HttpFault(400, error.message);
    throw error;
  }
}
