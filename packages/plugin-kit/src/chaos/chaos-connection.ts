import { setTimeout as sleep } from "node:timers/promises";
import {
  type Command,
  type CommandArgument,
  type Connection,
  ConnectionInterrupted,
  type Reply,
  type Script,
} from "@coffer/cache-core";
import type { Fault, FaultSchedule } from "./fault-schedule.js";

/**
 * A connection that applies the faults of a schedule to its calls. Its errors are those that the contract of
 * connections defines.
 */
export class ChaosConnection implements Connection {
  /** The connection that executes the calls. */
  readonly inner: Connection;
  protected readonly chaos: FaultSchedule;
  /** Replies keep the order of the calls: a late reply delays those after it. */
  #held: Promise<unknown> = Promise.resolve();

  constructor(inner: Connection, chaos: FaultSchedule) {
    this.inner = inner;
    this.chaos = chaos;
  }

  get native(): unknown {
    return this.inner.native;
  }

  get generation(): number | undefined {
    return this.inner.generation;
  }

  send(command: string, args: readonly CommandArgument[], slot?: number): Promise<Reply> {
    return this.#meet(this.chaos.draw(), () => this.inner.send(command, args, slot));
  }

  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply> {
    return this.#meet(this.chaos.draw(), () => this.inner.run(script, keys, args, slot));
  }

  async sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (commands.length === 0) return [];
    const fault = this.chaos.draw();
    const at = this.chaos.pick(commands.length);
    if (fault === "error" && commands.length > 1) {
      const replies = await this.#meet(undefined, () => this.inner.sendMany(commands.toSpliced(at, 1)));
      return replies.toSpliced(at, 0, refusal());
    }
    if (fault === "lost" && at > 0) {
      const replies = await this.#meet(undefined, () => this.inner.sendMany(commands));
      return replies.map((reply, index) => (index < at ? reply : noReply()));
    }
    return this.#meet(fault, () => this.inner.sendMany(commands));
  }

  ready(): Promise<void> {
    return this.#meet(this.chaos.draw(), () => this.inner.ready());
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** The call is sent at once or not at all, so that calls keep their order. */
  async #meet<T>(fault: Fault | undefined, call: () => Promise<T>): Promise<T> {
    if (fault === "refused") throw new ConnectionInterrupted("ERR_UNREACHABLE", "chaos: this was not sent");
    if (fault === "error") throw refusal();
    if (fault === "late") this.#held = this.#held.then(() => sleep(this.chaos.delay));
    const [reply] = await Promise.all([call(), this.#held]);
    if (fault === "lost") throw noReply();
    return reply;
  }
}

function noReply(): ConnectionInterrupted {
  return new ConnectionInterrupted("ERR_NO_REPLY", "chaos: the connection broke before the reply");
}

function refusal(): ConnectionInterrupted {
  const cause = Object.assign(new Error("LOADING Redis is loading the dataset in memory"), {
    name: "ReplyError",
  });
  return new ConnectionInterrupted("ERR_REPLY", `chaos: ${cause.message}`, { cause });
}
