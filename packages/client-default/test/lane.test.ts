import { Statistics } from "@coffer/backend-kit";
import type { Connection } from "@coffer/cache-core";
import { Lane } from "@coffer/client-default";
import { beforeEach, describe, expect, it } from "vitest";
import { RecordingConnection } from "./recording-connection.js";

/** All keys of these lanes are in one group. */
const GROUP = 0;

const text = (data: Buffer | null) => data?.toString();

describe.each([
  ["that is new", 0],
  ["whose caller has been alone for a while", 20],
])("a lane %s", (_, readsBefore) => {
  let connection: RecordingConnection;
  let lane: Lane;
  const read = (key: string) => lane.read(key, text, GROUP);
  const readMany = <T>(keys: readonly string[], use: (data: readonly (Buffer | null)[]) => T) =>
    lane.readMany(
      keys,
      use,
      keys.map(() => GROUP),
    );
  const write = (key: string, value: string, bytes = value.length) =>
    lane.write(key, ["SET", [key, value]], bytes, (reply) => reply);

  beforeEach(async () => {
    connection = new RecordingConnection();
    lane = new Lane(() => connection, new Statistics());
    for (let index = 0; index < readsBefore; index++) await read(`before ${index}`);
    connection.sent.length = 0;
  });

  it("sends the reads of a tick as one MGET, equal keys once", async () => {
    connection.store.set("a", Buffer.from("1"));
    expect(await Promise.all([read("a"), read("b"), read("a")])).toEqual(["1", undefined, "1"]);
    expect(connection.sent).toEqual(["MGET a b"]);
  });

  it("reads a key that many callers request in one turn once, and counts it once", async () => {
    const hot = "hot".padEnd(100, "!");
    connection.store.set(hot, Buffer.from("1"));
    const answers = await Promise.all(
      Array.from({ length: 5_000 }, (_, n) => read(n % 100 === 0 ? `cold ${n}` : hot)),
    );
    expect(answers.filter((answer) => answer === "1").length).toBe(4_950);
    expect(answers[100]).toBeUndefined();
    const keys = connection.sent.map((line) => line.split(" cold").length - 1);
    expect(keys).toEqual([50]);
    expect(connection.sent[0]?.split(hot).length).toBe(2);
  });

  it("reads a key that getMany and get request once, and gives each its own answer", async () => {
    connection.store.set("a", Buffer.from("1"));
    connection.store.set("b", Buffer.from("2"));
    const many = readMany(["c", "a", "b"], (data) => data.map(text));
    expect(await Promise.all([read("b"), many, read("a"), read("b")])).toEqual([
      "2",
      [undefined, "1", "2"],
      "1",
      "2",
    ]);
    expect(connection.sent).toEqual(["MGET c a b"]);
  });

  it("reads a key that several callers request among many once", async () => {
    connection.store.set("a", Buffer.from("1"));
    const many = [
      ["a", "b"],
      ["c", "a"],
    ].map((keys) => readMany(keys, (data) => data.map(text)));
    expect(await Promise.all(many)).toEqual([
      ["1", undefined],
      [undefined, "1"],
    ]);
    expect(connection.sent).toEqual(["MGET a b c"]);
  });

  it("sends the writes of a tick as one batch, in order", async () => {
    await Promise.all([write("a", "1"), write("b", "2"), write("a", "3")]);
    expect(connection.sent).toEqual(["SET a 1 | SET b 2 | SET a 3"]);
    expect(text(connection.store.get("a") as Buffer)).toBe("3");
  });

  it("reads a single key by GET, and returns nothing if the value is not a string", async () => {
    connection.store.set("a", Buffer.from("1"));
    connection.otherTypes.add("hash");
    expect([await read("a"), await read("none"), await read("hash")]).toEqual(["1", undefined, undefined]);
    expect(connection.sent).toEqual(["GET a", "GET none", "GET hash"]);
  });

  it("includes later calls of the same turn of the event loop, unless there is a single caller", async () => {
    lane = new Lane(() => connection, new Statistics());
    const first = read("a");
    await Promise.resolve();
    await new Promise((resolve) => process.nextTick(resolve));
    await Promise.all([first, read("b")]);
    expect(connection.sent).toEqual(["MGET a b"]);
  });

  it("sends reads before the writes of other keys, and a read of a written key after its write", async () => {
    const answers = Promise.all([write("a", "1"), read("b"), read("a"), write("a", "2"), read("a")]);
    expect(await answers).toEqual(["OK", undefined, "1", "OK", "2"]);
    expect(connection.sent).toEqual(["GET b", "SET a 1", "GET a", "SET a 2", "GET a"]);
  });

  it("reads the value from before a write that comes later in the tick", async () => {
    expect(await Promise.all([read("a"), write("a", "1")])).toEqual([undefined, "OK"]);
  });

  it("passes errors of a connection to the callers, and not to the event loop", async () => {
    const trouble = new Error("no connection of this plugin");
    const fail = () => {
      throw trouble;
    };
    const asked: Connection = Object.assign(new RecordingConnection(), { send: fail, sendMany: fail });
    for (const open of [fail, () => asked]) {
      lane = new Lane(open, new Statistics());
      const calls = [read("a"), write("a", "1"), write("b", "2"), readMany(["c"], (all) => all)];
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes).toEqual(calls.map(() => ({ status: "rejected", reason: trouble })));
    }
  });

  it("sends the queue before any other command", async () => {
    await Promise.all([write("a", "1"), read("b"), lane.send("INCR", ["a"]), read("a")]);
    expect(connection.sent).toEqual(["GET b", "SET a 1", "INCR a", "GET a"]);
  });

  it("sends the queue before scripts and before commands that belong together", async () => {
    await Promise.all([write("a", "1"), lane.run({ name: "script", source: "" }, ["a"], [])]);
    await Promise.all([
      write("b", "1"),
      lane.sendMany([
        ["PERSIST", ["b"]],
        ["EXISTS", ["b"]],
      ]),
    ]);
    expect(connection.sent).toEqual(["SET a 1", "script a", "SET b 1", "PERSIST b | EXISTS b"]);
  });

  it("splits batches by entries, the first one early if the server is idle", async () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `k${index}`);
    await Promise.all(keys.map(read));
    expect(connection.sent.map((line) => line.split(" ").length - 1)).toEqual([64, 512, 512, 412]);
    await Promise.all(keys.slice(0, 600).map((key) => write(key, "1")));
    expect(connection.sent.slice(4).map((line) => line.split(" | ").length)).toEqual([64, 512, 24]);
  });

  it("splits the first one early again after failed round trips", async () => {
    connection.broken = new Error("gone");
    await Promise.allSettled([read("a"), write("b", "1"), lane.send("INCR", ["n"])]);
    connection.broken = undefined;
    connection.sent.length = 0;
    await Promise.all(Array.from({ length: 100 }, (_, index) => read(`k${index}`)));
    expect(connection.sent.map((line) => line.split(" ").length - 1)).toEqual([64, 36]);
  });

  it("does not split a single call up to one batch", async () => {
    const keys = Array.from({ length: 700 }, (_, index) => `k${index}`);
    await readMany(keys.slice(0, 500), (all) => all);
    await readMany(keys, (all) => all);
    expect(connection.sent.map((line) => line.split(" ").length - 1)).toEqual([500, 512, 188]);
  });

  describe("with a caller who waits for each answer before the next call", () => {
    beforeEach(async () => {
      for (let index = 0; index < 20; index++) await read(`k${index}`);
      connection.sent.length = 0;
    });

    it("does not wait for the end of the turn", async () => {
      const order: string[] = [];
      setImmediate(() => order.push("the end of the turn"));
      await read("a").then(() => order.push("the answer"));
      await new Promise(setImmediate);
      expect(order).toEqual(["the answer", "the end of the turn"]);
    });

    it.each([
      ["answers come without a network", undefined],
      ["every call is rejected at once, as in an outage", new Error("unreachable")],
    ])("lets timers run if %s", async (_, trouble) => {
      connection.broken = trouble;
      let isOver = false;
      setTimeout(() => {
        isOver = true;
      }, 1);
      let reads = 0;
      while (!isOver && reads < 100_000) {
        await read("a").catch(() => {});
        reads++;
      }
      expect(isOver).toBe(true);
    });

    it("includes concurrent calls of others", async () => {
      await Promise.all([read("a"), Promise.resolve().then(() => read("b")), write("c", "1")]);
      expect(connection.sent).toEqual(["MGET a b", "SET c 1"]);
    });

    it("includes reads of many keys", async () => {
      connection.store.set("a", Buffer.from("1"));
      const many = readMany(["b", "a"], (all) => all.map(text));
      expect(await Promise.all([many, read("a")])).toEqual([[undefined, "1"], "1"]);
      await read("alone");
      expect(connection.sent).toEqual(["MGET b a", "GET alone"]);
    });

    it("rejects only the caller for unusable bytes, and for errors and the closing of its connection", async () => {
      const trouble = new Error("not this one");
      const fail = () => {
        throw trouble;
      };
      await expect(lane.read("a", fail, GROUP)).rejects.toBe(trouble);
      connection.send = fail;
      await expect(read("b")).rejects.toBe(trouble);
      connection = new RecordingConnection();
      await lane.close(async () => {}, true);
      await expect(read("c")).rejects.toMatchObject({ code: "ERR_CLOSED" });
      expect(connection.sent).toEqual([]);
    });

    it("waits for the end of the turn again as soon as there are other callers", async () => {
      await Promise.all([read("a"), read("b")]);
      const later = new Promise((resolve) => setImmediate(() => resolve(read("c"))));
      await Promise.all([later, new Promise((resolve) => setImmediate(() => resolve(read("d"))))]);
      expect(connection.sent).toEqual(["MGET a b", "MGET c d"]);
    });
  });

  it("splits batches by bytes, so that a large value does not delay later ones", async () => {
    await Promise.all([write("a", "big", 600_000), write("b", "2"), write("c", "3")]);
    expect(connection.sent).toEqual(["SET a big", "SET b 2 | SET c 3"]);
  });

  it("answers many keys in the requested order, across batches", async () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `k${index}`);
    for (const key of keys) connection.store.set(key, Buffer.from(key.toUpperCase()));
    const answers = await readMany([...keys, "none", "k7"], (all) => all.map(text));
    expect(answers).toEqual([...keys.map((key) => key.toUpperCase()), undefined, "K7"]);
  });

  it("fails only the write that Redis rejects, not its neighbours", async () => {
    connection.refused.add("b");
    const outcomes = await Promise.allSettled([write("a", "1"), write("b", "2"), write("c", "3")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("fails every member of a batch that fails as a whole, and sends nothing twice", async () => {
    connection.broken = new Error("gone");
    const outcomes = await Promise.allSettled([read("a"), write("b", "1"), read("c")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(connection.sent).toEqual(["MGET a c", "SET b 1"]);
  });

  it("fails only the read whose bytes cannot be used", async () => {
    const fail = () => {
      throw new Error("not readable");
    };
    const outcomes = await Promise.allSettled([read("a"), lane.read("b", fail, GROUP), read("c")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  describe("with a write whose value is still being encoded", () => {
    let answer: (value: string) => void;
    let failed: (error: Error) => void;
    let held: Promise<unknown>;

    beforeEach(() => {
      const value = new Promise<string>((resolve, reject) => {
        answer = resolve;
        failed = reject;
      });
      held = lane.hold(["big"], value, (ready) => write("big", ready));
    });

    it("delays later calls for this key, and not for other keys", async () => {
      const later = read("big");
      expect(await read("other")).toBe(undefined);
      expect(connection.sent).toEqual(["GET other"]);
      answer("value");
      expect(await later).toBe("value");
      await held;
    });

    it("keeps the order of several writes of this key", async () => {
      const second = lane.hold(["big"], Promise.resolve("second"), (ready) => write("big", ready));
      const third = write("big", "third");
      const many = readMany(["big", "other"], (all) => all.map(text));
      answer("first");
      await Promise.all([held, second, third]);
      expect(await many).toEqual(["third", undefined]);
      expect(connection.sent.join(" | ")).toContain("SET big first | SET big second | SET big third");
    });

    it("delays other commands, which may concern any key", async () => {
      const other = lane.send("DBSIZE", []);
      answer("value");
      await Promise.all([held, other]);
      expect(connection.sent).toEqual(["SET big value", "DBSIZE"]);
    });

    it("goes on if the value cannot be encoded", async () => {
      const later = read("big");
      failed(new Error("not compressible"));
      await expect(held).rejects.toThrow("not compressible");
      expect(await later).toBe(undefined);
    });
  });
});
