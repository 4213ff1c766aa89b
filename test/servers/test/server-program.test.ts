import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { serverProgram } from "../src/server-program.js";

const named = process.env.COFFER_SERVER ?? "";

describe("the server that tests run on", () => {
  it("is that of the system unless COFFER_SERVER names one", () => {
    expect(serverProgram("")).toBe("redis-server");
  });

  it("is exactly the named one", () => {
    expect(() => serverProgram("redis-0.9")).toThrow(/COFFER_SERVER=redis-0.9: .*npm run test:servers/);
    expect(() => serverProgram("../../typescript")).toThrow(/no such server/);
  });

  it.runIf(named !== "")("has the version of its name", async () => {
    await using server = await startServer();
    const { valkey_version: valkey, redis_version: redis } = await server.info("server");
    expect(`${valkey === undefined ? "redis" : "valkey"}-${valkey ?? redis}`).toMatch(
      new RegExp(`^${named.replaceAll(".", "\\.")}\\.`),
    );
  });
});
