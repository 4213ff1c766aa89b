import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import type { Script } from "@coffer/cache-core";
import type { CaseBody, Cases, ConditionalCase } from "../suite/cases.js";
import { needing } from "../suite/needing.js";
import type { ConnectionContext } from "./connection-context.js";
import { WatchedLink } from "./watched-link.js";

const SET: Script = {
  name: "plugin-kit:set-all",
  source: "for _, key in ipairs(KEYS) do redis.call('SET', key, 'x') end return #KEYS",
};
const MANY = 20_000;
const BATCH = 10_000;

interface LinkContext extends ConnectionContext {
  /** Opens a tracking link, of all keys if no prefixes are given. It is closed after the case. */
  open(where?: { readonly url?: string; readonly prefixes?: readonly string[] }): WatchedLink;
}

/** A case that opens links. */
function opening(run: CaseBody<LinkContext>, needs = "tracking"): ConditionalCase<ConnectionContext> {
  return needing(needs, async (context) => {
    const { factory } = context;
    const opened: WatchedLink[] = [];
    const open: LinkContext["open"] = ({ url = context.url, prefixes = [""] } = {}) => {
      const link = new WatchedLink({ factory, url, prefixes });
      opened.push(link);
      return link;
    };
    try {
      await run({ ...context, open });
    } finally {
      for (const { link } of opened) await link.close();
    }
  });
}

/** A case with an armed link for all keys. */
function linked(
  run: CaseBody<LinkContext & { readonly all: WatchedLink }>,
): ConditionalCase<ConnectionContext> {
  return opening(async (context) => {
    const all = context.open();
    await all.is("armed");
    await run({ ...context, all });
  });
}

