import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers";
import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { codeOf } from "@coffer/cache-core";
import type { NodeConnections } from "./node-connections.js";
import { type Redirection, redirectionIn, refusalIn } from "./redirection.js";
import { type Redirected, Redirects } from "./redirects.js";
import type { SlotMap } from "./slot-map.js";
import { SlotOrder } from "./slot-order.js";
import { tryAgain } from "./try-again.js";

type Outcome = Reply | Error;
type Attempt = Pick<Redirected, "command" | "number" | "hops" | "since">;

export interface CommandRouterSettings {
  readonly nodes: NodeConnections;
  /** Called when the slot map may be out of date, with the node that has failed if there is one. */
  refreshSoon(suspect?: string): void;
  /** Returns the address to connect to for the one in a redirection by the node `asked`. */
  addressOf(announced: string, asked: string): string;
  /** Milliseconds during which a command is redirected and tried again. */
  readonly patience: number;
}

/** How often a command is redirected without a pause. Nodes that still disagree get time to agree. */
const HOPS_AT_ONCE = 4;

/** Milliseconds between two later hops. */
const PAUSE = 20;

/** Errors of a node that cannot serve a slot now, although it is the one to ask. */
const NOT_NOW = /^(CLUSTERDOWN|MASTERDOWN|LOADING|READONLY)\b/;

const READONLY: Command = ["READONLY", []];
const READWRITE: Command = ["READWRITE", []];

/**
 * Sends commands to nodes and follows redirections. What may have been executed is never sent again. No method rejects: an error stands
 * in the place of each command that failed.
 */
export class CommandRouter {
  readonly order: SlotOrder = new SlotOrder();
  readonly #settings: CommandRouterSettings;
  readonly #nodes: NodeConnections;
  readonly #redirects: Redirects;
  #map: SlotMap | undefined;
  #sent = 0;
  /** See `ClusterConnection.redirections`. */
  redirections = 0;

