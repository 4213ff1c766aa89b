import type { Codec, Reply } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import { allOrSync, readable, toScore, whenReady } from "../lane/replies.js";

/**
 * The members of a collection as values, in order, synchronously if every one of them is. A nil is undefined, and so
 * is an undecodable member if such errors are ignored: the others are still returned.
 * @param fields the names of the fields, if the key holds a hash; else they are members.
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
        const value = decoded<T>(codec, redisKey, reply as Buffer, fields?.[index]);
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
  return reply === null ? undefined : decoded<T>(codec, redisKey, reply as Buffer, field);
}

function decoded<T>(
  codec: Codec,
  redisKey: string,
  stored: Buffer,
  field: string | undefined,
): T | Promise<T> {
  const value =
    field === undefined
      ? codec.decodeMember(stored, redisKey)
      : codec.decode(stored, redisKey, undefined, field);
  return value as T | Promise<T>;
}

/** Encodes members. */
export function encodeMembers(
  { codec }: Entries,
  redisKey: string,
  members: readonly unknown[],
): (string | Buffer | Promise<Buffer>)[] {
  return members.map((member) => codec.encodeMember(member, redisKey));
}

/** The members of a list reply, as a set. */
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
