import { createRequire } from "node:module";
import { type ParserHandlers, parserSuite, type ReplyParser } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./support/failures-of.js";

type ParserClass = new (handlers: ParserHandlers) => ReplyParser;

const require = createRequire(import.meta.url);

/** The package has no types. */
const RedisParser: ParserClass = require("redis-parser");

parserSuite({ describe, it, name: "redis-parser", create: (handlers) => new RedisParser(handlers) });

class Deaf implements ReplyParser {
  execute(): void {}
}

class Textual extends RedisParser {
  constructor(handlers: ParserHandlers) {
    super({ ...handlers, returnBuffers: false } as unknown as ParserHandlers);
  }
}

class Tolerant extends RedisParser {
  constructor(handlers: ParserHandlers) {
    super({ ...handlers, returnFatalError: () => {} });
  }
}

/** Treats each chunk as whole replies. */
class Hasty implements ReplyParser {
  readonly #handlers: ParserHandlers;
  constructor(handlers: ParserHandlers) {
    this.#handlers = handlers;
  }
  execute(chunk: Buffer): void {
    new RedisParser(this.#handlers).execute(chunk);
  }
}

let shared: Buffer[] = [];

/** Ignores that a reply may consist of several chunks. */
class Crowded extends RedisParser {
  override execute(chunk: Buffer): void {
    shared.push(chunk);
    const all = Buffer.concat(shared);
    if (all.at(-1) !== 0x0a) return;
    shared = [];
    super.execute(all);
  }
}

class Mild extends RedisParser {
  constructor(handlers: ParserHandlers) {
    const calm = (reply: unknown): unknown => {
      if (Array.isArray(reply)) return reply.map(calm);
      return reply instanceof Error ? reply.message : reply;
    };
    super({ ...handlers, returnReply: (reply) => handlers.returnReply(calm(reply) as null) });
  }
}

class Rough extends RedisParser {
  constructor(handlers: ParserHandlers) {
    const rough = (reply: unknown) => (typeof reply === "number" ? Math.fround(reply) : reply);
    super({ ...handlers, returnReply: (reply) => handlers.returnReply(rough(reply) as null) });
  }
}

/** Overwrites the chunk that it reads. */
class Scribbling extends RedisParser {
  override execute(chunk: Buffer): void {
    super.execute(Buffer.from(chunk));
    chunk.fill(0);
  }
}

class Generous extends RedisParser {
  readonly room: Buffer[] = [];
  override execute(chunk: Buffer): void {
    const [, length] = /^\$(\d+)\r\n$/.exec(chunk.toString("latin1")) ?? [];
    if (length !== undefined) this.room.push(Buffer.alloc(Number(length) / 8));
    super.execute(chunk);
  }
}

/** Keeps all bytes and parses them from the beginning for every chunk. */
class Forgetful implements ReplyParser {
  readonly #handlers: ParserHandlers;
  #all: Buffer = Buffer.alloc(0);
  #told = 0;
  constructor(handlers: ParserHandlers) {
    this.#handlers = handlers;
  }
  execute(chunk: Buffer): void {
    this.#all = Buffer.concat([this.#all, chunk]);
    let at = 0;
    const told = () => at++ >= this.#told;
    const { returnReply, returnError, returnFatalError } = this.#handlers;
    new RedisParser({
      returnReply: (reply) => told() && returnReply(reply),
      returnError: (error) => told() && returnError(error),
      returnFatalError: (error) => told() && returnFatalError(error),
      returnBuffers: true,
    }).execute(this.#all);
    this.#told = Math.max(this.#told, at);
  }
}

const MUTANTS: readonly (readonly [ParserClass, string])[] = [
  [Deaf, "every kind of reply is parsed"],
  [Deaf, "many replies in one chunk are parsed in their order"],
  [Textual, "bulk strings are Buffers with any bytes, also within arrays"],
  [Mild, "an error reply is an Error with Redis's message, also as an item of an array"],
  [Rough, "integers are exact up to 2^53, and rounded beyond"],
  [Hasty, "replies are parsed the same wherever the chunks begin and end"],
  [Hasty, "random replies in random chunks are parsed correctly"],
  [Crowded, "two parsers do not affect each other"],
  [Scribbling, "a reply does not change while more is parsed, and chunks are not changed"],
  [Forgetful, "a bulk string of many chunks is not copied for each chunk, which would take minutes"],
  [Tolerant, "invalid bytes are a fatal error, reported once, and nothing after them is parsed"],
  [Tolerant, "replies before invalid bytes are returned"],
  [Generous, "memory is allocated for received bytes, not for an announced length"],
];

describe("the parser suite fails", () => {
  it.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    const suite: Parameters<typeof failuresOf>[0] = (runner) =>
      parserSuite({ ...runner, create: (handlers) => new Mutant(handlers) });
    expect(await failuresOf(suite, title)).toEqual([title]);
  });
});
