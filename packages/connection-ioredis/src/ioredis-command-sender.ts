import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { CommandSender } from "@coffer/connection-kit";
import { BareSender } from "./bare-sender.js";
import type { Native, NativeClass } from "./native.js";

/** The methods of ioredis 5 and 6. Arguments may be arrays, which are not copied to the stack. */
interface IoredisNative extends Native {
  callBuffer(command: string, args: readonly CommandArgument[]): Promise<Reply>;
  pipeline(): IoredisPipeline;
  defineCommand(name: string, definition: { lua: string }): void;
}

interface IoredisPipeline {
  callBuffer(command: string, args: readonly CommandArgument[]): unknown;
  exec(): Promise<[error: Error | null, reply: Reply][]>;
}

/** Commands that change the state of the connection. The driver has to send them itself, to know that state. */
const CONCERNS_CONNECTION = /^(AUTH|HELLO|SELECT|CLIENT|QUIT|RESET|MONITOR|[PS]?(UN)?SUBSCRIBE)$/i;

/** The driver's errors for a command that it did not send. */
const NOT_SENT = /isn't writeable|in subscriber mode|in monitoring mode/;

/** The driver's errors for a missing connection. */
const UNEXPLAINED_LOSS = /^(Connection is closed|Stream isn't writeable)/;

type ScriptMethod = (args: readonly CommandArgument[]) => Promise<Reply>;

/**
 * Sends commands by `BareSender` or, where it has to, by `callBuffer`. That is as fast as `getBuffer` and its like, and knows every command.
 * Names are in upper case, so that replies stay as they are: for the lower-case names of some methods, the driver converts them to objects
 * or pairs.
 */
export class IoredisCommandSender implements CommandSender {
  readonly #native: IoredisNative;
  readonly #bare: BareSender | undefined;
  readonly #scripts: Map<string, ScriptMethod> = new Map();

  constructor(native: Native, Driver: NativeClass) {
    this.#native = native as IoredisNative;
    this.#bare = BareSender.of(Driver, native);
  }

  static suits(Driver: NativeClass): boolean {
    return typeof (Driver.prototype as Partial<IoredisNative> | undefined)?.callBuffer === "function";
  }

  call(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    if (this.#bare === undefined || CONCERNS_CONNECTION.test(command))
      return this.#native.callBuffer(command.toUpperCase(), args);
    return this.#bare.one(command, args);
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (this.#bare !== undefined) return this.#bare.many(commands);
    const pipeline = this.#native.pipeline();
    for (const [command, args] of commands) pipeline.callBuffer(command.toUpperCase(), args);
    return pipeline.exec().then((outcomes) => outcomes.map(([error, reply]) => error ?? reply));
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    const method = this.#scripts.get(script.name) ?? this.#define(script);
    return method.call(this.#native, [keys.length, ...keys, ...args]);
  }

  isReply(error: Error): boolean {
    return error.name === "ReplyError";
  }

  isUnexplainedLoss(error: Error): boolean {
    return UNEXPLAINED_LOSS.test(error.message);
  }

  wasNotSent(error: Error): boolean {
    return NOT_SENT.test(error.message);
  }

  /**
   * Defines a script as a method of the driver, which sends the source with the first call on each socket and the hash from then on. So a
   * script keeps its place in the order of the commands even when the server does not know it yet.
   */
  #define(script: Script): ScriptMethod {
    // With the prefix, no script replaces one of the driver's own methods.
    const name = `coffer:${script.name}`;
    this.#native.defineCommand(name, { lua: script.source });
    const method = (this.#native as unknown as Record<string, ScriptMethod>)[`${name}Buffer`] as ScriptMethod;
    this.#scripts.set(script.name, method);
    return method;
  }
}
