import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Connection } from "@coffer/cache-core";
import type { OutageMessage } from "@coffer/connection-kit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeConnectionFactory, type FakeNative } from "./fake-driver.js";

describe("coffer:connection", () => {
  let told: OutageMessage[];
  let connection: Connection;
  let native: FakeNative;
  const tell = (message: unknown) => {
    told.push(message as OutageMessage);
  };
  const states = () => told.map(({ state }) => state);

  beforeEach(() => {
    told = [];
    subscribe("coffer:connection", tell);
    const options = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
    connection = new FakeConnectionFactory(options).connect("redis://host");
    native = connection.native as FakeNative;
  });
  afterEach(async () => {
    unsubscribe("coffer:connection", tell);
    await connection.close();
  });

  it("reports nothing for a reachable server, from the first call to the end", async () => {
    await connection.send("A", []);
    await connection.close();
    expect(told).toEqual([]);
  });

  it("reports once that a server is down, however many attempts there are, and once that it is up", async () => {
    native.reachable = false;
    await expect(connection.send("A", [])).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    await vi.waitFor(() => expect(native.log.length).toBeGreaterThan(2), { timeout: 30_000 });
    expect(told).toEqual([{ state: "down", server: "redis://host:6379/0", error: expect.any(Error) }]);

    native.reachable = true;
    await vi.waitFor(() => expect(states()).toEqual(["down", "up"]), { timeout: 30_000 });
    await connection.send("B", []);
    expect(told[1]).toEqual({ state: "up", server: "redis://host:6379/0" });
  });

  it("reports that a server has stopped answering, and the next outage like the first", async () => {
    for (const round of [1, 2]) {
      native.answering = true;
      await vi.waitFor(() => connection.send("A", []), { timeout: 30_000 });
      native.answering = false;
      await expect(connection.send("A", [])).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
      expect(states().filter((state) => state === "down")).toHaveLength(round);
    }
    expect(states()).toEqual(["down", "up", "down"]);
    expect(told[0]?.error?.message).toContain("SOCKET_TIMEOUT");
  });
});