export const tracking: Cases<ConnectionContext> = {
  "a link is disconnected until it is armed, and then proves by when it sent a question": opening(
    async ({ open }) => {
      const before = performance.now();
      const watched = open();
      const { link, changes } = watched;
      assert.equal(link.state, "disconnected");
      assert.equal(link.proof, Number.NEGATIVE_INFINITY);
      await watched.is("armed");
      assert.deepEqual(changes, [{ state: "armed", reason: undefined }]);
      assert.ok(link.proof > before && link.proof <= performance.now());
      await watched.settled();
      assert.ok(link.proof <= performance.now());
    },
  ),

  "keys that other clients set, change and delete are reported": linked(async ({ connection, all }) => {
    const commands = [
      ["SET", "set"],
      ["APPEND", "append", "x"],
      ["HSET", "hash", "field", "x"],
      ["INCR", "count"],
      ["EXPIRE", "set", "100"],
      ["DEL", "append"],
      ["UNLINK", "hash"],
    ];
    for (const [command, key = "", ...rest] of commands) {
      await all.settled();
      all.invalidated.length = 0;
      await connection.send(command as string, command === "SET" ? [key, "x"] : [key, ...rest]);
      await all.has(key);
    }
  }),

  "all keys written by a script or a batch are reported": linked(async ({ connection, all }) => {
    await connection.run(SET, ["{s}:1", "{s}:2"], []);
    await connection.sendMany([
      ["SET", ["{s}:3", "x"]],
      ["SET", ["{s}:4", "x"]],
    ]);
    for (const key of ["{s}:1", "{s}:2", "{s}:3", "{s}:4"]) await all.has(key);
  }),

  "an expired key is reported": linked(async ({ connection, all }) => {
    await connection.send("SET", ["short", "x", "PX", 200]);
    await all.until(
      "short has expired",
      async () => (await connection.send("EXISTS", ["short"])) === 0 && all.invalidated.length >= 2,
    );
    assert.deepEqual(new Set(all.invalidated), new Set(["short"]));
  }),

  "FLUSHDB is reported as null": linked(async ({ connection, all }) => {
    await connection.send("SET", ["k", "x"]);
    await connection.send("FLUSHDB", []);
    await all.has(null);
    assert.deepEqual(all.invalidated, ["k", null]);
  }),

  "only keys with one of the prefixes are reported, in any script": linked(async ({ connection, open }) => {
    const some = open({ prefixes: ["app:1:", "größe:"] });
    await some.is("armed");
    const keys = ["app:1:", "app:1:k", "app:2:k", "größe:ü", "grö", "other", "app:1:ключ"];
    for (const key of keys) await connection.send("SET", [key, "x"]);
    await some.settled();
    assert.deepEqual([...some.invalidated].sort(), ["app:1:", "app:1:k", "app:1:ключ", "größe:ü"]);
  }),

  "a write before an answered question was sent has been reported": linked(async ({ connection, all }) => {
    for (let n = 0; n < 10; n += 1) {
      await connection.send("SET", [`n:${n}`, "x"]);
      await all.settled();
      assert.equal(all.invalidated.at(-1), `n:${n}`);
    }
  }),

  "20,000 keys are all reported": linked(async ({ connection, all }) => {
    for (let first = 0; first < MANY; first += BATCH) {
      const keys = Array.from({ length: BATCH }, (_, n) => `many:${first + n}`);
      await connection.sendMany(keys.map((key) => ["SET", [key, "x"]] as const));
    }
    await all.settled();
    assert.equal(new Set(all.invalidated).size, MANY);
    await connection.send("FLUSHDB", []);
    await all.has(null);
  }),

  "a killed link is disconnected, reconnects by itself, and reports again": linked(
    async ({ connection, all }) => {
      const id = await linkId(connection);
      await connection.send("CLIENT", ["KILL", "ID", id]);
      await all.until("it is armed again", () => all.changes.length >= 3);
      assert.deepEqual(
        all.changes.map(({ state }) => state),
        ["armed", "disconnected", "armed"],
      );
      assert.ok(all.changes[1]?.reason instanceof Error);
      await connection.send("SET", ["after", "x"]);
      await all.has("after");
    },
  ),

  "a closed link reports nothing more and has no socket, also if it is closed twice": linked(
    async ({ connection, all, open, deadUrl }) => {
      const id = await linkId(connection);
      const { calls } = all;
      await all.link.close();
      await all.link.close();
      assert.equal(all.link.state, "disconnected");
      assert.equal(all.link.proof, Number.NEGATIVE_INFINITY);
      const lines = async () => String(await connection.send("CLIENT", ["LIST"])).split("\n");
      await all.until("its socket is gone", async () =>
        (await lines()).every((line) => !line.startsWith(`id=${id} `)),
      );
      const other = open();
      await other.is("armed");
      await connection.send("SET", ["late", "x"]);
      await other.has("late");
      assert.equal(all.calls, calls);
      await open({ url: deadUrl }).link.close();
    },
  ),

  "a user without the right to track keys is unsupported, until it is granted": linked(
    async ({ connection, open, url }) => {
      const user = `untold-${process.pid}`;
      const rights = ["on", ">s3cret", "~*", "&*", "+@all"];
      try {
        await connection.send("ACL", ["SETUSER", user, ...rights, "-client"]);
        const refused = open({ url: as(user, "s3cret", url) });
        await refused.is("unsupported");
        assert.match(String(refused.lastReason?.message), /NOPERM/);
        assert.doesNotMatch(textOf(refused.lastReason), /s3cret/);
        assert.equal(refused.link.proof, Number.NEGATIVE_INFINITY);
        await connection.send("ACL", ["SETUSER", user, "+client"]);
        await refused.is("armed");
        await connection.send("SET", ["now", "x"]);
        await refused.has("now");
      } finally {
        await connection.send("ACL", ["DELUSER", user]);
      }
    },
  ),

  "a wrong password is disconnected, with a reason that does not show it": opening(async ({ open, url }) => {
    const refused = open({ url: as("nobody", "s3cret", url) });
    await refused.until("it has failed", ({ changes }) => changes.length > 0);
    assert.deepEqual(
      refused.changes.map(({ state }) => state),
      ["disconnected"],
    );
    assert.match(String(refused.lastReason?.message), /WRONGPASS/);
    assert.doesNotMatch(textOf(refused.lastReason), /s3cret/);
  }),

  "an unreachable server is disconnected, with one reason for all attempts": opening(
    async ({ open, deadUrl }) => {
      const watched = open({ url: deadUrl });
      await watched.until("it has failed", ({ changes }) => changes.length > 0);
      assert.equal(watched.link.state, "disconnected");
      assert.ok(watched.lastReason instanceof Error);
      await watched.link.close();
      assert.equal(watched.changes.length, 1);
    },
    "tracking outages",
  ),

  "a link with an invalid URL is ImproperlyConfigured": opening(async ({ open }) => {
    for (const url of ["nonsense", "redis://user:s3cret@host:notaport/0"]) {
      assert.throws(
        () => open({ url }),
        (error: Error & { code?: string }) =>
          error.code === "ERR_IMPROPERLY_CONFIGURED" && !error.message.includes("s3cret"),
      );
    }
  }),
};

/** The id of the only client that the server redirects to itself. */
async function linkId(connection: ConnectionContext["connection"]): Promise<number> {
  const lines = String(await connection.send("CLIENT", ["LIST"])).split("\n");
  const ids = lines.flatMap((line) => {
    const id = /^id=(\d+) /.exec(line)?.[1];
    return id !== undefined && line.includes(` redir=${id} `) ? [Number(id)] : [];
  });
  assert.equal(ids.length, 1, `there is one link, not ${ids.length}`);
  return ids[0] as number;
}

function as(user: string, password: string, url: string): string {
  return url.replace(/^(\w+:\/\/)(?:[^/@]*@)?/, `$1${user}:${password}@`);
}

/** Everything that an error says, including its causes. */
function textOf(error: Error | undefined): string {
  return error === undefined ? "" : `${error.message} ${error.stack} ${textOf(error.cause as Error)}`;
}
