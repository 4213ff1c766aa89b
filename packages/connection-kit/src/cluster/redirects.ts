import { setImmediate } from "node:timers";
import type { Command, Reply } from "@coffer/cache-core";

/** A command that has to be sent to another node. */
export interface Redirected {
  readonly command: Command;
  readonly address: string;
  readonly isAsk: boolean;
  /** The position of its first sending among those of all commands. */
  readonly number: number;
  /** How often it has been redirected. */
  readonly hops: number;
  /** The time of the first rejection, by `performance.now()`. */
  readonly since: number;
  settle(outcome: Reply | Error | Promise<Reply | Error>): void;
}

type SendAll = (address: string, commands: readonly Command[]) => Promise<(Reply | Error)[]>;
type SettleAll = (address: string, redirected: readonly Redirected[], outcomes: (Reply | Error)[]) => void;

const ASKING: Command = ["ASKING", []];

/**
 * Sends redirected commands to the nodes that have their keys. All commands of one turn of the event loop for a node
 * are sent in one write, in the order in which they were first sent, whatever the order of their rejections.
 */
export class Redirects {
  readonly #sendAll: SendAll;
  readonly #settleAll: SettleAll;
  #pending: Redirected[] = [];

  /** @param settleAll called with the outcomes of the commands that were sent to a node together. */
  constructor(sendAll: SendAll, settleAll: SettleAll) {
    this.#sendAll = sendAll;
    this.#settleAll = settleAll;
  }

  add(redirected: Redirected): void {
    this.#pending.push(redirected);
    if (this.#pending.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const all = this.#pending.sort((a, b) => a.number - b.number);
    this.#pending = [];
    const byAddress = new Map<string, Redirected[]>();
    for (const each of all) {
      const its = byAddress.get(each.address);
      if (its === undefined) byAddress.set(each.address, [each]);
      else its.push(each);
    }
    for (const [address, its] of byAddress) this.#send(address, its);
  }

  #send(address: string, its: readonly Redirected[]): void {
    const commands: Command[] = [];
    const positions = its.map(({ isAsk, command }) => {
      // ASKING applies only to the next command, so both must be in one write.
      if (isAsk) commands.push(ASKING);
      return commands.push(command) - 1;
    });
    this.#sendAll(address, commands).then((outcomes) => {
      this.#settleAll(
        address,
        its,
        positions.map((position) => outcomes[position] as Reply | Error),
      );
    });
  }
}
