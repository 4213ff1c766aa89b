import * as backendRedis from "@coffer/backend-redis";
import {
  type CacheSettings,
  type Caches,
  type ClientContext,
  type Connection,
  type ConnectionFactory,
  type CreateCachesOptions,
  createCaches as create,
  ImproperlyConfigured,
  type Serializer,
  type Settings,
  type SettingsProblem,
} from "@coffer/cache-core";

type Command = (...args: unknown[]) => unknown;

/** A client that remembers what it was built with and what it was asked, and does what the test gives it to do. */
export class StubClient {
  readonly context: ClientContext;
  readonly calls: [name: string, ...args: unknown[]][] = [];
  /** Answers every command that has no answer of its own. */
  answer: Command = async () => "answer";

  constructor(context: ClientContext) {
    this.context = context;
  }

  static {
    const commands =
      "get set add getMany setMany has delete deleteMany getOrSet incr decr incrVersion decrVersion makeKey " +
      "ttl pttl expire pexpire expireAt pexpireAt persist touch keys iterKeys deletePattern clear " +
      "sadd srem scard smembers sismember smismember smove spop srandmember sdiff sinter sunion sdiffstore " +
      "sinterstore sunionstore sscan sscanIter hset hget hmget hgetall hdel hlen hkeys hexists " +
      "zadd zcard zcount zincrby zpopmin zpopmax zrange zrevrange zrangebyscore zrevrangebyscore zrank zscore " +
      "zrem zremrangebyscore lock ready getRedisConnection close";
    for (const name of commands.split(" ")) {
      Object.defineProperty(StubClient.prototype, name, {
        value(this: StubClient, ...args: unknown[]) {
          this.calls.push([name, ...args]);
          return this.answer(...args);
        },
      });
    }
  }
}

export class StubConnectionFactory implements ConnectionFactory {
  connect(): Connection {
    throw new Error("nothing connects here");
  }

  async disconnect(): Promise<void> {}
}

export class TextSerializer implements Serializer {
  dumps(value: unknown): string {
    return JSON.stringify(value);
  }

  loads(data: Buffer): unknown {
    return JSON.parse(data.toString());
  }
}

export const PARTS = {
  CLIENT_CLASS: StubClient,
  CONNECTION_FACTORY: StubConnectionFactory,
  SERIALIZER: TextSerializer,
};

/** The settings of one cache, `default`, made of stubs where `OPTIONS` says nothing else. */
export function settingsOf({ OPTIONS, ...cache }: Record<string, unknown> = {}, top: object = {}): Settings {
  const options = { ...PARTS, ...(OPTIONS as object) };
  const settings = { LOCATION: "redis://127.0.0.1:6379/0", ...cache, OPTIONS: options } as CacheSettings;
  return { ...top, CACHES: { default: settings } };
}

/** The default backend is at hand, wherever the application is. */
export function createCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  const embedded = { "@coffer/backend-redis": backendRedis };
  return create(settings, { ...options, embedded: { ...embedded, ...options.embedded } });
}

export function makeCaches(
  cache?: Record<string, unknown>,
  top?: object,
  options?: CreateCachesOptions,
): Promise<Caches> {
  return createCaches(settingsOf(cache, top), options);
}

export function clientOf(caches: Caches, alias?: string): StubClient {
  return caches.get(alias).client as unknown as StubClient;
}

/** What the client of a cache with these settings is built with. */
export async function contextOf(
  cache?: Record<string, unknown>,
  top?: object,
  options?: CreateCachesOptions,
): Promise<ClientContext & { readonly options: Record<string, unknown> }> {
  const { context } = clientOf(await makeCaches(cache, top, options));
  return context as ClientContext & { readonly options: Record<string, unknown> };
}

/** Everything that is wrong with the settings. */
export async function problemsOf(making: Promise<unknown>): Promise<readonly SettingsProblem[]> {
  const error = await making.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ImproperlyConfigured) return error.problems;
  throw new Error("the settings should have been refused with ImproperlyConfigured", { cause: error });
}

/** Their texts. */
export async function textsOf(making: Promise<unknown>): Promise<string[]> {
  return (await problemsOf(making)).map(({ message }) => message);
}

/** The caches of whole settings, with stubs where they name no part. */
export function createFrom(
  settings: Settings | object | string | URL,
  parent?: CreateCachesOptions["parent"],
): Promise<Caches> {
  return createCaches(settings as Settings, { parent, defaults: PARTS as CacheSettings["OPTIONS"] });
}
