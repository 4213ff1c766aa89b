import { setImmediate } from "node:timers";
import type { Command, CommandArgument } from "@coffer/cache-core";

/**
 * The limit from which further calls are rejected. It is in bytes, not in calls: a busy process may make a hundred
 * thousand small calls during one attempt to connect, but as many large ones would exhaust its memory.
 */
const MAX_BYTES = 64 * 2 ** 20;

/** Approximate memory of a call without its content: promises and closures. */
const PER_CALL = 1000;
/** The same for each command of a batch and each key of an MGET, since each of them has a caller. */
const PER_COMMAND = 400;
/** Approximate memory of an argument without its content. */
const PER_ARGUMENT = 30;

/** The arguments of a command, or the commands of a batch. */
export type Payload = readonly (CommandArgument | Command)[];

/** Estimates the memory of waiting calls. */
export class HeldBytes {
  #bytes = 0;
  #isFull = false;
  #isReached = false;

  /**
   * As of the start of this turn of the event loop, so that calls made together, such as the parts of a large batch,
   * wait together.
   */
  get isFull(): boolean {
    return this.#isFull;
  }

  add(payload: Payload): void {
    this.#bytes += PER_CALL + sizeOf(payload);
    if (this.#bytes >= MAX_BYTES && !this.#isReached) {
      this.#isReached = true;
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
