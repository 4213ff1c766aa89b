import type { Reply } from "@coffer/cache-core";
import { expect, it } from "vitest";
import { NodeAddresses } from "../../src/cluster/node-addresses.js";
import { readSlots } from "../../src/cluster/read-slots.js";
import { readAddressMap } from "../../src/settings/address-map.js";

const text = (value: string) => Buffer.from(value);
/** A range of slots and its nodes, as Redis 7 describes them. */
const range = (first: number, last: number, ...nodes: Reply[]): Reply => [first, last, ...nodes];
const node = (host: string | null, port: number, rest: Record<string, string> = {}): Reply => [
  host === null ? null : text(host),
  port,
  text("id"),
  Object.entries(rest).flat().map(text),
];
const addresses = (map?: unknown) => new NodeAddresses(readAddressMap(map, []));
const mastersIn = (reply: Reply, map?: unknown) => readSlots(reply, "seed:7000", addresses(map)).masters;

it("a primary with several ranges is one shard, with its replicas", () => {
  const map = readSlots(
    [
      range(0, 9, node("10.0.0.1", 1), node("10.0.0.2", 2)),
      range(20, 20, node("::1", 3)),
      range(30, 16_383, node("10.0.0.1", 1), node("10.0.0.2", 2)),
    ],
    "seed:7000",
    addresses(),
  );
  expect(map.shardOf(9)).toEqual({ master: "10.0.0.1:1", replicas: ["10.0.0.2:2"] });
  expect(map.shardOf(16_383)).toBe(map.shardOf(0));
  expect(map.shardOf(10)).toBeUndefined();
  expect(map.masters).toEqual(["10.0.0.1:1", "[::1]:3"]);
});

it.each([
  ["empty, as for a single node that does not know its own", node("", 7001), "seed:7001"],
  ["left out, as with cluster-preferred-endpoint-type unknown-endpoint", node(null, 7001), "seed:7001"],
  ["a name", node("one.example", 7001, { ip: "10.0.0.1" }), "one.example:7001"],
  ["an address, though there is a name", node("10.0.0.1", 7001, { hostname: "one" }), "10.0.0.1:7001"],
  ["?, if the node has no name", node("?", 7001, { ip: "10.0.0.1" }), "10.0.0.1:7001"],
])("a host that is %s", (_, named, expected) => {
  expect(mastersIn([range(0, 16_383, named)])).toEqual([expected]);
});

it("a node in CLUSTER NODES, which has both, is named as in CLUSTER SLOTS", () => {
  const announced = "10.0.0.9:7009@17009,nine.example";
  const after = (...named: Parameters<typeof node>) => {
    const known = addresses();
    readSlots([range(0, 1, node(...named))], "seed:7000", known);
    return known.ofLine(announced, "seed:7000");
  };
  expect(after("10.0.0.1", 1, { hostname: "one" })).toBe("10.0.0.9:7009");
  expect(after("one", 1, { ip: "10.0.0.1" })).toBe("nine.example:7009");
  expect(after(null, 1, { ip: "10.0.0.1" })).toBe("seed:7009");
});

it("a redirection without a host means the host of the redirecting node", () => {
  expect(addresses().ofRedirection(":7001", "10.0.0.1:7000")).toBe("10.0.0.1:7001");
  expect(addresses().ofRedirection("::1:7001", "10.0.0.1:7000")).toBe("[::1]:7001");
});

it("ADDRESS_MAP maps an announced address to another", () => {
  const map = { "10.0.0.1:1": "gateway:7001", "10.0.0.2": { host: "::1", port: 7002 }, "10.0.0.3": "third" };
  const read = (host: string | null, port: number) => mastersIn([range(0, 1, node(host, port))], map);
  expect(read("10.0.0.1", 1)).toEqual(["gateway:7001"]);
  expect(read("10.0.0.1", 2)).toEqual(["10.0.0.1:2"]);
  expect(read("10.0.0.3", 9)).toEqual(["third:9"]);
  const function_ = (address: string) => (address === "seed:1" ? "elsewhere:2" : undefined);
  expect(mastersIn([range(0, 1, node(null, 1))], function_)).toEqual(["elsewhere:2"]);
  expect(mastersIn([range(0, 1, node(null, 3))], function_)).toEqual(["seed:3"]);
});

it.each([
  ["no node with slots", [], /no node has any slot/],
  [
    "a node without a port",
    [range(0, 1, node("10.0.0.1", 0))],
    /without a port: does the cluster require TLS/,
  ],
  ["an invalid address", [range(0, 1, node("a b", 1))], /a b:1 is not the address/],
  ["something else", "OK", /CLUSTER SLOTS/],
  ["something else in a range", [null], /CLUSTER SLOTS/],
] as [string, Reply, RegExp][])("a reply that names %s is an error", (_, reply, message) => {
  expect(() => mastersIn(reply)).toThrow(message);
});
