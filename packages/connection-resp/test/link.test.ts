import type { Socket } from "node:net";
import { ConnectionFactory } from "@coffer/connection-resp";
import { describe, expect, it } from "vitest";
import { watchLink } from "../../../test/suites/watch-link.js";
import { type Pretender, startPretender } from "./pretender.js";

const SUBSCRIBED = "*3\r\n$9\r\nsubscribe\r\n$20\r\n__redis__:invalidate\r\n:1\r\n";
const PONG = "*2\r\n$4\r\npong\r\n$0\r\n\r\n";

type Replies = Readonly<Record<string, string>>;

const USUAL: Replies = { ID: ":7\r\n", TRACKING: "+OK\r\n", SUBSCRIBE: SUBSCRIBED };

/**
 * A server that arms links as Redis does, with other replies to some commands.
 * @param pongs the replies to PING on all armed connections, one after the other; then the usual one.
 */
function startTelling(others: Replies, pongs: readonly string[] = []): Promise<Pretender> {
  const subscribers = new WeakSet<Socket>();
  const left = [...pongs];
  const reply = (name: string, socket: Socket): string | undefined => {
    if (name === "SUBSCRIBE") subscribers.add(socket);
    if (name !== "PING") return others[name] ?? USUAL[name];
    return subscribers.has(socket) ? (left.shift() ?? PONG) : "+PONG\r\n";
  };
  return startPretender((received, socket) => {
    const names = received.match(/\b(ID|TRACKING|SUBSCRIBE|PING)\b/g) ?? [];
    return names.map((name) => reply(name, socket)).join("");
  });
}

describe("a tracking link", () => {
  it.each([
    ["has lost the target of its redirection", "*2\r\n$21\r\ntracking-redir-broken\r\n:7\r\n"],
    ["sends an invalid reply", "?what\r\n"],
    ["sends a reply without a command", `${PONG}${PONG}`],
    ["is loading", "-LOADING Redis is loading the dataset in memory\r\n"],
  ])("is disconnected from a server that %s, and armed on the next connection", async (_, nonsense) => {
    await using pretender = await startTelling({}, [PONG, PONG, nonsense]);
    const watched = watchLink(new ConnectionFactory(), pretender.url);
    await expect.poll(() => watched.changes).toEqual(["armed", "disconnected", "armed"]);
  });

  it.each<[which: string, others: Replies]>([
    [
      "older than Redis 6",
      { TRACKING: "-ERR Unknown subcommand or wrong number of arguments for 'TRACKING'\r\n" },
    ],
    ["without prefixes in tracking", { TRACKING: "-ERR syntax error\r\n" }],
    ["without CLIENT", { ID: "-ERR unknown command 'CLIENT', with args beginning with: 'ID'\r\n" }],
  ])("is unsupported by a server %s", async (_, others) => {
    await using pretender = await startTelling(others);
    const watched = watchLink(new ConnectionFactory(), pretender.url);
    await watched.is("unsupported");
    expect(watched.reason()).toMatch(/refused CLIENT TRACKING.*: ERR .*\. Redis reports changed keys since/);
    expect(watched.changes).toEqual(["unsupported"]);
  });

  it.each([
    ["without prefixes, which would mean all keys", { prefixes: [] }, /prefixes is empty.*\[""\]/],
    ["with overlapping prefixes, which Redis refuses", { prefixes: ["b", "a:1", "a:"] }, /"a:1" begins with/],
    ["with one prefix twice", { prefixes: ["a", "a"] }, /"a" begins with the prefix "a"/],
    ["with an invalid time", { every: 0 }, /every must be a number of milliseconds/],
  ])("is refused %s", (_, options, message) => {
    expect(() => watchLink(new ConnectionFactory(), "redis://127.0.0.1:1", options)).toThrow(message);
  });
});
