import type { ClusterConnection, Connection } from "@coffer/cache-core";
import {
  Chaos,
  ChaosClusterConnection,
  ChaosConnection,
  connectionFactorySuite,
  type Fault,
} from "@coffer/plugin-kit";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryConnectionFactory } from "./support/memory-connection.js";

const URL = "memory://chaos";
const chaotic = (chaos: Chaos, url = URL): Connection =>
  new ChaosConnection(new MemoryConnectionFactory().connect(url), chaos);

/** Reads without the faults. */
const plain = new MemoryConnectionFactory().connect(URL);
const stored = async (key: string) => String(await plain.send("GET", [key]));
const script = { name: "chaos:set", source: "return redis.call('SET', KEYS[1], ARGV[1])" };

beforeEach(() => plain.send("FLUSHDB", []));

connectionFactorySuite({
  describe,
  it,
  name: "a factory without faults",
  create: (options) => new (new Chaos().over(MemoryConnectionFactory))(options as never),
  url: "memory://without-faults",
  capabilities: { hooks: false, scriptFlush: false, tracking: false },
});

describe("a call with a fault", () => {
  it("refused: it is not sent", async () => {
    const chaos = new Chaos();
    const connection = chaotic(chaos);
    chaos.plan("refused", "refused", "refused", "refused");
    const calls = [
      () => connection.send("SET", ["key", "1"]),
      () => connection.sendMany([["SET", ["key", "1"]]]),
      () => connection.run(script, ["key"], ["1"]),
      () => connection.ready(),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" });
    }
    expect(await stored("key")).toBe("null");
    expect(chaos.injected).toEqual({ refused: 4, lost: 0, late: 0, error: 0 });
  });

  it("lost: it is executed, and there is no reply", async () => {
    const chaos = new Chaos();
    const connection = chaotic(chaos);
    chaos.plan("lost", "lost");
    await expect(connection.send("SET", ["a", "1"])).rejects.toMatchObject({ code: "ERR_NO_REPLY" });
    await expect(connection.run(script, ["b"], ["2"])).rejects.toMatchObject({ code: "ERR_NO_REPLY" });
    expect([await stored("a"), await stored("b")]).toEqual(["1", "2"]);
  });

  it("late: its reply comes later, and those after it do not overtake it", async () => {
    const chaos = new Chaos({ delay: 50 });
    const connection = chaotic(chaos);
    const order: string[] = [];
    const started = performance.now();
    chaos.plan("none", "late");
    await Promise.all(
      ["first", "second", "third"].map((name) => connection.send("PING", []).then(() => order.push(name))),
    );
    expect(order).toEqual(["first", "second", "third"]);
    expect(performance.now() - started).toBeGreaterThan(40);
  });

  it("error: Redis rejects it, and the cause has Redis's message", async () => {
    const chaos = new Chaos();
    const connection = chaotic(chaos);
    chaos.plan("error");
    await expect(connection.send("SET", ["key", "1"])).rejects.toMatchObject({
      code: "ERR_REPLY",
      cause: { name: "ReplyError", message: expect.stringMatching(/^LOADING /) },
    });
    expect(await stored("key")).toBe("null");
  });
});

