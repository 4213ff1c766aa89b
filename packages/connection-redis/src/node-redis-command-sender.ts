import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { numberText, ScriptCaller, type Wire } from "@coffer/connection-kit";
import { ErrorReply } from "redis";
import type { Native, NativeArgument } from "./native.js";
import { hasFakeImmediates, withRealImmediates } from "./real-immediates.js";

/** RESP's mark of a bulk string, by which node-redis maps types. */
const BULK_STRING = 36;

/** Not frozen: the driver copies it for every command, which is several times as slow with frozen objects. */
const AS_BYTES = { typeMapping: { [BULK_STRING]: Buffer } };

/** The driver's words for a command that it did not take. */
const NOT_SENT = /^The (client is (closed|offline)|queue is full)$/;

/** The driver's words for a connection that is not there. */
const BARE_LOSS = /^(The client is (closed|offline)|Socket closed unexpectedly|Disconnects client)/;

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
    return this.#send(wordsOf(command, args));
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    // All of them first: what cannot be sent is the caller's mistake, and nothing of its batch is sent.
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

  /** The socket is a new one, and its server may be, too. */
  forgetScripts(): void {
    this.#scripts.forget();
  }

  isReply(error: Error): boolean {
    // Another version's class is another class.
    return error instanceof ErrorReply || Object.getPrototypeOf(error.constructor)?.name === "ErrorReply";
  }

  isBareLoss(error: Error): boolean {
    return BARE_LOSS.test(error.message);
  }

  wasNotSent(error: Error): boolean {
    return NOT_SENT.test(error.message);
  }

  /** A `SET` is answered without bytes, unless it asks for what was there, and takes two thirds of the time without the option. */
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
