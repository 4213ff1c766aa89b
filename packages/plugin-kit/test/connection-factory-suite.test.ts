import { setTimeout as sleep } from "node:timers/promises";
import type { Command, CommandArgument, Connection, Reply } from "@coffer/cache-core";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./support/failures-of.js";
import { MemoryConnection, MemoryConnectionFactory } from "./support/memory-connection.js";
import type { MemoryDatabase } from "./support/memory-database.js";

connectionFactorySuite({
  describe,
  it,
  name: "a connection factory in memory",
  create: (options) => new MemoryConnectionFactory(options),
  url: "memory://good",
  capabilities: { scriptFlush: false, tracking: false },
});

class DecodedText extends MemoryConnection {
  override async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const reply = await super.send(command, args);
    return Buffer.isBuffer(reply) ? reply.toString() : reply;
  }
}

class Numbers extends MemoryConnection {
  override async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const reply = await super.send(command, args);
    return command === "ZSCORE" ? Number(reply) : reply;
  }
}

class Pairs extends MemoryConnection {
  override async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const reply = await super.send(command, args);
    return command === "HGETALL" && Array.isArray(reply) && reply.length > 0
      ? [reply.slice(0, 2), reply.slice(2)]
      : reply;
  }
}

class Hasty extends MemoryConnection {
  #count = 0;
  override async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    if (command === "RPUSH" && this.#count++ % 2 === 0) await sleep(2);
    return super.send(command, args);
  }
}

class AllOrNothing extends MemoryConnection {
  override async sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return Promise.all(commands.map(([name, args]) => this.send(name, args)));
  }
}

class Codeless extends MemoryConnection {
  protected override execute(command: string, args: readonly CommandArgument[]): Reply {
    try {
      return super.execute(command, args);
    } catch (error) {
      throw (error as Error).cause;
    }
  }
}

class Patient extends MemoryConnection {
  protected override async reach(): Promise<void> {
    await super.reach().catch(() => sleep(60_000, undefined, { ref: false }));
  }
}

class Forgetful extends MemoryConnection {
  #hasFailed = false;
  protected override async reach(): Promise<void> {
    await super.reach().catch(async (error) => {
      if (this.#hasFailed) await sleep(60_000, undefined, { ref: false });
      this.#hasFailed = true;
      throw error;
    });
  }
}

class Leaking extends MemoryConnection {
  override async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const answer = super.send(command, args);
    void answer.then(() => {});
    return answer;
  }
}

class Grumpy extends MemoryConnection {
  #closed = false;
  override async close(): Promise<void> {
    if (this.#closed) throw new Error("closed already");
    this.#closed = true;
  }
}

class Swapping extends MemoryConnection {
  override async run(...[script, keys, args]: Parameters<Connection["run"]>): Promise<Reply> {
    const reply = await super.run(script, keys, args);
    return Array.isArray(reply) ? reply.reverse() : reply;
  }
}

class Showing extends MemoryConnection {
  readonly params: unknown;
  constructor(...given: ConstructorParameters<typeof MemoryConnection>) {
    super(...given);
    this.params = given[0];
  }
}

/** A defect, and a case that must detect it. */
const MUTANTS: readonly (readonly [typeof MemoryConnection, string])[] = [
  [DecodedText, "bulk strings are Buffers, byte by byte"],
  [Numbers, "scores are bulk strings, and pairs are flat"],
  [Pairs, "maps are flat lists"],
  [Hasty, "commands arrive in the order of the calls"],
  [Hasty, "send, sendMany and run keep their order relative to each other"],
  [AllOrNothing, "an error in sendMany is the result of its command, and the others are answered"],
  [Codeless, "a command that Redis rejects is ERR_REPLY with Redis's message and a cause"],
  [Codeless, "a failing script is ERR_REPLY"],
  [Patient, "with a refused connection every call fails in time, as never sent"],
  [Patient, "with a server that accepts but never answers, every call fails in time"],
  [Patient, "with a server that hangs up, every call fails in time"],
  [Forgetful, "during a known outage calls fail at once"],
  [Leaking, "calls whose results are not awaited cause no unhandled rejection"],
  [Showing, "neither messages nor the connection itself show the password"],
  [Grumpy, "close never rejects: unused, used, or already closed"],
  [Swapping, "a script receives its keys and arguments, and its reply has the usual shapes"],
];

class Lax extends MemoryConnectionFactory {
  override validate(): void {}
}

class Talkative extends MemoryConnectionFactory {
  override validate(url: string): void {
    try {
      super.validate(url);
    } catch (error) {
      (error as Error).message += `: ${url}`;
      throw error;
    }
  }
}

class Unhooked extends MemoryConnectionFactory {
  override getConnection(params: Parameters<MemoryConnectionFactory["getConnection"]>[0]): Connection {
    return this.getConnectionPool(params)(params);
  }
}

const FACTORIES: readonly (readonly [typeof MemoryConnectionFactory, string])[] = [
  [Lax, "an invalid URL is ImproperlyConfigured, and its password is not shown"],
  [Talkative, "an invalid URL is ImproperlyConfigured, and its password is not shown"],
  [Unhooked, "each hook calls the next one, and the last is called for a new pool only"],
];

const suite =
  (Factory: typeof MemoryConnectionFactory): Parameters<typeof failuresOf>[0] =>
  (runner) =>
    connectionFactorySuite({ ...runner, create: (options) => new Factory(options), url: "memory://broken" });

describe("the connection factory suite fails", () => {
  // Concurrently: some of them fail when a case has hung for ten seconds.
  it.concurrent.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    class Factory extends MemoryConnectionFactory {
      protected override make(
        params: ConstructorParameters<typeof MemoryConnection>[0],
        database: MemoryDatabase,
      ) {
        return new Mutant(params, database);
      }
    }
    expect(await failuresOf(suite(Factory), title)).toEqual([title]);
  });

  it.each(FACTORIES)("on %o: %s", async (Mutant, title) => {
    expect(await failuresOf(suite(Mutant), title)).toEqual([title]);
  });
});
