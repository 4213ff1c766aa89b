import type { Reply } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import { allOrSync, readable, toScore, whenReady } from "../lane/replies.js";

/**
 * The members of a collection as values, in their order, at once where every one of them is. A nil is undefined, and so is one that
 * cannot be read where such errors are ignored: it costs nobody the others.
 * @param fields what each is called, where the key holds a hash.
 */
export function decodeAll<T>(
  { codec, context }: Entries,
  operation: string,
  redisKey: string,
  replies: readonly Reply[],
  fields?: readonly string[],
): (T | undefined)[] | Promise<(T | undefined)[]> {
  const ignoreOrThrow = (error: unknown) => context.ignoreOrThrow(error, operation) as undefined;
  return allOrSync(
    replies.map((reply, index) => {
      if (reply === null) return undefined;
      try {
        const value = codec.decode(reply as Buffer, redisKey, undefined, fields?.[index]) as T | Promise<T>;
        return value instanceof Promise ? value.catch(ignoreOrThrow) : value;
      } catch (error) {
        return ignoreOrThrow(error);
      }
    }),
  );
}

/** One of them, undefined for a nil. */
export function decodeOne<T>(
  { codec }: Entries,
  redisKey: string,
  reply: Reply,
  field?: string,
): T | undefined | Promise<T> {
  if (reply === null) return undefined;
  return codec.decode(reply as Buffer, redisKey, undefined, field) as T | Promise<T>;
}

/** Members as they are stored. */
export function encodeMembers(
  { codec }: Entries,
  redisKey: string,
  members: readonly unknown[],
): (string | Buffer | Promise<Buffer>)[] {
  return members.map((member) => codec.encodeMember(member, redisKey));
}

/** The members of a reply that is a list, as a set. */
export function toSet<T>(
  client: Entries,
  operation: string,
  redisKey: string,
  reply: Reply,
): Set<T> | Promise<Set<T>> {
  return whenReady(
    decodeAll<T>(client, operation, redisKey, reply as Reply[]),
    (values) => new Set(readable(values)),
  );
}

export type Scored<T> = [member: T, score: number];

/** A flat list of members and scores, as pairs. */
export async function scored<T>(
  client: Entries,
  command: string,
  redisKey: string,
  reply: Reply,
): Promise<Scored<T>[]> {
  const flat = reply as Reply[];
  const members = await decodeAll<T>(
    client,
    command.toLowerCase(),
    redisKey,
    flat.filter((_, index) => index % 2 === 0),
  );
  return members.flatMap((member, index) =>
    member === undefined ? [] : [[member, toScore(flat[index * 2 + 1] as Reply)]],
  );
}
