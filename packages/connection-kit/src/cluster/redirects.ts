import { setImmediate } from "node:timers";
import type { Command, Reply } from "@coffer/cache-core";

/** A command that another node is to be asked for. */
export interface Redirected {
  readonly command: Command;
  readonly address: string;
  readonly isAsk: boolean;
  /** The place of its first sending among those of all commands. */
  readonly number: number;
  /** How often it has been sent on already. */
  readonly hops: number;
  /** When the first refusal came, as of `performance.now()`. */
  readonly since: number;
  settle(outcome: Reply | Error | Promise<Reply | Error>): void;
}

type SendAll = (address: string, commands: readonly Command[]) => Promise<(Reply | Error)[]>;
type SettleAll = (address: string, redirected: readonly Redirected[], outcomes: (Reply | Error)[]) => void;

const ASKING: Command = ["ASKING", []];

/**
 * Sends commands on to where nodes say that their keys are: all of a turn of the event loop to a node in one write, in the order in
 * which they were first sent, whatever way and time their refusals took through this process.
 */
export class Redirects {
  readonly #sendAll: SendAll;
  readonly #settleAll: SettleAll;
  #pending: Redirected[] = [];

  /** @param settleAll is told what became of those that went to a node together. */
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
      // Holds for the command behind it alone, which is why both are in one write.
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
