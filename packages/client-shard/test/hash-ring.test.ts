import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { HashRing } from "@coffer/client-shard";
import { describe, expect, it } from "vitest";
import { hashedPart } from "../src/hashed-part.js";

interface RingVector {
  readonly nodes: readonly string[];
  readonly first_point: string;
  readonly last_point: string;
  readonly map: readonly { key: string; sha256: string; pos: number; node: string }[];
  readonly note?: string;
}

const file = new URL("../../../test/fixtures/interop-vectors.json", import.meta.url);
const { rings, hash_tags } = JSON.parse(readFileSync(file, "utf8")) as {
  rings: RingVector[];
  hash_tags: { key: string; hashed_part: string }[];
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the hash ring", () => {
  const described = rings.map((ring) => ({
    ...ring,
    title: `${ring.nodes.length} nodes, ${ring.nodes[0]} ...`,
  }));

  it.each(described)(
    "assigns every key of django-redis's vectors to the same node and position: $title",
    ({ nodes, map }) => {
      const ring = new HashRing(nodes);
      expect(map.length).toBeGreaterThan(5);
      for (const { key, pos, node } of map) {
        expect(ring.getNode(key), key).toBe(node);
        expect(ring.getPosition(key), key).toBe(pos);
      }
    },
  );

  it("has 128 points for each node, in the order of their texts", () => {
    for (const { nodes, first_point, last_point } of rings) {
      const points = nodes
        .flatMap((node) => Array.from({ length: 128 }, (_, x) => sha256(`${node}:${x}`)))
        .sort();
      expect([points.at(0), points.at(-1)]).toEqual([first_point, last_point]);
      // A key whose hash equals a point belongs to that point.
      const node = nodes[0] as string;
      const ring = new HashRing(nodes);
      expect(ring.getPosition(`${node}:77`)).toBe(points.indexOf(sha256(`${node}:77`)));
      expect(ring.getNode(`${node}:77`)).toBe(node);
    }
  });

  it("wraps to the last point below the first", () => {
    const { nodes, map } = rings.find(({ note }) => note?.includes("pos -1")) as RingVector;
    const ring = new HashRing(nodes);
    const wrapped = map.filter(({ pos }) => pos === -1);
    expect(wrapped.map(({ key }) => key)).toEqual(["w20", "w29"]);
    for (const { key } of wrapped) expect([...ring.iterateNodes(key)]).toEqual([ring.getNode(key)]);
  });

  it("does not depend on the order of the nodes; a third node moves about a third of the keys", () => {
    const nodes = ["redis://a/0", "redis://b/0", "redis://c/0"];
    const ring = new HashRing(nodes);
    const turned = new HashRing(nodes.toReversed());
    const fewer = new HashRing(nodes.slice(0, 2));
    let moved = 0;
    for (let n = 0; n < 5000; n++) {
      const node = ring.getNode(`k${n}`);
      expect(turned.getNode(`k${n}`)).toBe(node);
      if (fewer.getNode(`k${n}`) === node) continue;
      moved++;
      expect(node).toBe(nodes[2]);
    }
    expect(moved / 5000).toBeGreaterThan(0.2);
    expect(moved / 5000).toBeLessThan(0.5);
  });

  it("does not share its nodes with other rings", () => {
    const one = new HashRing(["a", "b"]);
    const other = new HashRing(["c"]);
    other.removeNode("c");
    other.addNode("d");
    expect(one.nodes).toEqual(["a", "b"]);
    expect(other.nodes).toEqual(["d"]);
    const given = ["x"];
    new HashRing(given).addNode("y");
    expect(given).toEqual(["x"]);
  });

  it("has no node for any key when it is empty", () => {
    const ring = new HashRing();
    expect(ring.getNode("k")).toBeUndefined();
    expect(ring.getPosition("k")).toBe(-1);
    expect([...ring.iterateNodes("k")]).toEqual([]);
  });

  it("reassigns only the keys of a removed node", () => {
    const ring = new HashRing(["a", "b", "c"]);
    const before = Array.from({ length: 500 }, (_, n) => ring.getNode(`k${n}`));
    ring.removeNode("b");
    expect(ring.nodes).toEqual(["a", "c"]);
    for (const [n, node] of before.entries()) {
      if (node === "b") expect(ring.getNode(`k${n}`)).not.toBe("b");
      else expect(ring.getNode(`k${n}`)).toBe(node);
    }
    expect(() => ring.removeNode("b")).toThrow(RangeError);
    ring.removeNode("a");
    ring.removeNode("c");
    expect(ring.getNode("k")).toBeUndefined();
  });

  it("does not show an unknown node, which may be a URL with a password", () => {
    const remove = () => new HashRing(["a"]).removeNode("redis://:secret@b/0");
    expect(remove).toThrow(/no such node/);
    expect(remove).not.toThrow(/secret/);
  });

  it("iterates over the nodes from a key to the end of the ring", () => {
    const ring = new HashRing(["a", "b", "c"]);
    const walk = [...ring.iterateNodes("k0")];
    expect(walk[0]).toBe(ring.getNode("k0"));
    expect(walk).toHaveLength(3 * 128 - ring.getPosition("k0"));
  });

  it("accepts a node twice without moving a key", () => {
    const ring = new HashRing(["a", "b"]);
    const doubled = new HashRing(["a", "b", "a"]);
    for (let n = 0; n < 500; n++) expect(doubled.getNode(`k${n}`)).toBe(ring.getNode(`k${n}`));
    doubled.removeNode("a");
    expect(doubled.nodes).toEqual(["b"]);
    expect(doubled.getNode("k1")).toBe("b");
  });

  it("accepts anything that converts to a string as a node", () => {
    const node = { toString: () => "node:0" };
    expect(new HashRing([node]).getNode("test0")).toBe(node);
  });
});

describe("the part of a key that is hashed", () => {
  it.each(hash_tags)("of $key is $hashed_part", ({ key, hashed_part }) => {
    expect(hashedPart(key)).toBe(hashed_part);
  });

  it.each([
    ["", ""],
    ["}", "}"],
    ["}{}", ""],
    ["{a\n}", "{a\n}"],
    ["{a}\r{b}", "b"],
    ["{a}\u2028{b}", "b"],
    ["{a}b{", "a"],
    ["{x{y}z}", "y}z"],
    ["a\n}{b}", "a\n}{b}"],
  ])("equals the match of django-redis's greedy expression: of %j %j", (key, part) => {
    const found = /^[^\n]*\{([^\n]*)\}/.exec(key);
    expect(found?.[1] ?? key).toBe(part);
    expect(hashedPart(key)).toBe(part);
  });

  it("is found in linear time in keys that are all braces", () => {
    const started = performance.now();
    expect(hashedPart(`}${"{".repeat(200_000)}`)).toHaveLength(200_001);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
