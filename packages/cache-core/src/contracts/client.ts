import type { Codec } from "./codec.js";
import type { Commands } from "./commands.js";
import type { CommandArgument, Connection, ConnectionFactory, Reply, Script } from "./connection.js";
import type { CacheKey, Key, VersionOption } from "./key.js";
import type { Keys } from "./keys.js";
import type { CacheOptions } from "./options.js";
import type { Counters } from "./statistics.js";
import type { Timeout } from "./timeout.js";

/** The argument of a client: `new Client(context)`. */
export interface ClientContext {
  /** The cache's name in the settings, for messages. */
  readonly alias: string;
  /** The URLs of `LOCATION`, in order, at least one. */
  readonly servers: readonly string[];
  /** The cache's OPTIONS: validated, with defaults and loaded plugins. */
  readonly options: Readonly<CacheOptions>;
  /** Makes Redis keys of the cache's keys. */
  readonly keys: Keys;
  /** Encodes and decodes the cache's values. */
  readonly codec: Codec;
  /** Creates the client's connections: an instance of `CONNECTION_FACTORY`. */
  readonly connections: ConnectionFactory;
  /** The cache's `TIMEOUT` in milliseconds, `null` for never. */
  readonly timeout: number | null;
  /**
   * Applies the error policy to an error in a part of an operation that can continue without it. Returns if the cache ignores errors of this
   * kind (after logging it, if the settings ask for it); otherwise throws `error`.
   */
  ignoreOrThrow(error: unknown, operation: string): void;
  /**
   * Logs an error that changes no answer, whatever `IGNORE_EXCEPTIONS` says, unless the settings ignore exceptions without logging them. Throws
   * errors that are neither about Redis nor about stored data.
   */
  report(error: unknown, operation: string): void;
  /** Counts what the client does, for `cache.stats()`. */
  readonly statistics: Counters;
}

/** Which connection `getRedisConnection` returns, for caches with several servers. */
export interface RawConnectionOptions {
  /**
   * `true`: a connection to the server that takes the writes. `false`: one to a server that takes reads.
   * @default true
   */
  readonly write?: boolean | undefined;
  /** A key: the connection is to the server of this key. Required for shards. */
  readonly key?: Key | undefined;
}

/** One of the servers that a client uses. */
export interface ServerInfo {
  /** Its URL without user and password. */
  readonly url: string;
  /** Its role in the cache's topology. */
  readonly role: "primary" | "replica";
  /** Whether the client sends writes to it. */
  readonly takesWrites: boolean;
  /** The client's connection to this server. */
  readonly connection: Connection;
}

/** Options of `client.close`. */
export interface CloseOptions {
  /**
   * `true`: close for good, and refuse later calls. `false`: the next command connects again.
   * @default false
   */
  readonly final?: boolean | undefined;
  /**
   * How long a final close waits for running work: loaders of `getOrSet`, the work of `lock.using`, calls with several round trips.
   * `null`: until the work ends; `0`: not at all.
   * @default 10 seconds
   */
  readonly timeout?: Timeout | undefined;
}

/** What is stored at a key: `client.describe`. */
export interface EntryDescription {
  /** When the entry was stored, by the clock of the machine that stored it; undefined if the entry does not record it. */
  readonly storedAt: Date | undefined;
  /** When the timeout of the entry ends; `null`: never. */
  readonly expiresAt: Date | null;
  /** When Redis deletes the entry: later than `expiresAt` if `stale`, `grace` or a layer keeps old values; `null`: never. */
  readonly keptUntil: Date | null;
  /** The names of its tags, sorted. */
  readonly tags: readonly string[];
  /** The number of stored bytes, including the entry's head and the headers of layers. */
  readonly size: number;
  /** Whether `get` returns the value: it has not expired, and none of its tags was invalidated. */
  readonly isCurrent: boolean;
}

/** Executes the commands of one cache. Wrong arguments throw or reject before anything is sent. */
export interface Client extends Commands {
  /** The context that the client was built with, for tools such as the inspector. Optional for clients. */
  readonly context?: ClientContext;

  /**
   * Returns the key at which the client keeps its own data about a Redis key: `"fence"` for a lock, `"load"` and `"failed"` for a load. For
   * tools that check permissions. Sends nothing.
   */
  siblingOf?(redisKey: string, what: string): CacheKey;

  /**
   * Describes the entry of a key, for tools, even if it has expired and is kept for `stale` or `grace`. Optional for clients.
   *
   * Redis: `GET` and `PTTL`, O(1).
   * @returns the description; undefined if the key is missing or holds another Redis type.
   */
  describe?(key: Key, options?: VersionOption): Promise<EntryDescription | undefined>;

  /**
   * Connects to every server and waits for its answer.
   *
   * Redis: `PING`, O(1) per server.
   * @throws ConnectionInterrupted if a server does not answer.
   */
  ready(): Promise<void>;
  /** Lists the servers. In a cluster these are its current primaries, whichever nodes `LOCATION` names. Optional for clients. */
  servers?(): Promise<readonly ServerInfo[]>;
  /**
   * Connects and returns the driver's own object, such as the ioredis client. The cache uses the same object, so blocking commands block the
   * cache.
   * @param options which connection, for caches with several servers.
   * @throws ConnectionInterrupted if the server cannot be reached; TypeError if the cache has shards and `options` no key.
   */
  getRedisConnection(options?: RawConnectionOptions): Promise<unknown>;
  /**
   * Runs a Lua script on the server that takes the writes of its keys. The script gets the Redis keys, with prefix and version, in `KEYS`, and
   * counts as a write to them. It sees stored values as Redis has them: integers as decimals, other values encoded, and possibly compressed,
   * encrypted and preceded by the header of a layer. Errors are never ignored.
   *
   * Redis: `EVALSHA`, or `EVAL` on a server that does not know the script yet; the complexity is that of the script.
   * @param script `name` is unique in the process.
   * @param keys at least one; they decide which server runs the script.
   * @param args the `ARGV` of the script.
   * @returns the reply, in the shapes of RESP2: strings are Buffers.
   * @throws TypeError if the keys are in different slots or on different servers, or if another script has the same name.
   * @throws ConnectionInterrupted (`ERR_REPLY`) if the script fails; `cause` is the error of Redis.
   */
  run(
    script: Script,
    keys: Iterable<Key>,
    args?: readonly CommandArgument[],
    options?: VersionOption,
  ): Promise<Reply>;
  /**
   * Closes the connections; the next command connects again. A final close refuses later calls (`ERR_CLOSED`), waits up to `timeout` for running
   * work, and then closes.
   */
  close(options?: CloseOptions): Promise<void>;
}
