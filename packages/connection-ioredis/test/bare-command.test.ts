import type { Connection } from "@coffer/cache-core";
import { ConnectionFactory, type NativeClass } from "@coffer/connection-ioredis";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivers } from "./drivers.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(drivers)("with $name, commands that bypass the driver's own methods", ({ Class }) => {
  const connect = (REDIS_CLIENT_CLASS: unknown): Connection =>
    new ConnectionFactory({ REDIS_CLIENT_CLASS }).connect(server.url(1));

  it("work under instrumentation that takes resolve and reject off a command", async () => {
    class Instrumented extends (Class as NativeClass) {
      sendCommand(
        command: Record<"resolve" | "reject", (outcome: unknown) => void>,
        stream: unknown,
      ): unknown {
        for (const name of ["resolve", "reject"] as const) {
          const own = command[name];
          command[name] = (outcome) => own(outcome);
        }
        const driver = Object.getPrototypeOf(Instrumented.prototype) as typeof Instrumented.prototype;
        return driver.sendCommand.call(this, command, stream);
      }
    }
    const watched = connect(Instrumented);
    expect(String(await watched.send("SET", ["k", "v"]))).toBe("OK");
    const gets = ["k", "none"].map((key) => ["GET", [key]] as const);
    expect((await watched.sendMany(gets)).map(String)).toEqual(["v", "null"]);
    await expect(watched.send("SADD", ["k", "m"])).rejects.toMatchObject({ code: "ERR_REPLY" });
    await watched.close();
  });

  it("match their replies if the driver rejects some of a batch, as a subscriber does", async () => {
    const connection = connect(Class);
    await connection.send("SET", ["k", "v"]);
    const native = connection.native as { subscribe(channel: string): Promise<unknown> };
    await native.subscribe("channel");
    const [pong, refused] = await connection
      .sendMany([
        ["PING", ["one"]],
        ["GET", ["k"]],
      ])
      .catch((error) => [error, error]);
    expect(String(pong)).toContain("one");
    expect(refused).toBeInstanceOf(Error);
    expect(String(await connection.send("PING", ["two"]))).toContain("two");
    await connection.close();
  });

  it("use the driver's methods if it has no class of commands", async () => {
    class Closed extends (Class as NativeClass) {
      static readonly Command = undefined;
    }
    const closed = connect(Closed);
    const values = ["grüße", -5, 2n ** 70n, Buffer.from([0xff])];
    await closed.sendMany(values.map((value, n) => ["SET", [`key${n}`, value]] as const));
    const got = await closed.sendMany(values.map((_, n) => ["GET", [`key${n}`]] as const));
    expect(got).toEqual(values.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))));
    await closed.close();
  });
});
