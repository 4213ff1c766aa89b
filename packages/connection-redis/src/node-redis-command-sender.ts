import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { type CommandSender, numberText, ScriptCaller } from "@coffer/connection-kit";
import { ErrorReply } from "redis";
import type { Native, NativeArgument } from "./native.js";
import { hasFakeImmediates, withRealImmediates } from "./real-immediates.js";

/** The type byte of a bulk string in RESP, by which node-redis maps types. */
const BULK_STRING = 36;

/** Not frozen: the driver copies it for every command, which is several times as slow with frozen objects. */
const AS_BYTES = { typeMapping: { [BULK_STRING]: Buffer } };

/** The driver's errors for a command that it did not send. */
const NOT_SENT = /^The (client is (closed|offline)|queue is full)$/;

/** The driver's errors for a missing connection. */
const UNEXPLAINED_LOSS = /^(The client is (closed|offline)|Socket closed unexpectedly|Disconnects client)/;

/**
 * Sends commands by `sendCommand`, which knows every command, does not convert replies, and writes all commands of one turn of the event
 * loop at once. So a batch needs no pipeline; that of the driver would fail as a whole.
 */
export class NodeRedisCommandSender implements CommandSender {
  readonly #native: Native;
  readonly #scripts: ScriptCaller = new ScriptCaller((command, args) => this.call(command, args));

  constructor(native: Native) {
    this.#native = native;
  }

  call(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#send(wordsOf(command, args));
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    // All commands first: an invalid one is an error of the caller, and nothing of the batch must be sent.
    const sent = commands.map(([command, args]) => wordsOf(command, args));
    return new Promise((resolve) => {
      const answers: (Reply | Error)[] = new Array(sent.length);
      let left = sent.length;
      const settle = (position: number, answer: Reply | Error) => {
        answers[position] = answer;
        left -= 1;
        if (left === 0) resolve(answers);
      };
      for (const [position, words] of sent.entries()) {
        this.#send(words).then(
          (reply) => settle(position, reply),
          (error: Error) => settle(position, error),
        );
      }
    });
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#scripts.run(script, keys, args);
  }

  /** Must be called for each new socket, which may lead to another server. */
  forgetScripts(): void {
    this.#scripts.forget();
  }

  isReply(error: Error): boolean {
    // Another version of node-redis has its own class of this name.
    return error instanceof ErrorReply || Object.getPrototypeOf(error.constructor)?.name === "ErrorReply";
  }

  isUnexplainedLoss(error: Error): boolean {
    return UNEXPLAINED_LOSS.test(error.message);
  }

  wasNotSent(error: Error): boolean {
    return NOT_SENT.test(error.message);
  }

  /** The reply to `SET` has no bytes, except with GET. Without the option, it takes two thirds of the time. */
  #send(words: readonly NativeArgument[]): Promise<Reply> {
    const isSet =
      words[0] === "SET" && !words.some((word, place) => place > 2 && /^get$/i.test(String(word)));
    const options = isSet ? undefined : AS_BYTES;
    if (hasFakeImmediates()) return withRealImmediates(() => this.#native.sendCommand(words, options));
    return this.#native.sendCommand(words, options);
  }
}

function wordsOf(command: string, args: readonly CommandArgument[]): NativeArgument[] {
  const words: NativeArgument[] = [command];
  for (const arg of args) {
    words.push(typeof arg === "string" || Buffer.isBuffer(arg) ? arg : numberText(command, arg));
  }
  return words;
}
