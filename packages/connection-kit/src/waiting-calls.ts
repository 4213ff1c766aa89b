import type { Command, CommandArgument } from "@coffer/cache-core";

/** What is asked to be sent: the arguments of a command, or the commands of a batch. */
export type Payload = readonly (CommandArgument | Command)[];

/** A call that waits for the connection. */
export interface WaitingCall {
  readonly start: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Once so many bytes wait, further calls are turned away. By bytes and not by number: as many as a busy process makes of small calls
 * while an attempt to connect lasts, a hundred thousand, would be any amount of memory if they were large.
 */
const MAX_BYTES = 64 * 2 ** 20;

/** About what a waiting call takes beside its arguments, and each of these beside its content. */
const PER_CALL = 500;
const PER_ARGUMENT = 50;

/** Calls that wait for an attempt to connect, within bounds. */
export class WaitingCalls<Call extends WaitingCall = WaitingCall> {
  #calls: Call[] = [];
  #bytes = 0;

  get count(): number {
    return this.#calls.length;
  }

  /** A first call always finds room, however large it is. */
  get isFull(): boolean {
    return this.#bytes >= MAX_BYTES;
  }

  add(payload: Payload, call: Call): void {
    this.#bytes += PER_CALL + sizeOf(payload);
    this.#calls.push(call);
  }

  /** All of them in the order of the calls; they wait no more. */
  takeAll(): readonly Call[] {
    const calls = this.#calls;
    this.#calls = [];
    this.#bytes = 0;
    return calls;
  }
}

function sizeOf(payload: Payload): number {
  let size = 0;
  for (const each of payload) {
    if (typeof each === "string" || Buffer.isBuffer(each)) size += PER_ARGUMENT + each.length;
    else if (typeof each === "object") size += PER_CALL + sizeOf(each[1]);
    else size += PER_ARGUMENT;
  }
  return size;
}
