import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { decimal, ScriptCaller, type Wire } from "@coffer/connection-kit";
import { ErrorReply } from "redis";
import type { Native, NativeArgument } from "./native.js";

/** RESP's mark of a bulk string, by which node-redis maps types. */
const BULK_STRING = 36;

/** Not frozen: the driver copies it for every command, which is several times as slow with frozen objects. */
const AS_BYTES = { typeMapping: { [BULK_STRING]: Buffer } };

/** The driver's words for a command that it did not take. */
const NOT_SENT = /^The (client is (closed|offline)|queue is full)$/;

/**
 * Speaks to node-redis by `sendCommand`, which knows every command, gives replies as they came, and writes all commands of
 * a turn of the event loop at once. So a batch needs no pipeline, and must not be one: the driver's fails as a whole.
 */
export class NodeRedisWire implements Wire {
  readonly #native: Native;
  readonly #scripts: ScriptCaller = new ScriptCaller((command, args) => this.call(command, args));

  constructor(native: Native) {
    this.#native = native;
  }

  call(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const sent: NativeArgument[] = [command];
    for (const arg of args) sent.push(typeof arg === "string" || Buffer.isBuffer(arg) ? arg : decimal(arg));
    return this.#native.sendCommand(sent, AS_BYTES);
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return new Promise((resolve) => {
      const answers: (Reply | Error)[] = new Array(commands.length);
      let left = commands.length;
      const settle = (position: number, answer: Reply | Error) => {
        answers[position] = answer;
        left -= 1;
        if (left === 0) resolve(answers);
      };
      for (let position = 0; position < commands.length; position += 1) {
        const [command, args] = commands[position] as Command;
        this.call(command, args).then(
          (reply) => settle(position, reply),
          (error: Error) => settle(position, error),
        );
      }
    });
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#scripts.run(script, keys, args);
  }

  /** The socket is a new one, and its server may be, too. */
  forgetScripts(): void {
    this.#scripts.forget();
  }

  isReply(error: Error): boolean {
    // Another version's class is another class.
    return error instanceof ErrorReply || Object.getPrototypeOf(error.constructor)?.name === "ErrorReply";
  }

  wasNotSent(error: Error): boolean {
    return NOT_SENT.test(error.message);
  }
}
