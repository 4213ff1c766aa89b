import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { Wire } from "../driver/command-sender.js";
import { isRead } from "./is-read.js";
import { type Shape, shapeOf } from "./reply-shapes.js";

/** What is asked of a connection in one go, and what has become of it so far. */
export abstract class Request<T> {
  /** Its place among all calls of the connection, in whose order they are sent. */
  place = 0;
  /** When it was sent, as `ReplyDeadlines` tells the time. */
  sentAt = 0;
  /** Whether it is asked once more already. */
  isSecond = false;

  /** As messages call it. */
  abstract readonly what: string;
  /** The same as commands, however it is sent. */
  abstract readonly commands: readonly Command[];
  abstract put(wire: Wire): Promise<T>;
  /** Whether what came is of the shape that was to be expected. */
  abstract fits(outcome: T): boolean;

  /** Whether to ask it twice is as good as once. */
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

  put(wire: Wire): Promise<Reply> {
    return wire.call(this.what, this.#args);
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

  put(wire: Wire): Promise<(Reply | Error)[]> {
    return wire.batch(this.commands);
  }

  /** Most batches have many of one command. */
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

  put(wire: Wire): Promise<Reply> {
    return wire.run(this.#script, this.#keys, this.#args);
  }

  fits(reply: Reply): boolean {
    return this.#script.fits?.(reply) ?? true;
  }
}
