import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { CommandSender } from "../driver/command-sender.js";
import { isRead } from "./is-read.js";
import { type Shape, shapeOf } from "./reply-shapes.js";

/** A call: one command, a batch or a script, and its state. */
export abstract class Request<T> {
  /** Its position among all calls of the connection, which are sent in this order. */
  position = 0;
  /** When it was sent, by `ReplyDeadlines.time`. */
  sentAt = 0;
  /** Whether it has been sent before. */
  isRetry = false;

  /** The name of the call in messages. */
  abstract readonly what: string;
  /** Its commands, or commands equal to it. */
  abstract readonly commands: readonly Command[];
  abstract sendTo(sender: CommandSender): Promise<T>;
  /** Whether the outcome has a shape that Redis gives to the call. */
  abstract fits(outcome: T): boolean;

  /** Whether it changes nothing, so that it may be sent twice. */
  get isRead(): boolean {
    return this.commands.every(([name]) => isRead(name));
  }
}

export class CommandRequest extends Request<Reply> {
  readonly what: string;
  readonly #args: readonly CommandArgument[];

  constructor(name: string, args: readonly CommandArgument[]) {
    super();
    this.what = name;
    this.#args = args;
  }

  get commands(): readonly Command[] {
    return [[this.what, this.#args]];
  }

  sendTo(sender: CommandSender): Promise<Reply> {
    return sender.call(this.what, this.#args);
  }

  fits(reply: Reply): boolean {
    return shapeOf(this.what)?.(reply, this.#args) ?? true;
  }
}

export class BatchRequest extends Request<(Reply | Error)[]> {
  readonly commands: readonly Command[];

  constructor(commands: readonly Command[]) {
    super();
    this.commands = commands;
  }

  get what(): string {
    const { length } = this.commands;
    return length === 1 ? (this.commands[0]?.[0] as string) : `a batch of ${length} commands`;
  }

  sendTo(sender: CommandSender): Promise<(Reply | Error)[]> {
    return sender.batch(this.commands);
  }

  /** Looks a shape up once for commands that follow each other, since most batches consist of one kind of command. */
  fits(answers: (Reply | Error)[]): boolean {
    let last: string | undefined;
    let shape: Shape | undefined;
    for (let index = 0; index < answers.length; index++) {
      const answer = answers[index] as Reply | Error;
      if (answer instanceof Error) continue;
      const [name, args] = this.commands[index] as Command;
      if (name !== last) {
        last = name;
        shape = shapeOf(name);
      }
      if (shape !== undefined && !shape(answer, args)) return false;
    }
    return true;
  }
}

export class ScriptRequest extends Request<Reply> {
  readonly #script: Script;
  readonly #keys: readonly string[];
  readonly #args: readonly CommandArgument[];

  constructor(script: Script, keys: readonly string[], args: readonly CommandArgument[]) {
    super();
    this.#script = script;
    this.#keys = keys;
    this.#args = args;
  }

  get what(): string {
    return `the script ${this.#script.name}`;
  }

  get commands(): readonly Command[] {
    return [["EVAL", [...this.#keys, ...this.#args]]];
  }

  sendTo(sender: CommandSender): Promise<Reply> {
    return sender.run(this.#script, this.#keys, this.#args);
  }

  fits(reply: Reply): boolean {
    return this.#script.fits?.(reply) ?? true;
  }
}
