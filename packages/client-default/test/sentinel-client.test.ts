import { type Connection, type ConnectionFactory, createCaches } from "@coffer/cache-core";
import { describe, expect, it } from "vitest";
import { RecordingConnection } from "./recording-connection.js";

/** Connects anywhere, with a factory that supports `is_master`; nothing answers. */
class RecordingFactory implements ConnectionFactory {
  static readonly connected: string[] = [];
  validate(url: string): void {
    if (url.includes("nonsense")) throw new Error("nonsense");
  }
  connect(url: string): Connection {
    RecordingFactory.connected.push(url);
    return new RecordingConnection();
  }
  async disconnect(): Promise<void> {}
}

const OPTIONS = {
  CLIENT_CLASS: "django_redis.client.SentinelClient",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: RecordingFactory,
};

/** The URLs of the primary and of the server for reads. */
async function serversFor(LOCATION: string | readonly string[]): Promise<string[]> {
  const settings = Object.freeze({ LOCATION, OPTIONS });
  const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
  await caches.ready();
  expect(settings.LOCATION).toBe(LOCATION);
  return RecordingFactory.connected.splice(0);
}

describe("SentinelClient", () => {
  it.each([
    ["redis://mymaster/0", ["redis://mymaster/0?is_master=1", "redis://mymaster/0?is_master=0"]],
    ["redis://MyMaster/0?is_master=0", ["redis://MyMaster/0?is_master=1", "redis://MyMaster/0?is_master=0"]],
    [
      "rediss://u:p%3F@mymaster/0?db=2&is_master=yes&username=&is_master",
      [
        "rediss://u:p%3F@mymaster/0?db=2&username=&is_master=1",
        "rediss://u:p%3F@mymaster/0?db=2&username=&is_master=0",
      ],
    ],
  ])("makes of %s a primary and a replica", async (location, expected) => {
    expect(await serversFor(location)).toEqual(expected);
  });

  it("uses a list as it is, also one of commas", async () => {
    const list = ["redis://mymaster/0", "redis://mymaster/0?is_master=0", "redis://mymaster/0?is_master=no"];
    expect(await serversFor(list)).toEqual(list);
    expect(await serversFor(list.join(", "))).toEqual(list);
  });

  it("rejects a list whose first server, which takes the writes, is a replica", async () => {
    for (const first of ["?is_master=0", "?db=1&is_master=False"]) {
      await expect(serversFor([`redis://:s3cret@mymaster/0${first}`, "redis://mymaster/0"])).rejects.toThrow(
        /CACHES.default.OPTIONS.CLIENT_CLASS: .*LOCATION: the first server takes the writes/,
      );
    }
  });

  it("rejects a connection factory without Sentinel, before anything connects", async () => {
    const plain = { ...OPTIONS, CONNECTION_FACTORY: "@coffer/connection-ioredis" };
    const settings = { CACHES: { default: { LOCATION: "redis://:s3cret@mymaster/0", OPTIONS: plain } } };
    const error = await createCaches(settings, { parent: import.meta }).catch((reason) => reason);
    expect(error).toMatchObject({
      code: "ERR_IMPROPERLY_CONFIGURED",
      message: expect.stringMatching(/CONNECTION_FACTORY: it must support Sentinel, such as "@coffer/),
    });
    expect(error.message).not.toContain("s3cret");
  });
});
