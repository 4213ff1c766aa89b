import { HeldBytes, type Payload } from "./held-bytes.js";

/** A call that waits for a connection. */
export interface WaitingCall {
  readonly start: () => void;
  readonly reject: (error: Error) => void;
}

/** Calls that wait for an attempt to connect, within limits. */
export class ConnectQueue<Call extends WaitingCall = WaitingCall> {
  #calls: Call[] = [];
  #held: HeldBytes = new HeldBytes();

  get count(): number {
    return this.#calls.length;
  }

  get isFull(): boolean {
    return this.#held.isFull;
  }

  add(payload: Payload, call: Call): void {
    this.#held.add(payload);
    this.#calls.push(call);
  }

  /** Removes all calls from the queue and returns them, in the order in which they were added. */
  takeAll(): readonly Call[] {
    const calls = this.#calls;
    this.#calls = [];
    this.#held = new HeldBytes();
    return calls;
  }
}