  constructor(settings: CommandRouterSettings) {
    this.#settings = settings;
    this.#nodes = settings.nodes;
    this.#redirects = new Redirects(
      (address, commands) => this.#nodes.send(address, commands),
      (address, redirected, outcomes) => this.#settleAll(address, redirected, outcomes),
    );
  }

  get map(): SlotMap | undefined {
    return this.#map;
  }

  set map(next: SlotMap) {
    if (this.#map !== undefined) this.order.slotsMoved(this.#map.movedBy(next));
    this.#map = next;
  }

  /** Sends commands to the primary of their keys, in one write. */
  sendToMaster(address: string, commands: readonly Command[]): Promise<Outcome[]> {
    return this.#followed(address, commands, this.#nodes.send(address, commands));
  }

  /** Sends a command without a key, which is for this node. */
  async sendToNode(address: string, command: Command): Promise<Outcome> {
    const [outcome] = await this.order.track(address, this.#nodes.send(address, [command]));
    if (outcome instanceof Error && isFailureOfNode(outcome)) this.#settings.refreshSoon(address);
    return outcome as Outcome;
  }

  /** Runs a script on the primary of its keys, by its hash if the primary knows it. */
  async run(
    address: string,
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<Outcome> {
    const inFull: Command = ["EVAL", [script.source, keys.length, ...keys, ...args]];
    const sent = this.#nodes.run(address, script, keys, args);
    const [outcome] = await this.#followed(address, [inFull], sent);
    return outcome as Outcome;
  }

  /** Sends reads to a replica of their keys. Those that it certainly did not execute are sent to the primary. */
  readFromReplica(replica: string, master: string, commands: readonly Command[]): Promise<Outcome[]> {
    return this.order.track(replica, this.#read(replica, master, commands));
  }

  async #read(replica: string, master: string, commands: readonly Command[]): Promise<Outcome[]> {
    // Each batch starts with READONLY and ends with READWRITE, since the connection is shared: other commands need
    // the replica to redirect them.
    const framed = await this.#nodes.send(replica, [READONLY, ...commands, READWRITE]);
    const outcomes = framed.slice(1, -1);
    const failure = outcomes.find((outcome) => outcome instanceof Error);
    if (failure === undefined) return outcomes;
    this.#settings.refreshSoon(isFailureOfNode(failure) ? replica : undefined);
    const refused = outcomes.flatMap((outcome, index) => (wasRefused(outcome) ? [index] : []));
    if (refused.length === 0) return outcomes;
    this.redirections += refused.length;
    const others = await this.sendToMaster(
      master,
      refused.map((index) => commands[index] as Command),
    );
    for (const [position, index] of refused.entries()) outcomes[index] = others[position] as Outcome;
    return outcomes;
  }

  #followed(address: string, commands: readonly Command[], sent: Promise<Outcome[]>): Promise<Outcome[]> {
    this.#sent += 1;
    const number = this.#sent;
    return this.order.track(
      address,
      sent.then((outcomes) => this.#followAll(address, commands, outcomes, number)),
    );
  }

  #followAll(
    address: string,
    commands: readonly Command[],
    outcomes: Outcome[],
    number: number,
  ): Outcome[] | Promise<Outcome[]> {
    if (!outcomes.some((outcome) => outcome instanceof Error)) return outcomes;
    const since = performance.now();
    const redirections = this.#learn(address, outcomes);
    return Promise.all(
      outcomes.map((outcome, index) => {
        if (!(outcome instanceof Error)) return outcome;
        const attempt = { command: commands[index] as Command, number, hops: 0, since };
        return this.#follow(address, attempt, outcome, redirections[index]);
      }),
    );
  }

  /**
   * Updates the slot map by the MOVED replies of a batch, all at once: after a failover a node sends one for each
   * slot.
   * @returns the redirections, each at the position of its outcome.
   */
  #learn(address: string, outcomes: readonly Outcome[]): (Redirection | undefined)[] {
    const moves = new Map<number, string>();
    const addressOf = (announced: string) => this.#settings.addressOf(announced, address);
    const redirections = outcomes.map((outcome) => {
      const redirection = redirectionIn(outcome, addressOf);
      if (redirection !== undefined) this.redirections += 1;
      if (redirection?.isAsk === false) moves.set(redirection.slot, redirection.address);
      return redirection;
    });
    if (moves.size === 0) return redirections;
    const map = this.#map;
    for (const [slot, master] of moves) if (map?.shardOf(slot)?.master === master) moves.delete(slot);
    if (map !== undefined && moves.size > 0) {
      const next = map.withMasters(moves);
      this.order.slotsMoved(map.movedBy(next, moves.keys()));
      this.#map = next;
    }
    this.#settings.refreshSoon();
    return redirections;
  }

  /** Decides about a command whose outcome is an error: redirects it, tries it again, or returns the error. */
  #follow(
    address: string,
    attempt: Attempt,
    outcome: Error,
    redirection: Redirection | undefined,
  ): Outcome | Promise<Outcome> {
    if (redirection !== undefined) {
      const pause = attempt.hops < HOPS_AT_ONCE ? 0 : PAUSE;
      if (performance.now() + pause > attempt.since + this.#settings.patience) return outcome;
      return new Promise((settle) => {
        const redirected = { ...attempt, ...redirection, settle };
        if (pause === 0) this.#redirects.add(redirected);
        else setTimeout(() => this.#redirects.add(redirected), pause);
      });
    }
    if (refusalIn(outcome).startsWith("TRYAGAIN")) {
      const send = (command: Command) => this.#sendAgain(address, { ...attempt, command });
      return tryAgain(attempt.command, outcome, send, attempt.since + this.#settings.patience);
    }
    if (isFailureOfNode(outcome)) this.#settings.refreshSoon(address);
    return outcome;
  }

  async #sendAgain(address: string, attempt: Attempt): Promise<Outcome> {
    const outcomes = await this.#nodes.send(address, [attempt.command]);
    const [outcome] = outcomes;
    if (!(outcome instanceof Error)) return outcome as Reply;
    return this.#follow(address, attempt, outcome, this.#learn(address, outcomes)[0]);
  }

  #settleAll(address: string, redirected: readonly Redirected[], outcomes: readonly Outcome[]): void {
    const redirections = this.#learn(address, outcomes);
    for (const [index, each] of redirected.entries()) {
      const outcome = outcomes[index] as Outcome;
      const attempt = { ...each, hops: each.hops + 1 };
      each.settle(
        outcome instanceof Error ? this.#follow(address, attempt, outcome, redirections[index]) : outcome,
      );
    }
  }
}

function isFailureOfNode(outcome: Outcome): boolean {
  return codeOf(outcome) !== "ERR_REPLY" || NOT_NOW.test(refusalIn(outcome));
}

function wasRefused(outcome: Outcome): boolean {
  return (
    codeOf(outcome) === "ERR_UNREACHABLE" || /^(MOVED|MASTERDOWN|LOADING|ASK)\b/.test(refusalIn(outcome))
  );
}
