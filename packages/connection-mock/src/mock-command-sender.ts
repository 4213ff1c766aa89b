import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { CommandSender } from "@coffer/connection-kit";
import { emulations } from "./mock-emulations.js";
import { luaForMock } from "./mock-lua.js";
import type { MockMethods } from "./mock-methods.js";
import { scoresFromMock } from "./mock-scores.js";
import { fromMock, memberToMock } from "./mock-values.js";

/** Commands that compare members, which the mock does by identity where they are Buffers. */
const WITH_MEMBERS = /^(S(ADD|REM|ISMEMBER|MISMEMBER|MOVE)|Z[A-Z]+)$/;

/**
 * Speaks to ioredis-mock, which has neither `call` nor pipelines in which one command may fail. Everything about its replies that
 * differs from Redis is put right here and in the files named mock-*.
 */
export class MockCommandSender implements CommandSender {
  readonly #methods: MockMethods;
  /** One command after the other, since some are put together from several of the mock's. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(native: object) {
    this.#methods = native as MockMethods;
  }

  call(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#inTurn(() => this.#execute(command.toUpperCase(), args));
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return Promise.all(
      commands.map(([command, args]) => this.call(command, args).catch((error: Error) => error)),
    );
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    // Its Lua takes and gives text alone.
    return this.#inTurn(() =>
      this.#method("eval")(luaForMock(script.source), keys.length, ...keys, ...args.map(memberToMock)),
    );
  }

  /** There is no connection to have trouble with, unless the object has been disconnected by hand. */
  isReply(error: Error): boolean {
    return !this.wasNotSent(error);
  }

  wasNotSent(error: Error): boolean {
    return error.message.includes("isn't writeable");
  }

  async #execute(command: string, args: readonly CommandArgument[]): Promise<unknown> {
    const given = WITH_MEMBERS.test(command) ? args.map(memberToMock) : args;
    const emulate = Object.hasOwn(emulations, command) ? emulations[command] : undefined;
    const reply = await (emulate === undefined
      ? this.#method(`${command.toLowerCase()}Buffer`)(...given)
      : emulate(this.#methods, given, command));
    return command.startsWith("Z") ? scoresFromMock(command, given, reply) : reply;
  }

  #method(name: string): (...args: readonly unknown[]) => Promise<unknown> {
    const method = this.#methods[name];
    if (typeof method === "function") return method;
    throw new Error(`ERR ioredis-mock has no ${name.replace(/Buffer$/, "").toUpperCase()}`);
  }

  #inTurn(work: () => Promise<unknown>): Promise<Reply> {
    const reply = this.#last.then(work).then(fromMock, refuse);
    this.#last = reply.catch(() => {});
    return reply;
  }
}

/** It has words of its own for the most common refusal, and puts some before an error of a script. */
function refuse(error: Error): never {
  const message = / does not contain an? /.test(error.message)
    ? "WRONGTYPE Operation against a key holding the wrong kind of value"
    : error.message.replace(/^Error trying to loading or executing lua code string in VM: /, "");
  throw message === error.message ? error : new Error(message, { cause: error });
}
