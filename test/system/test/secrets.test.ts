import { inspect } from "node:util";
import { type Caches, createCaches } from "coffer";
import { describe, expect, it } from "vitest";

const SECRET = "hunter2";
/** An address where nothing listens: nothing is sent, and every call fails. */
const PLACE = "127.0.0.1:1";

/** Every form of an address with a password, including the malformed ones that are accepted. */
const ADDRESSES = [
  `redis://:${SECRET}@${PLACE}/0`,
  `redis://user:${SECRET}@${PLACE}/0`,
  `redis://user:a ${SECRET} b@${PLACE}/0`,
  `redis://user:x@${SECRET}@${PLACE}/0`,
  `redis://${PLACE}/0?password=${SECRET}`,
  `redis://${PLACE}/0?socket_timeout=1&password=a ${SECRET}`,
  `unix://user:${SECRET}@/no/such.sock`,
  `unix:///no/such.sock?password=${SECRET}`,
];
const CLIENTS = ["default", "herd", "shard", "cluster"];
const FACTORIES = ["ioredis", "redis", "resp"];
const SENTINELS = {
  CLIENT_CLASS: "@coffer/client-default#SentinelClient",
  CONNECTION_FACTORY: "@coffer/connection-ioredis#SentinelConnectionFactory",
  SENTINELS: [`redis://user:${SECRET}@${PLACE}`],
};

const cases = [
  ...ADDRESSES.map((LOCATION) => ({ LOCATION, OPTIONS: {} })),
  ...CLIENTS.map((CLIENT_CLASS) => ({ LOCATION: [ADDRESSES[0]], OPTIONS: { CLIENT_CLASS } })),
  ...FACTORIES.flatMap((CONNECTION_FACTORY) => [
    { LOCATION: `redis://${PLACE}`, OPTIONS: { CONNECTION_FACTORY, PASSWORD: SECRET } },
    {
      LOCATION: `redis://${PLACE}`,
      OPTIONS: { CONNECTION_FACTORY, CONNECTION_POOL_KWARGS: { password: SECRET } },
    },
    {
      LOCATION: `redis://${PLACE}`,
      OPTIONS: { CONNECTION_FACTORY, REDIS_CLIENT_KWARGS: { password: SECRET } },
    },
  ]),
  // Private keys, as strings and as the Buffers that readFileSync returns.
  ...[SECRET, Buffer.from(SECRET)].flatMap((key) =>
    [{ key }, { pfx: key }].flatMap((tls) => [
      { LOCATION: `rediss://${PLACE}`, OPTIONS: { REDIS_CLIENT_KWARGS: { tls } } },
      {
        LOCATION: `rediss://${PLACE}`,
        OPTIONS: { CONNECTION_FACTORY: "redis", REDIS_CLIENT_KWARGS: { socket: tls } },
      },
    ]),
  ),
  { LOCATION: `redis://user:${SECRET}@mymaster/0`, OPTIONS: SENTINELS },
  { LOCATION: "redis://mymaster/0", OPTIONS: { ...SENTINELS, SENTINEL_KWARGS: { password: SECRET } } },
];

/** The secret as text, and as JSON and inspect show a Buffer of it. */
const SHAPES = [SECRET, [...Buffer.from(SECRET)].join(), inspect(Buffer.from(SECRET)).slice(8, -1)];

function leaking(text: string): string[] {
  return text.split("\n").filter((line) => SHAPES.some((shape) => line.includes(shape)));
}

/** All that a program may log: caches, their parts, and the error of a failed call. */
async function shownOf(caches: Caches): Promise<string> {
  const cache = caches.get();
  const { client } = cache as unknown as { readonly client: { readonly context: Record<string, unknown> } };
  const failure = await cache.get("k").catch((error: unknown) => error);
  const things = [
    caches,
    cache,
    client,
    client.context,
    client.context.options,
    client.context.servers,
    failure,
  ];
  const nested = { depth: Number.POSITIVE_INFINITY, maxArrayLength: null, maxStringLength: null } as const;
  return things.flatMap((thing) => [inspect(thing, nested), JSON.stringify(thing) ?? ""]).join("\n");
}

