import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { CommandSender } from "@coffer/connection-kit";
import { emulations } from "./mock-emulations.js";
import { luaForMock } from "./mock-lua.js";
import type { MockMethods } from "./mock-methods.js";
import { scoresFromMock } from "./mock-scores.js";
import { fromMock, memberToMock } from "./mock-values.js";

/** Commands that compare members. The mock compares Buffers by identity. */
const WITH_MEMBERS = /^(S(ADD|REM|ISMEMBER|MISMEMBER|MOVE)|Z[A-Z]+)$/;

/**
 * Sends commands to ioredis-mock, which has neither `call` nor pipelines in which one command may fail. This class and the files named
 * mock-* correct the replies that differ from those of Redis.
 */
export class MockCommandSender implements CommandSender {
  readonly #methods: MockMethods;
  /** Executes one command after the other, since some consist of several commands of the mock. */
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
    // The mock's Lua accepts and returns only text.
    return this.#inTurn(() =>
      this.#method("eval")(luaForMock(script.source), keys.length, ...keys, ...args.map(memberToMock)),
    );
  }

  /** There is no connection that could fail, unless the application has disconnected the object. */
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

/** Restores Redis's message: the mock has another one for the most common error, and a prefix for errors of scripts. */
function refuse(error: Error): never {
  const message = / does not contain an? /.test(error.message)
    ? "WRONGTYPE Operation against a key holding the wrong kind of value"
    : error.message.replace(/^Error trying to loading or executing lua code string in VM: /, "");
  throw message === error.message ? error : new Error(message, { cause: error });
}
