import type { Command, CommandArgument } from "@coffer/cache-core";
import { RequestEncoder } from "@coffer/connection-kit";
import { RespClient } from "@coffer/connection-resp";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPretender } from "./pretender.js";

let server: RedisServer;
let client: RespClient;
beforeAll(async () => {
  server = await startServer();
  client = new RespClient({ host: "127.0.0.1", port: server.port, db: 1 });
  await client.connect();
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

/** Commands encoded by the encoder, which has its own tests. */
function asResp(commands: readonly Command[]): Buffer {
  const pieces = new RequestEncoder().encode(commands);
  return Buffer.concat(
    pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece, "latin1"))),
  );
}

/** Sends batches, one after the other, and returns everything that has arrived. */
async function sent(batches: readonly (readonly Command[])[]): Promise<Buffer> {
  const all = asResp(batches.flat());
  await using pretender = await startPretender(() => undefined);
  const client = new RespClient({ host: "127.0.0.1", port: pretender.port });
  await client.connect();
  const replies = batches.map((batch) => client.sendMany(batch));
  await eventually(() => expect(pretender.received().length).toBeGreaterThanOrEqual(all.length));
  client.destroy();
  await Promise.all(replies);
  return pretender.received();
}

const argument: fc.Arbitrary<CommandArgument> = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
  fc.bigInt(),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);
const command: fc.Arbitrary<Command> = fc.tuple(
  fc.constantFrom("SET", "get", "Mget", "JSON.SET"),
  fc.array(argument, { maxLength: 5 }),
);

it("sends strings, numbers, bigints and Buffers as RESP, with any content and in any mix", async () => {
  const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(batches, async (batches) => {
      expect((await sent(batches)).equals(asResp(batches.flat()))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it("sends arguments of any length, also long strings and large Buffers", async () => {
  const long = [
    "x".repeat(1023),
    "x".repeat(1024),
    "ü".repeat(20_000),
    "y".repeat(3_000_000),
    Buffer.alloc(16_384, 1),
  ];
  const batches = [
    [["SET", ["a", long[0] as string]]],
    long.map((value, n) => ["SET", [`key${n}`, value]] as const),
    [["MSET", ["ключ", Buffer.alloc(200_000, 255), "a", Buffer.from([255]), "b", "ASCII"]]],
    Array.from({ length: 40 }, (_, n) => ["SET", [`k${n}`, "z".repeat(100_000)]] as const),
    [["GET", ["ASCII again"]]],
  ] as const;
  expect((await sent(batches)).equals(asResp(batches.flat()))).toBe(true);
});

it("writes the commands of one turn at once", async () => {
  await client.call("PING");
  const reads = async () => Number((await server.info("stats")).total_reads_processed);
  const before = await reads();
  const calls = Array.from({ length: 20 }, (_, n) => client.call("SET", `k${n}`, Buffer.from([n])));
  const batch = client.sendMany(Array.from({ length: 20 }, (_, n) => ["GET", [`k${n}`]] as const));
  expect((await Promise.all(calls)).every((reply) => reply === "OK")).toBe(true);
  expect(await batch).toEqual(Array.from({ length: 20 }, (_, n) => Buffer.from([n])));
  // The other one is that of INFO itself.
  expect(await reads()).toBe(before + 2);
});

it("keeps the order of replies across the removal of completed entries", async () => {
  const numbers = Array.from({ length: 5000 }, (_, n) => String(n));
  const replies = await Promise.all(numbers.map((n) => client.call("ECHO", n)));
  expect(replies.map(String)).toEqual(numbers);
});

it.each(["SUBSCRIBE", "psubscribe", "SSubscribe", "UNSUBSCRIBE", "MONITOR", "SYNC", "PSYNC"])(
  "rejects %s, whose replies would be assigned to other commands",
  (name) => {
    expect(() => client.call(name, "x")).toThrow(
      /is not sent: on this connection every command has one reply/,
    );
  },
);

it("rejects CLIENT REPLY, and no other CLIENT", async () => {
  expect(await client.call("CLIENT", "ID")).toBeTypeOf("number");
  expect(() => client.call("CLIENT", "REPLY", "OFF")).toThrow(/CLIENT REPLY is not sent/);
  expect(() => client.call("client", "reply", "skip")).toThrow(/CLIENT REPLY is not sent/);
  expect(await client.call("CLIENT", "ID")).toBeTypeOf("number");
});

it("rejects an invalid command, and then sends nothing of its batch", async () => {
  const bad: readonly (readonly [name: unknown, args: readonly unknown[], why: RegExp])[] = [
    ["", [], /"" is not the name of a command/],
    ["GET key", [], /"GET key" is not the name/],
    ["GET\r\nx", [], /is not the name/],
    ["gét", [], /is not the name/],
    ["SET", ["key", undefined], /an argument of SET must be a string, .*, got undefined/],
    ["SET", ["key", null], /an argument of SET .* got object/],
    ["SET", ["key", { a: 1 }], /got object/],
    ["SET", ["key", true], /got boolean/],
    ["SET", [Buffer.from("a Buffer first"), Symbol("secret")], /got symbol/],
  ];
  await client.call("FLUSHDB");
  for (const [name, args, why] of bad) {
    const batch = [
      ["SET", ["other", "1"]],
      [name, args],
    ] as unknown as Command[];
    expect(() => client.sendMany(batch)).toThrow(why);
    expect(() => client.sendMany(batch)).toThrow(TypeError);
  }
  expect(await client.call("DBSIZE")).toBe(0);
});
