import type { Codec } from "./codec.js";
import type { Connection, ConnectionFactory } from "./connection.js";
import type { ExpiryCommands } from "./expiry.js";
import type { HashCommands } from "./hashes.js";
import type { CacheKey, Key } from "./key.js";
import type { Keys } from "./keys.js";
import type { LockCommands } from "./lock.js";
import type { CacheOptions } from "./options.js";
import type { ScanCommands } from "./scan.js";
import type { SetCommands } from "./sets.js";
import type { SortedSetCommands } from "./sorted-sets.js";
import type { Counters } from "./statistics.js";
import type { Timeout } from "./timeout.js";
import type { ValueCommands } from "./values.js";

/** Every command of a cache. */
export interface Commands
  extends ValueCommands,
    ExpiryCommands,
    ScanCommands,
    SetCommands,
    HashCommands,
    SortedSetCommands,
    LockCommands {}

/** What a client is built with: `new Client(context)`. */
export interface ClientContext {
  /** The cache's name in the settings, for messages. */
  readonly alias: string;
  /** The URLs of `LOCATION`, in order, at least one. */
  readonly servers: readonly string[];
  readonly options: Readonly<CacheOptions>;
  readonly keys: Keys;
  readonly codec: Codec;
  readonly connections: ConnectionFactory;
  /** The cache's `TIMEOUT` in milliseconds, `null` for never. */
  readonly timeout: number | null;
  /**
   * Reports trouble in a part of an operation that can go on without. Returns where the cache ignores exceptions of this
   * kind (having logged it), else throws `error`.
   */
  ignoreOrThrow(error: unknown, operation: string): void;
  /**
   * Reports trouble that costs nobody an answer, whatever `IGNORE_EXCEPTIONS` says: it is logged, unless the settings ignore exceptions
   * without logging them. Throws what is neither trouble with Redis nor with stored data.
   */
  report(error: unknown, operation: string): void;
  readonly statistics: Counters;
}

export interface RawConnectionOptions {
  /** `false`: a connection that reads are sent to. Default: `true`. */
  readonly write?: boolean | undefined;
  /** The key whose server is meant, for clients with several. */
  readonly key?: Key | undefined;
}

/** One of the servers that a client uses. */
export interface ServerInfo {
  /** Its URL without user and password. */
  readonly url: string;
  readonly role: "primary" | "replica";
  /** Whether the client sends writes to it. */
  readonly takesWrites: boolean;
  /** The client's connection to this very server. */
  readonly connection: Connection;
}

export interface CloseOptions {
  /** `true`: for good. Default: `false`. */
  readonly final?: boolean | undefined;
  /**
   * How long a final close waits for what is under way: loaders of `getOrSet`, the work of `lock.using`, calls of several round trips.
   * `null`: for as long as it takes; `0`: not at all.
   * @default 10 seconds
   */
  readonly timeout?: Timeout | undefined;
}

/** Carries out the commands of one cache. Wrong arguments throw or reject before anything is sent. */
export interface Client extends Commands {
  /** What it was built with, for tools. Left out: only what its commands answer can be seen. */
  readonly context?: ClientContext;

  /**
   * The key of something of the client's own that belongs to a Redis key: `"fence"` of a lock, `"load"` and `"failed"` of a load. For tools
   * that check what a user may do.
   */
  siblingOf?(redisKey: string, what: string): CacheKey;

  /** Connects to every server and waits for its answer. */
  ready(): Promise<void>;
  /**
   * The servers as they are now. Of a cluster these are its primaries, whichever nodes `LOCATION` names; to find them it is asked.
   * Undefined in a client that cannot say.
   */
  servers?(): Promise<readonly ServerInfo[]>;
  /** The driver's own object, connected. It is shared with the cache, so what blocks it blocks the cache. */
  getRedisConnection(options?: RawConnectionOptions): Promise<unknown>;
  /**
   * Lets go of every connection. The next command connects again. A final close refuses what is asked from then on (`ERR_CLOSED`), lets
   * what is under way finish within `timeout`, and then lets go.
   */
  close(options?: CloseOptions): Promise<void>;
}
