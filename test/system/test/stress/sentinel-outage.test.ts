import { inspect } from "node:util";
import { eventually, type SentinelGroup, startSentinels } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../sentinel/connecting.js";
import { routed } from "../sentinel/drivers.js";
import { addresses } from "../sentinel/open-cache.js";

const NOT_SENT = { name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" };

describe.each(routed)("unreachable sentinels, with $name", (driver) => {
  let group: SentinelGroup;
  beforeEach(async () => {
    group = await startSentinels({ sentinelPassword: "hunter2" });
  });
  afterEach(() => group.stop());

  const connectNow = (url = "redis://mymaster/0", own: object = {}) =>
    connect(driver, url, {
      SENTINELS: addresses(group.sentinels),
      SENTINEL_KWARGS: { password: "hunter2" },
      ...own,
    });
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => expect.fail("it was answered"),
      (error) => error,
    );

  it("do not matter while one of them answers, whether the others are killed or frozen", async () => {
    const [first, second] = group.sentinels;
    await first?.kill();
    await second?.freeze();
    // Asking the sentinels may take half of this time, which waiting for the frozen one would use up.
    const connection = connectNow(undefined, { SOCKET_CONNECT_TIMEOUT: 20 });
    expect(String(await connection.send("PING", []))).toBe("PONG");
  });

  it("all of them: the error contains the failure of each and no password; calls succeed once one answers again", async () => {
    const [first, second, third] = group.sentinels;
    await first?.kill();
    await second?.freeze();
    await third?.kill();
    const connection = connectNow(undefined, { SOCKET_CONNECT_TIMEOUT: 2 });
    const begin = performance.now();
    const error = await failure(connection.send("GET", ["key"]));
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toMatch(/^GET was not sent: redis:\/\/mymaster\/0 cannot be reached/);
    expect(error.message).toContain(`redis://127.0.0.1:${first?.port} (connect ECONNREFUSED`);
    expect(error.message).toContain(`redis://127.0.0.1:${second?.port} (no answer within 1 s)`);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
    await third?.restart();
    await eventually(() => connection.send("PING", []));
  });

  it("do not affect open connections", async () => {
    const connection = connectNow();
    await connection.ready();
    await Promise.all(group.sentinels.map((sentinel) => sentinel.kill()));
    expect(String(await connection.send("PING", []))).toBe("PONG");
  });

  it("that refuse a wrong password: the error does not contain it", async () => {
    const url = `redis://:wr0ng@127.0.0.1:${group.sentinels[0]?.port}`;
    for (const own of [
      { SENTINEL_KWARGS: { password: "wr0ng" } },
      { SENTINELS: [url], SENTINEL_KWARGS: {} },
    ]) {
      const error = await failure(connectNow(undefined, own).send("GET", ["key"]));
      expect(error).toMatchObject({ ...NOT_SENT, message: expect.stringContaining("WRONGPASS") });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("wr0ng");
    }
  });

  it("know no service of another name; the case of its letters matters", async () => {
    const error = await failure(connectNow("redis://MyMaster/0").send("GET", ["key"]));
    expect(error).toMatchObject(NOT_SENT);
    expect(error.message).toContain("no sentinel knows where MyMaster is; answers: ");
    expect(error.message.match(/knows no service of this name/g)).toHaveLength(3);
  });

  it("do not delay a close: a connection that waits for them is closed at once", async () => {
    await Promise.all(group.sentinels.map((sentinel) => sentinel.freeze()));
    const connection = connectNow(undefined, { SOCKET_CONNECT_TIMEOUT: 8 });
    await failure(connection.send("GET", ["key"]));
    const begin = performance.now();
    await connection.close();
    expect(performance.now() - begin).toBeLessThan(3_500);
    for (const sentinel of group.sentinels) sentinel.thaw();
  });
});
