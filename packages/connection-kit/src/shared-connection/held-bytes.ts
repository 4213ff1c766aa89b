import { setImmediate } from "node:timers";
import type { Command, CommandArgument } from "@coffer/cache-core";

/**
 * Once so many bytes are held, further calls are turned away. By bytes and not by number: as many as a busy process makes of small calls
 * while an attempt to connect lasts, a hundred thousand, would be any amount of memory if they were large.
 */
const MAX_BYTES = 64 * 2 ** 20;

/** About what a call holds beside its commands: promises, and what is to be done with the reply. */
const PER_CALL = 1000;
/** The same for each command of a batch, and for each key of an MGET, which have callers of their own. */
const PER_COMMAND = 400;
/** About what an argument holds beside its content. */
const PER_ARGUMENT = 30;

/** What is asked to be sent: the arguments of a command, or the commands of a batch. */
export type Payload = readonly (CommandArgument | Command)[];

/** Counts what calls hold that cannot go on. */
export class HeldBytes {
  #bytes = 0;
  #isFull = false;
  #isLooking = false;

  /** As of the beginning of the turn of the event loop: what is asked together, such as the parts of a large batch, waits together. */
  get isFull(): boolean {
    return this.#isFull;
  }

  add(payload: Payload): void {
    this.#bytes += PER_CALL + sizeOf(payload);
    if (this.#bytes >= MAX_BYTES && !this.#isLooking) {
      this.#isLooking = true;
      setImmediate(() => {
        this.#isFull = true;
      });
    }
  }
}

function sizeOf(payload: Payload): number {
  let size = 0;
  for (const each of payload) {
    if (typeof each === "string" || Buffer.isBuffer(each)) size += PER_ARGUMENT + each.length;
    else if (typeof each === "object") size += sizeOfCommand(each);
    else size += PER_ARGUMENT;
  }
  return size;
}

function sizeOfCommand([name, args]: Command): number {
  const callers = name === "MGET" ? args.length : 1;
  return callers * PER_COMMAND + sizeOf(args);
}
