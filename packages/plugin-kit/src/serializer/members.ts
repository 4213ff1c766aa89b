import assert from "node:assert/strict";
import type { Serializer } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import type { SerializerContext } from "./serializer-context.js";

const MEMBERS: readonly unknown[] = [
  "text",
  "ümlaut 😀",
  "",
  "5",
  true,
  null,
  1.5,
  [1, "1"],
  { a: [1.5], b: null },
];

export const members: Cases<SerializerContext> = {
  "equal members are equal bytes, at any time and from any instance": ({ serializer, another }) => {
    const other = another();
    for (const member of MEMBERS) {
      const bytes = dumpedMember(serializer, member);
      assert.deepEqual(dumpedMember(serializer, structuredClone(member)), bytes);
      serializer.dumps({ something: "else" });
      assert.deepEqual(dumpedMember(other, structuredClone(member)), bytes);
    }
  },

  "different members are different bytes": ({ serializer }) => {
    const seen = new Set(MEMBERS.map((member) => dumpedMember(serializer, member).toString("latin1")));
    assert.equal(seen.size, MEMBERS.length);
  },

  "members come back equal": ({ serializer }) => {
    for (const member of MEMBERS)
      assert.deepEqual(serializer.loads(dumpedMember(serializer, member)), member);
  },

  "undefined, functions and symbols are rejected as members": ({ serializer }) => {
    assert.throws(() => dumpedMember(serializer, () => 1));
    assert.throws(() => dumpedMember(serializer, [Symbol("s")]));
  },
};

function dumpedMember(serializer: Serializer, member: unknown): Buffer {
  return Buffer.from(serializer.dumpsMember?.(member) ?? serializer.dumps(member));
}
