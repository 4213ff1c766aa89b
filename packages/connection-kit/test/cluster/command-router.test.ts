import { type Command, type Connection, ConnectionInterrupted, type Reply } from "@coffer/cache-core";
import { beforeEach, expect, it, vi } from "vitest";
import { CommandRouter } from "../../src/cluster/command-router.js";
import { NodeConnections } from "../../src/cluster/node-connections.js";
import { SlotMap } from "../../src/cluster/slot-map.js";

type Answer = (command: Command, asked: boolean) => Reply | Error;

const shard = { master: "a:1", replicas: ["r:1"] };

const GET: Command = ["GET", ["k"]];

/** A node's error reply with this text. */
function refusal(words: string): Error {
  return new ConnectionInterrupted("ERR_REPLY", words, { cause: new Error(words) });
}

let sent: string[];
let refreshes: (string | undefined)[];

beforeEach(() => {
  sent = [];
  refreshes = [];
});

/** A router to nodes with these answers; `asked` says whether the command was preceded by ASKING. */
function routerTo(answers: Readonly<Record<string, Answer>>, patience = 1_000): CommandRouter {
  const nodes = new NodeConnections({
    connect: (address) =>
      ({
        sendMany: async (commands: readonly Command[]) =>
          commands.map((command, index) => {
            sent.push(`${address} ${command[0]} ${command[1].join(" ")}`.trim());
            return answers[address]?.(command, commands[index - 1]?.[0] === "ASKING") ?? null;
          }),
      }) as unknown as Connection,
    disconnect: async () => {},
  });
  const router = new CommandRouter({
    nodes,
    refreshSoon: (suspect) => refreshes.push(suspect),
    addressOf: (announced) => {
      if (announced.endsWith(":0")) throw new Error("no address");
      return announced;
    },
    patience,
  });
  router.map = SlotMap.of([shard, shard, shard]);
  return router;
}

it("a command is redirected as often as nodes say that its slot is elsewhere, and later ones go there at once", async () => {
  const router = routerTo({
    "a:1": () => refusal("MOVED 0 b:1"),
    "b:1": () => refusal("MOVED 0 c:1"),
    "c:1": () => "found",
  });
  expect(await router.sendToMaster("a:1", [GET])).toEqual(["found"]);
  expect(sent).toEqual(["a:1 GET k", "b:1 GET k", "c:1 GET k"]);
  expect(router.map?.shardOf(0)?.master).toBe("c:1");
});

it("redirections of many slots are applied at once, and resent in one write, once more if necessary", async () => {
  const withMasters = vi.spyOn(SlotMap.prototype, "withMasters");
  const movedTo = (address: string): Answer => {
    return ([, [key]]) => refusal(`MOVED ${String(key).slice(1)} ${address}`);
  };
  const router = routerTo({ "a:1": movedTo("b:1"), "b:1": movedTo("c:1"), "c:1": () => "found" });
  const commands = [0, 1, 2].map((slot): Command => ["GET", [`k${slot}`]]);
  expect(await router.sendToMaster("a:1", commands)).toEqual(["found", "found", "found"]);
  expect(withMasters).toHaveBeenCalledTimes(2);
  expect(router.map?.masters).toEqual(["c:1"]);
  withMasters.mockRestore();
});

it("a redirection to an invalid address is the answer, and not a problem of the settings", async () => {
  const router = routerTo({ "a:1": () => refusal("MOVED 0 :0") });
  const [outcome] = await router.sendToMaster("a:1", [GET]);
  expect(outcome).toMatchObject({ code: "ERR_REPLY", message: "MOVED 0 :0" });
});

it("a key that has already moved is requested there, with ASKING, and the slot stays where it is", async () => {
  const router = routerTo({
    "a:1": () => refusal("ASK 0 b:1"),
    "b:1": (_, asked) => (asked ? "found" : refusal("MOVED 0 a:1")),
  });
  expect(await router.sendToMaster("a:1", [GET, GET])).toEqual(["found", "found"]);
  expect(sent.slice(2)).toEqual(["b:1 ASKING", "b:1 GET k", "b:1 ASKING", "b:1 GET k"]);
  expect(router.map?.shardOf(0)?.master).toBe("a:1");
});

it("nodes that redirect to each other get time to agree, but no more than SOCKET_TIMEOUT", async () => {
  let questions = 0;
  const answers: Record<string, Answer> = {
    "a:1": () => refusal("MOVED 0 b:1"),
    "b:1": () => (++questions < 5 ? refusal("MOVED 0 a:1") : "agreed"),
  };
  expect(await routerTo(answers).sendToMaster("a:1", [GET])).toEqual(["agreed"]);
  questions = Number.NEGATIVE_INFINITY;
  const [outcome] = await routerTo(answers, 100).sendToMaster("a:1", [GET]);
  expect(String(outcome)).toMatch(/MOVED 0/);
});

it.each(["ERR_NO_REPLY", "ERR_TIMEOUT", "ERR_UNREACHABLE"] as const)(
  "a command that failed with %s is not resent, and the node is checked",
  async (code) => {
    const failure = new ConnectionInterrupted(code, "gone");
    const router = routerTo({ "a:1": () => failure });
    expect(await router.sendToMaster("a:1", [GET])).toEqual([failure]);
    expect(sent).toEqual(["a:1 GET k"]);
    expect(refreshes).toEqual(["a:1"]);
  },
);

it("separated keys of one slot are read and deleted one by one", async () => {
  const router = routerTo({
    "a:1": ([name, keys]) => {
      if (keys.length > 1) return refusal("TRYAGAIN Multiple keys request during rehashing of slot");
      if (keys[0] === "gone") return refusal("ASK 0 b:1");
      return name === "MGET" ? ["here"] : 1;
    },
    "b:1": ([name]) => (name === "MGET" ? ["there"] : 1),
  });
  const keys = ["k", "gone"];
  expect(
    await router.sendToMaster("a:1", [
      ["MGET", keys],
      ["UNLINK", keys],
    ]),
  ).toEqual([["here", "there"], 2]);
});

it("a replica gets READONLY, and the primary gets what the replica rejects", async () => {
  const router = routerTo({
    "r:1": ([name, [key]]) =>
      name === "GET" && key === "k" ? refusal("MASTERDOWN Link with MASTER is down") : "replica's",
    "a:1": () => "master's",
  });
  expect(await router.readFromReplica("r:1", "a:1", [["GET", ["other"]], GET])).toEqual([
    "replica's",
    "master's",
  ]);
  expect(sent).toEqual(["r:1 READONLY", "r:1 GET other", "r:1 GET k", "r:1 READWRITE", "a:1 GET k"]);
});
