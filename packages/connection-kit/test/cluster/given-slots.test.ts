import { type Command, type Connection, ConnectionInterrupted, type Reply } from "@coffer/cache-core";
import { beforeEach, describe, expect, it } from "vitest";
import { keySlot } from "../../src/cluster/key-slot.js";
import { NodeAddresses } from "../../src/cluster/node-addresses.js";
import { RoutedClusterConnection } from "../../src/cluster/routed-cluster-connection.js";

const script = { name: "given slots", source: "return 1" };
const LAST_OF_A = 8191;

/** Keys of the first and the second node. */
const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
const [keyOfA, keyOfB] = [keys.find(isOfA), keys.find((key) => !isOfA(key))] as [string, string];

function isOfA(key: string): boolean {
  return keySlot(key) <= LAST_OF_A;
}

/** The commands to each node, without those of the discovery. */
let asked: Record<string, string[]>;
let cluster: RoutedClusterConnection;

beforeEach(async () => {
  asked = { "a:1": [], "b:1": [] };
  cluster = new RoutedClusterConnection({
    seeds: ["a:1"],
    addresses: new NodeAddresses((announced) => announced),
    native: () => ({ native: {}, open: async () => {}, close: () => {} }),
    where: "the cluster of a:1",
    secrets: [],
    readsFromReplicas: false,
    socketTimeout: 1_000,
    connectTimeout: 1_000,
    connect: nodeAt,
    disconnect: async () => {},
  });
  await cluster.ready();
  return () => cluster.close();
});

/** A node that has half of the slots, and knows who has the others. */
function nodeAt(address: string): Connection {
  const answer = (what: string, key: string): Reply => {
    asked[address]?.push(what);
    if (isOfA(key) === (address === "a:1")) return address;
    const cause = new Error(`MOVED ${keySlot(key)} ${isOfA(key) ? "a:1" : "b:1"}`);
    throw new ConnectionInterrupted("ERR_REPLY", cause.message, { cause });
  };
  return {
    native: undefined,
    send: async () => [
      [0, LAST_OF_A, [Buffer.from("a"), 1]],
      [LAST_OF_A + 1, 16_383, [Buffer.from("b"), 1]],
    ],
    sendMany: async (commands: readonly Command[]) =>
      commands.map(([name, args]) => {
        try {
          return answer(name, String(name === "EVAL" ? args[2] : args[0]));
        } catch (error) {
          return error as Error;
        }
      }),
    run: async ({ name }, [key]) => answer(name, key as string),
    ready: async () => {},
    close: async () => {},
  };
}

const ways = { "the cluster": () => cluster, "a node of it": () => cluster.at("a:1") };

describe.each(Object.entries(ways))("through %s", (_, way) => {
  it("a command goes to the node of its given slot, whatever its first argument is", async () => {
    const slot = keySlot(keyOfB);
    expect(await way().send("EVAL", ["return 1", 1, keyOfB], slot)).toBe("b:1");
    expect(await way().sendMany([["EVAL", ["return 1", 1, keyOfB], slot]])).toEqual(["b:1"]);
    expect(await way().run(script, [keyOfB], [], slot)).toBe("b:1");
    expect(asked).toEqual({ "a:1": [], "b:1": ["EVAL", "EVAL", script.name] });
  });

  it("a missing slot is computed, next to given ones", async () => {
    const commands: Command[] = [
      ["GET", [keyOfB]],
      ["MGET", [keyOfA], keySlot(keyOfA)],
    ];
    expect(await way().sendMany(commands)).toEqual(["b:1", "a:1"]);
    expect(await way().send("GET", [keyOfA])).toBe("a:1");
    expect(await way().run(script, [keyOfB], [])).toBe("b:1");
    expect(asked).toEqual({ "a:1": ["MGET", "GET"], "b:1": ["GET", script.name] });
  });

  it("a wrong slot costs only a redirection", async () => {
    const wrong = keySlot(keyOfB);
    expect(await way().send("GET", [keyOfA], wrong)).toBe("a:1");
    expect(await way().run(script, [keyOfA], [], wrong)).toBe("a:1");
    expect(asked).toEqual({ "a:1": ["GET", "EVAL"], "b:1": ["GET", script.name] });
  });

  it("an invalid slot has no node", async () => {
    for (const slot of [-1, 16_384, 0.5, Number.NaN]) {
      await expect(way().send("GET", [keyOfA], slot)).rejects.toMatchObject({
        code: "ERR_UNREACHABLE",
        message: expect.stringContaining(`no node serves slot ${slot}`),
      });
    }
    expect(asked).toEqual({ "a:1": [], "b:1": [] });
  });
});