describe("a batch with a fault", () => {
  const batch = Array.from({ length: 8 }, (_, n) => ["SET", [`key${n}`, `${n}`]] as const);
  const kept = async () =>
    (
      (await plain.send(
        "MGET",
        batch.map(([, [key]]) => key),
      )) as unknown[]
    ).filter((each) => each !== null);

  it("error: one command is rejected, and the others are executed", async () => {
    const chaos = new Chaos();
    chaos.plan("error");
    const replies = await chaotic(chaos).sendMany(batch);
    const refused = replies.flatMap((reply, at) => (reply instanceof Error ? [at] : []));
    expect(refused).toHaveLength(1);
    expect(replies).toHaveLength(8);
    expect(replies[refused[0] as number]).toMatchObject({ code: "ERR_REPLY" });
    expect(await stored(`key${refused[0]}`)).toBe("null");
    expect(await kept()).toHaveLength(7);
  });

  it("lost: all commands are executed, and replies are missing from some position on", async () => {
    const outcomes = new Set<number>();
    const chaos = new Chaos();
    const connection = chaotic(chaos);
    for (let n = 0; n < 50; n++) {
      chaos.plan("lost");
      const replies = await connection.sendMany(batch).catch((error) => {
        expect(error).toMatchObject({ code: "ERR_NO_REPLY" });
        return batch.map(() => error);
      });
      const from = replies.findIndex((reply) => reply instanceof Error);
      expect(replies.slice(0, from)).toEqual(Array(from).fill("OK"));
      for (const reply of replies.slice(from)) expect(reply).toMatchObject({ code: "ERR_NO_REPLY" });
      outcomes.add(from);
    }
    expect(await kept()).toHaveLength(8);
    expect([...outcomes].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("a schedule", () => {
  const SHARES = { refused: 0.1, lost: 0.2, late: 0.3, error: 0.05 };
  const drawn = (chaos: Chaos, count: number) => Array.from({ length: count }, () => chaos.draw());

  it("is the same for the same seed, and differs for another", () => {
    const of = (seed: number) => drawn(new Chaos({ seed, shares: SHARES }), 200);
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it("has the given shares", () => {
    const chaos = new Chaos({ shares: SHARES });
    drawn(chaos, 20_000);
    for (const [fault, share] of Object.entries(SHARES)) {
      expect(chaos.injected[fault as Fault] / 20_000).toBeCloseTo(share, 1);
    }
  });

  it("has only planned faults while it is off", () => {
    const chaos = new Chaos({ shares: { refused: 1 } });
    expect(chaos.draw()).toBe("refused");
    chaos.isOn = false;
    chaos.plan("lost");
    expect(drawn(chaos, 3)).toEqual(["lost", undefined, undefined]);
    chaos.isOn = true;
    chaos.plan("none");
    expect(drawn(chaos, 2)).toEqual([undefined, "refused"]);
  });

  it.each([{ refused: -0.1 }, { refused: 0.6, lost: 0.6 }, { late: Number.NaN }])(
    "of %j is invalid",
    (shares) => {
      expect(() => new Chaos({ shares })).toThrow(RangeError);
    },
  );
});

describe("a factory with faults", () => {
  it("declares the options of the factory that it wraps, and validates URLs as it does", () => {
    class Declaring extends MemoryConnectionFactory {
      static readonly options = { COLOUR: { type: "string", description: "Of the wire." } } as const;
    }
    const Factory = new Chaos().over(Declaring);
    expect(Factory.options).toBe(Declaring.options);
    expect(() => new Factory({} as never).validate?.("no url")).toThrow(/cannot be understood/);
  });

  it("has connectCluster if the factory that it wraps has it", async () => {
    class Clustered extends MemoryConnectionFactory {
      connectCluster(): ClusterConnection {
        return Object.assign(this.connect(URL), {
          masters: ["node"],
          slotOf: () => 5,
          nodeOf: () => "node",
          at: () => this.connect(URL),
          followMoves: () => async () => [],
        });
      }
    }
    const chaos = new Chaos();
    expect(new (chaos.over(MemoryConnectionFactory))({} as never).connectCluster).toBeUndefined();
    const cluster = new (chaos.over(Clustered))({} as never).connectCluster?.([URL]);
    expect(cluster).toBeInstanceOf(ChaosClusterConnection);
    expect([cluster?.masters, cluster?.slotOf("k"), cluster?.nodeOf(5, true)]).toEqual([["node"], 5, "node"]);
    expect(await cluster?.followMoves()()).toEqual([]);
    chaos.plan("refused", "refused");
    await expect(cluster?.send("PING", [])).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    await expect(cluster?.at("node").send("PING", [])).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
  });
});
