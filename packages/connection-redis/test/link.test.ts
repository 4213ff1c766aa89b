import { ConnectionFactory } from "@coffer/connection-redis";
import { startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { watchLink } from "../../../test/suites/watch-link.js";

it.each(["async", "streaming"])(
  "a link calls an %s credentialsProvider each time it connects",
  async (kind) => {
    await using server = await startServer();
    const setPassword = (password: string) =>
      server.command("ACL", "SETUSER", "alice", "on", "resetpass", `>${password}`, "~*", "&*", "+@all");
    await setPassword("first");
    let password = "first";
    let asked = 0;
    let disposed = 0;
    const credentials = async () => {
      asked += 1;
      return { username: "alice", password };
    };
    const provider =
      kind === "async"
        ? { type: "async-credentials-provider", credentials }
        : {
            type: "streaming-credentials-provider",
            subscribe: async () => [await credentials(), { dispose: () => (disposed += 1) }],
            onReAuthenticationError() {},
          };
    const factory = new ConnectionFactory({ REDIS_CLIENT_KWARGS: { credentialsProvider: provider } });
    const watched = watchLink(factory, server.url());
    await watched.is("armed");
    expect(asked).toBe(1);
    password = "second";
    await setPassword(password);
    await server.command("CLIENT", "KILL", "TYPE", "pubsub");
    await expect.poll(() => watched.changes).toEqual(["armed", "disconnected", "armed"]);
    expect(asked).toBe(2);
    expect(disposed).toBe(kind === "async" ? 0 : 2);
  },
);

it("a link whose credentialsProvider fails is disconnected, with its reason", async () => {
  await using server = await startServer();
  const credentials = () => Promise.reject(new Error("no token today"));
  const credentialsProvider = { type: "async-credentials-provider", credentials };
  const factory = new ConnectionFactory({ REDIS_CLIENT_KWARGS: { credentialsProvider } });
  const watched = watchLink(factory, server.url());
  await expect.poll(() => watched.reason()).toMatch(/no token today/);
  expect(watched.changes).toEqual(["disconnected"]);
});
