import type { Reply } from "@coffer/cache-core";

/** The driver's class of commands. */
export type DriverCommand = { readonly prototype: object };

/** What the driver keeps in its queue until the reply comes. */
export interface BareCommand {
  readonly name: string;
}

/** Takes what became of the command at a position of a batch. */
export type Settle = (position: number, answer: Reply | Error) => void;

export type BareCommandClass = new (
  name: string,
  position: number,
  accepted: number[],
  settle: Settle,
) => BareCommand;

const classes = new WeakMap<DriverCommand, BareCommandClass>();

/** The driver would put them on the error of a command that is refused, so they are not those that are sent. */
const NO_ARGUMENTS: readonly never[] = Object.freeze([]);

/** A command without a promise of its own. What else the driver may ask of it, the driver's own class answers. */
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
    /** Functions of their own, as the driver's are: instrumentation takes them off the command and calls them by themselves. */
    readonly resolve: (reply: Reply) => void;
    readonly reject: (error: Error) => void;
    readonly #position: number;
    /** The positions of those that the driver has accepted. */
    readonly #accepted: number[];

    constructor(name: string, position: number, accepted: number[], settle: Settle) {
      this.name = name;
      this.#position = position;
      this.#accepted = accepted;
      this.resolve = (reply) => settle(position, reply);
      this.reject = (error) => settle(position, error);
    }

    setReplyContext(): void {}

    /** Called where the driver accepts the command. The write is for all of a batch, at its end. */
    toWritable(): string {
      this.#accepted.push(this.#position);
      return "";
    }
  }
  // The driver's methods without its constructor, which is what costs.
  Object.setPrototypeOf(Bare.prototype, Command.prototype);
  return Bare;
}
