import { getEventListeners } from "node:events";
import { ConnectionFactory, type NativeClass } from "@coffer/connection-redis";
import { eventually, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { drivers } from "./drivers.js";

describe.each(drivers)("the object of $name", ({ Class }) => {
  it("that was closed by the application is connected again", async () => {
    await using server = await startServer();
    const connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class }).connect(server.url(1));
    await connection.ready();
    (connection.native as { destroy(): void }).destroy();
    await eventually(async () => expect(String(await connection.send("PING", []))).toBe("PONG"), {
      deadline: 1000,
    });
    await connection.close();
  });

  it("keeps no reference to the sockets of refused attempts", async () => {
    let signal: EventTarget | undefined;
    let connects = 0;
    class Counting {
      constructor(options: { socket: { signal: EventTarget } }) {
        signal = options.socket.signal;
        const native = new (Class as NativeClass)(options as never);
        const connect = native.connect.bind(native);
        // biome-ignore lint/correctness/noConstructorReturn: that is what node-redis's own function does under `new`.
        return Object.assign(native, {
          connect: () => {
            connects += 1;
            return connect();
          },
        }) as never;
      }
    }
    const connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: Counting }).connect("redis://127.0.0.1:1");
    await expect(connection.ready()).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    await eventually(() => expect(connects).toBeGreaterThan(4));
    expect(getEventListeners(signal as EventTarget, "abort").length).toBeLessThan(4);
    await connection.close();
  });
});
