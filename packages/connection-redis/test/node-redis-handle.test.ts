import { ConnectionFactory } from "@coffer/connection-redis";
import { eventually, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { drivers } from "./drivers.js";

describe.each(drivers)("the object of $name", ({ Class }) => {
  it("that somebody has closed is connected again", async () => {
    await using server = await startServer();
    const connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class }).connect(server.url(1));
    await connection.ready();
    (connection.native as { destroy(): void }).destroy();
    await eventually(async () => expect(String(await connection.send("PING", []))).toBe("PONG"), {
      deadline: 1000,
    });
    await connection.close();
  });
});
