import { expect, it } from "vitest";
import { readSlotClaims } from "../../src/cluster/slot-claims.js";
import { SLOTS } from "../../src/cluster/slot-map.js";
import { SlotSet } from "../../src/cluster/slot-set.js";

const ownedSlots = (owned: SlotSet) =>
  Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => owned.has(slot));

const REPLY = `a1 127.0.0.1:7000@17000,one.example myself,master - 0 0 1 connected 0-2 7 [93->-c3] [77-<-b2] [78-<-b2]
b2 127.0.0.1:7001@17001 master - 0 1 2 connected 8-20 [93-<-a1]
c3 ::1:7002@17002 master - 0 1 3 connected
`;

it("a node's line about itself is used, and not those about others", () => {
  const { owned, importing, migrationTargets } = readSlotClaims(REPLY, (announced) => `at ${announced}`);
  expect(ownedSlots(owned)).toEqual([0, 1, 2, 7]);
  expect([...importing]).toEqual([77, 78]);
  expect(migrationTargets).toEqual(["at ::1:7002@17002"]);
});

it("a node without slots claims none", () => {
  const { owned, importing, migrationTargets } = readSlotClaims(
    "a1 :7000@17000 myself,master - 0 0 0 connected\n",
    String,
  );
  expect([ownedSlots(owned).length, importing.size, migrationTargets.length]).toEqual([0, 0, 0]);
});

it("names the first slot that a set of slots lacks", () => {
  const [few, many] = [new SlotSet(), new SlotSet()];
  few.addRange(0, 5);
  many.addRange(0, 9);
  expect([many.firstMissing(few), few.firstMissing(many)]).toEqual([undefined, 6]);
  few.addAll(many);
  expect(few.firstMissing(many)).toBe(undefined);
});