describe("no password is shown by console.log, by JSON, or by an error", () => {
  it.each(cases)("of caches with $LOCATION and $OPTIONS", async ({ LOCATION, OPTIONS }) => {
    const settings = { CACHES: { default: { LOCATION, OPTIONS } } };
    const caches = await createCaches(settings as never, { parent: import.meta });
    try {
      expect(leaking(await shownOf(caches))).toEqual([]);
    } finally {
      await caches.close();
    }
  });

  it("of the arguments of a connection factory's hooks and of a pool's constructor", async () => {
    const shown: string[] = [];
    const { ConnectionFactory, ConnectionPool } = await import("@coffer/connection-ioredis");
    const CONNECTION_FACTORY = class Logging extends ConnectionFactory {
      override getConnection(params: Parameters<InstanceType<typeof ConnectionFactory>["getConnection"]>[0]) {
        shown.push(inspect(params), JSON.stringify(params));
        return super.getConnection(params);
      }
    };
    const CONNECTION_POOL_CLASS = class extends ConnectionPool {
      constructor(endpoint: ConstructorParameters<typeof ConnectionPool>[0]) {
        super(endpoint);
        shown.push(inspect(endpoint, { depth: 9 }), JSON.stringify(endpoint));
      }
    };
    const OPTIONS = { CONNECTION_FACTORY, CONNECTION_POOL_CLASS, PASSWORD: SECRET };
    await using caches = await createCaches({
      CACHES: { default: { LOCATION: `redis://${PLACE}`, OPTIONS } },
    });
    await caches
      .get()
      .get("k")
      .catch(() => {});
    expect(shown.length).toBeGreaterThanOrEqual(4);
    expect(leaking(shown.join("\n"))).toEqual([]);
  });
});

describe("no password is shown in settings errors", () => {
  const MISPLACED = [
    ...ADDRESSES,
    `redis://:a#${SECRET}@h`,
    `redis://:a/${SECRET}@h`,
    `//:${SECRET}@h`,
    `user:${SECRET}@h:1`,
  ];
  const PLUGINS = [
    "CLIENT_CLASS",
    "SERIALIZER",
    "COMPRESSOR",
    "CIPHER",
    "CONNECTION_FACTORY",
    "LOGGER",
    "REDIS_CLIENT_CLASS",
    "CONNECTION_POOL_CLASS",
  ];
  const VALUES = [
    "IGNORE_EXCEPTIONS",
    "MAX_VALUE_BYTES",
    "SOCKET_TIMEOUT",
    "PASWORD",
    "CONNECTION_POOL_KWARGS",
    "REDIS_CLIENT_KWARGS",
  ];

  it.each(MISPLACED)("if %s is given somewhere else than in LOCATION", async (address) => {
    const LOCATION = `redis://${PLACE}`;
    const texts: string[] = [];
    const wrong = async (settings: unknown) => {
      const error = await createCaches(settings as never, { parent: import.meta }).then(
        (caches) => caches.close(),
        (reason: unknown) => reason as Error,
      );
      expect(error).toBeInstanceOf(Error);
      texts.push(inspect(error), (error as Error).message);
    };
    for (const name of [...PLUGINS, ...VALUES]) {
      await wrong({ CACHES: { default: { LOCATION, OPTIONS: { [name]: address } } } });
    }
    for (const name of ["BACKEND", "KEY_FUNCTION", "TIMEOUT", "LOCATON"]) {
      await wrong({ CACHES: { default: { LOCATION, [name]: address } } });
    }
    await wrong({ CACHES: { default: { LOCATION, VERSION: { url: address }, KEY_PREFIX: [address] } } });
    await wrong({ CACHES: [address] });
    await wrong({ CACHES: { [address]: 5 } });
    await wrong({ default: { LOCATION: address } });
    expect(leaking(texts.join("\n"))).toEqual([]);
  });
});
