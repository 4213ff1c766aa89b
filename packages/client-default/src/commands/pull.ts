import type { Commands, Connection, Key, Reply, VersionOption } from "@coffer/cache-core";
import { codeOf } from "@coffer/cache-core";
import { checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { afterBeside } from "../client/remove.js";
import { isOfAnotherType } from "../lane/fetch-all.js";
import type { Lane } from "../lane/lane.js";
import { PULL } from "./scripts.js";

/** Whether the servers of a lane support GETDEL, which Redis has since 6.2. */
const knowGetdel = new WeakMap<Lane, boolean>();

/** Reads and deletes in one step. */
export const pulling: Pick<Commands, "pull"> & ThisType<Entries> = {
  pull<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const beside = this.deletedWith(redisKey);
    const taken = this.writing(redisKey, (lane, group) =>
      afterBeside(beside, lane, group, () => take(lane, redisKey, group)),
    );
    return taken.then(async (stored) => {
      const value = stored === null ? undefined : this.decodeEntry(stored, redisKey, "get");
      const found = (await this.context.statistics.countLookup(value)) as T | undefined;
      return found === undefined ? fallback : found;
    });
  },
};

/** The bytes at a key, which is deleted; null if it holds another type than a string, and then the key stays. */
async function take(lane: Lane, redisKey: string, group: number): Promise<Buffer | null> {
  try {
    return (await ask(lane, redisKey, group)) as Buffer | null;
  } catch (error) {
    if (isOfAnotherType(error)) return null;
    throw error;
  }
}

/** Sends the command in the turn of the call. */
function ask(lane: Lane, redisKey: string, group: number): Promise<Reply> {
  const known = knowGetdel.get(lane);
  if (known === false) return lane.run(PULL, [redisKey], [], undefined, group);
  if (known === true) {
    return lane
      .write(redisKey, ["GETDEL", [redisKey], group], redisKey.length, asItIs)
      .catch((error) => byScript(error, lane, () => lane.run(PULL, [redisKey], [], undefined, group)));
  }
  // Later calls for the key wait until one of the two ways is complete.
  return lane.exclusively([redisKey], (connection) => findOut(lane, connection, redisKey, group));
}

async function findOut(lane: Lane, connection: Connection, redisKey: string, group: number): Promise<Reply> {
  try {
    const reply = await connection.send("GETDEL", [redisKey], group);
    knowGetdel.set(lane, true);
    return reply;
  } catch (error) {
    return byScript(error, lane, () => connection.run(PULL, [redisKey], [], group));
  }
}

/** The result of `run` if GETDEL is unsupported: another server may have replaced the one that supports it. */
function byScript(error: unknown, lane: Lane, run: () => Promise<Reply>): Promise<Reply> {
  if (!isUnknownCommand(error)) throw error;
  knowGetdel.set(lane, false);
  return run();
}

/** Also if an ACL or a proxy forbids GETDEL: the script needs only GET and UNLINK. */
function isUnknownCommand(error: unknown): boolean {
  if (codeOf(error) !== "ERR_REPLY") return false;
  const { message } = error as Error;
  return /\bNOPERM\b|unknown command|ioredis-mock has no/i.test(message);
}

function asItIs(reply: Reply): Reply {
  return reply;
}
