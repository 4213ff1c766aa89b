import type { Command, Reply } from "@coffer/cache-core";
import { expect, it } from "vitest";
import { Redirects } from "../../src/cluster/redirects.js";

it("commands are resent in the order in which they were first sent, in one write per node, with ASKING where needed", async () => {
  const writes: [string, Command[]][] = [];
  const redirects = new Redirects(
    async (address, commands) => {
      writes.push([address, [...commands]]);
      return commands.map(([name, [key]]) => `${name} ${key}`);
    },
    (_, redirected, outcomes) => {
      for (const [index, { settle }] of redirected.entries()) settle(outcomes[index] as Reply | Error);
    },
  );
  const add = (key: string, number: number, address: string, isAsk = false) =>
    new Promise<Reply | Error>((settle) => {
      redirects.add({ command: ["GET", [key]], address, isAsk, number, hops: 0, since: 0, settle });
    });
  // Since the replies of a later batch may be reported first.
  const outcomes = [add("third", 3, "a:1"), add("first", 1, "a:1", true), add("second", 2, "b:1")];
  expect(await Promise.all(outcomes)).toEqual(["GET third", "GET first", "GET second"]);
  expect(writes).toEqual([
    [
      "a:1",
      [
        ["ASKING", []],
        ["GET", ["first"]],
        ["GET", ["third"]],
      ],
    ],
    ["b:1", [["GET", ["second"]]]],
  ]);
});
