import type { Reply } from "@coffer/cache-core";

/** The driver's class of commands. */
export type DriverCommand = { readonly prototype: object };

/** What the driver keeps in its queue until the reply arrives. */
export interface BareCommand {
  readonly name: string;
}

/** Called with the outcome of the command at a position of a batch. */
export type Settle = (position: number, answer: Reply | Error) => void;

export type BareCommandClass = new (
  name: string,
  position: number,
  accepted: number[],
  settle: Settle,
) => BareCommand;

const classes = new WeakMap<DriverCommand, BareCommandClass>();

/** Not the arguments that are sent: the driver would put these on the error of a refused command. */
const NO_ARGUMENTS: readonly never[] = Object.freeze([]);

/** A class of commands without a promise of their own. All other methods are those of the driver's class. */
export function bareCommandOf(Command: DriverCommand): BareCommandClass {
  let Bare = classes.get(Command);
  if (Bare === undefined) {
    Bare = derive(Command);
    classes.set(Command, Bare);
  }
  return Bare;
}

function derive(Command: DriverCommand): BareCommandClass {
  class Bare implements BareCommand {
    readonly name: string;
    readonly args = NO_ARGUMENTS;
    readonly isTraced = true;
    /** Own functions, as in the driver's class: instrumentation takes them off the command and calls them without it. */
    readonly resolve: (reply: Reply) => void;
    readonly reject: (error: Error) => void;
    readonly #position: number;
    /** The positions of the commands that the driver has accepted. */
    readonly #accepted: number[];

    constructor(name: string, position: number, accepted: number[], settle: Settle) {
      this.name = name;
      this.#position = position;
      this.#accepted = accepted;
      this.resolve = (reply) => settle(position, reply);
      this.reject = (error) => settle(position, error);
    }

    setReplyContext(): void {}

    /** Called when the driver accepts the command. Nothing is written here: a batch is written as a whole, at its end. */
    toWritable(): string {
      this.#accepted.push(this.#position);
      return "";
    }
  }
  // The driver's methods without its constructor, which is slow.
  Object.setPrototypeOf(Bare.prototype, Command.prototype);
  return Bare;
}
