import { expect, it } from "vitest";
import { readSlotClaims } from "../../src/cluster/slot-claims.js";

const REPLY = `a1 127.0.0.1:7000@17000,one.example myself,master - 0 0 1 connected 0-2 7 [93->-c3] [77-<-b2] [78-<-b2]
b2 127.0.0.1:7001@17001 master - 0 1 2 connected 8-20 [93-<-a1]
c3 ::1:7002@17002 master - 0 1 3 connected
`;

it("a node's line about itself is used, and not those about others", () => {
  const { owned, importing, migrationTargets } = readSlotClaims(REPLY, (announced) => `at ${announced}`);
  expect([...owned]).toEqual([0, 1, 2, 7]);
  expect([...importing]).toEqual([77, 78]);
  expect(migrationTargets).toEqual(["at ::1:7002@17002"]);
});

it("a node without slots claims none", () => {
  const { owned, importing, migrationTargets } = readSlotClaims(
    "a1 :7000@17000 myself,master - 0 0 0 connected\n",
    String,
  );
  expect([owned.size, importing.size, migrationTargets.length]).toEqual([0, 0, 0]);
});
