import { type TracingChannel, tracingChannel } from "node:diagnostics_channel";
import type { Loader } from "./contracts/values.js";
import type { ServerAddress } from "./server-address.js";

/** What subscribers of `coffer:command` are given: one object for each command, the same from `start` to `asyncEnd`. */
export interface CommandMessage extends ServerAddress {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** The name of the client's class. */
  readonly client: string;
  /** The method of the cache: `get`, `setMany`, `hset`, ... */
  readonly operation: string;
  /** What it was called with. There are keys and values of the application in it. */
  readonly args: readonly unknown[];
  /** How many keys `getMany`, `setMany` and `deleteMany` were given; undefined for others, and for iterators. */
  readonly batchSize: number | undefined;
  /**
   * How many values were found, by `asyncEnd`: for `get` and `getMany`, and for a `getOrSet` with a loader, where 0 says that this call
   * ran it.
   */
  hits?: number;
  /** By `asyncEnd`, what the call resolves to. */
  result?: unknown;
  /** From `error` on, also where the settings ignore it. */
  error?: unknown;
  /**
   * May be set in `start`, by subscribers whose context is in no AsyncLocalStorage that they could bind: does the command as part of it.
   * Whoever finds it set calls what is there.
   */
  within?: <T>(work: () => T) => T;
}

type Ask = (args: readonly unknown[]) => Promise<unknown>;

/**
 * Every command of every cache, by Node's convention for promises: `start`, `end`, `asyncStart` and `asyncEnd`, and `error` for those that
 * fail. Iterations last until their end. Locks do not show.
 */
export const commandChannel: TracingChannel<unknown, CommandMessage> = tracingChannel<
  unknown,
  CommandMessage
>("coffer:command");

/** Does a command under the eyes of the subscribers. */
export function traced(message: CommandMessage, ask: Ask): Promise<unknown> {
  const lookUp = LOOK_UPS[message.operation] ?? (() => ask(message.args));
  const work = () => lookUp(message, ask);
  return commandChannel.tracePromise(
    () => (message.within === undefined ? work() : message.within(work)),
    message,
  );
}

/** How the commands that look for values are asked, so that it shows what they found. */
const LOOK_UPS: Readonly<Record<string, (message: CommandMessage, ask: Ask) => Promise<unknown>>> = {
  async get(message, ask) {
    const [key, fallback, options] = message.args;
    const value = await ask([key, undefined, options]);
    message.hits = value === undefined ? 0 : 1;
    return value === undefined ? fallback : value;
  },

  async getMany(message, ask) {
    const found = (await ask(message.args)) as Map<unknown, unknown>;
    message.hits = found.size;
    return found;
  },

  async getOrSet(message, ask) {
    const [key, value, options] = message.args as [unknown, Loader<unknown>, unknown];
    if (typeof value !== "function") return ask(message.args);
    let hits = 1;
    const loader = () => {
      hits = 0;
      return value();
    };
    const result = await ask([key, loader, options]);
    message.hits = hits;
    return result;
  },
};

/** The same for an iteration. */
export async function* tracedIteration<T>(
  message: CommandMessage,
  iterable: AsyncIterable<T>,
): AsyncGenerator<T> {
  let finish!: () => void;
  let fail!: (error: unknown) => void;
  const iteration = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  // The error goes to the caller below.
  traced(message, () => iteration).catch(() => undefined);
  try {
    yield* iterable;
  } catch (error) {
    fail(error);
    throw error;
  } finally {
    finish();
  }
}

const MANY = new Set(["getMany", "setMany", "deleteMany"]);

/** How many keys the first argument of a command with many has, where that can be told without using it up. */
export function batchSize(operation: string, [many]: readonly unknown[]): number | undefined {
  if (!MANY.has(operation) || typeof many !== "object" || many === null) return undefined;
  if (Array.isArray(many)) return many.length;
  if (many instanceof Map || many instanceof Set) return many.size;
  return Symbol.iterator in many ? undefined : Object.keys(many).length;
}
