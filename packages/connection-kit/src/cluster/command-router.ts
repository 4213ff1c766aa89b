import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers";
import type { Command, CommandArgument, Connection, Reply, Script } from "@coffer/cache-core";
import { codeOf } from "@coffer/cache-core";
import { type Redirection, redirectionIn, refusalIn } from "./redirection.js";
import { type Redirected, Redirects } from "./redirects.js";
import type { SlotMap } from "./slot-map.js";
import { SlotOrder } from "./slot-order.js";
import { tryAgain } from "./try-again.js";

type Outcome = Reply | Error;

export interface DeliverySettings {
  /** Makes a connection to a node. */
  connect(address: string): Connection;
  disconnect(connection: Connection): Promise<void>;
  /** Called when what is known of the cluster may not be so any more, with the node that gave rise to it where that is in trouble. */
  doubt(suspect?: string): void;
  /** Where a node can be reached, by the address that a redirection of another one has. */
  addressOf(said: string, asked: string): string;
  /** Milliseconds that a command may be passed on and tried again. */
  readonly patience: number;
}

/** So often a command is passed on at once. Nodes that still disagree are given time to agree. */
const HOPS_AT_ONCE = 4;

/** Milliseconds between two later hops. */
const PAUSE = 20;

/** What a node says that cannot serve a slot now, though it is the one to ask. */
const NOT_NOW = /^(CLUSTERDOWN|MASTERDOWN|LOADING|READONLY)\b/;

const READONLY: Command = ["READONLY", []];
const READWRITE: Command = ["READWRITE", []];

/** Brings commands to nodes, and to others where these say so. What may have been executed is never sent again. */
export class Delivery {
  readonly order: SlotOrder = new SlotOrder();
  readonly #settings: DeliverySettings;
  readonly #nodes: Map<string, Connection> = new Map();
  readonly #redirects: Redirects = new Redirects(
    (address, commands) => this.#send(address, commands),
    (address, redirected, outcomes) => this.#settleAll(address, redirected, outcomes),
  );
  #map: SlotMap | undefined;
  #sent = 0;

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  get map(): SlotMap | undefined {
    return this.#map;
  }

  set map(next: SlotMap) {
    if (this.#map !== undefined) this.order.change(this.#map.movedBy(next));
    this.#map = next;
  }

  /** The connection to a node; it connects when it is first used. */
  node(address: string): Connection {
    let node = this.#nodes.get(address);
    if (node === undefined) {
      node = this.#settings.connect(address);
      this.#nodes.set(address, node);
    }
    return node;
  }

  /** Lets go of the nodes that have no part in the cluster any more. */
  forgetOthers(): void {
    for (const address of this.#nodes.keys()) if (!this.#map?.has(address)) void this.#forget(address);
  }

  async close(): Promise<void> {
    await this.order.settled();
    await Promise.all([...this.#nodes.keys()].map((address) => this.#forget(address)));
  }

  /** Commands to the master of their keys, in one write. Never rejects: an error stands in the place of each command that failed. */
  deliver(address: string, commands: readonly Command[]): Promise<Outcome[]> {
    return this.#entered(address, commands, this.#send(address, commands));
  }

  /** A command without a key, which is for this very node. Never rejects. */
  async ask(address: string, command: Command): Promise<Outcome> {
    const [outcome] = await this.order.enter(address, this.#send(address, [command]));
    if (outcome instanceof Error && isTrouble(outcome)) this.#settings.doubt(address);
    return outcome as Outcome;
  }

  /** A script, by its hash where the master of its keys knows it. Never rejects. */
  async run(
    address: string,
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<Outcome> {
    const inFull: Command = ["EVAL", [script.source, keys.length, ...keys, ...args]];
    const sent = this.#perform(address, 1, async (node) => [await node.run(script, keys, args)]);
    const [outcome] = await this.#entered(address, [inFull], sent);
    return outcome as Outcome;
  }

  #entered(address: string, commands: readonly Command[], sent: Promise<Outcome[]>): Promise<Outcome[]> {
    this.#sent += 1;
    const number = this.#sent;
    return this.order.enter(
      address,
      sent.then((outcomes) => this.#followAll(address, commands, outcomes, number)),
    );
  }

  /** Reads to a replica of their keys. What it certainly did not execute is asked of the master. */
  read(replica: string, master: string, commands: readonly Command[]): Promise<Outcome[]> {
    return this.order.enter(replica, this.#read(replica, master, commands));
  }

  async #read(replica: string, master: string, commands: readonly Command[]): Promise<Outcome[]> {
    // As a frame around each batch: others who share the connection want to be told when it has become a replica's.
    const framed = await this.#send(replica, [READONLY, ...commands, READWRITE]);
    const outcomes = framed.slice(1, -1);
    const failure = outcomes.find((outcome) => outcome instanceof Error);
    if (failure === undefined) return outcomes;
    this.#settings.doubt(isTrouble(failure) ? replica : undefined);
    const refused = outcomes.flatMap((outcome, index) => (wasRefused(outcome) ? [index] : []));
    if (refused.length === 0) return outcomes;
    const others = await this.deliver(
      master,
      refused.map((index) => commands[index] as Command),
    );
    for (const [position, index] of refused.entries()) outcomes[index] = others[position] as Outcome;
    return outcomes;
  }

  async #forget(address: string): Promise<void> {
    const node = this.#nodes.get(address);
    this.#nodes.delete(address);
    if (node !== undefined) await this.#settings.disconnect(node);
  }

  #send(address: string, commands: readonly Command[]): Promise<Outcome[]> {
    return this.#perform(address, commands.length, (node) => node.sendMany(commands));
  }

  /** Never rejects. */
  async #perform(
    address: string,
    commands: number,
    work: (node: Connection) => Promise<Outcome[]>,
  ): Promise<Outcome[]> {
    try {
      return await work(this.node(address));
    } catch (error) {
      return new Array(commands).fill(error);
    }
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
   * Takes in what a node says of slots that it does not have: of all of a batch at once, since the master that fails over says so of each
   * of its slots.
   * @returns the redirections by the place of their outcome.
   */
  #learn(address: string, outcomes: readonly Outcome[]): (Redirection | undefined)[] {
    const moves = new Map<number, string>();
    const addressOf = (said: string) => this.#settings.addressOf(said, address);
    const redirections = outcomes.map((outcome) => {
      const redirection = redirectionIn(outcome, addressOf);
      if (redirection?.isAsk === false) moves.set(redirection.slot, redirection.address);
      return redirection;
    });
    if (moves.size === 0) return redirections;
    const map = this.#map;
    for (const [slot, master] of moves) if (map?.shardOf(slot)?.master === master) moves.delete(slot);
    if (map !== undefined && moves.size > 0) {
      const next = map.withMasters(moves);
      this.order.change(map.movedBy(next, moves.keys()));
      this.#map = next;
    }
    this.#settings.doubt();
    return redirections;
  }

  /** What becomes of a command after a node has answered with an error. */
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
      const send = (command: Command) => this.#sendOne(address, { ...attempt, command });
      return tryAgain(attempt.command, outcome, send, attempt.since + this.#settings.patience);
    }
    if (isTrouble(outcome)) this.#settings.doubt(address);
    return outcome;
  }

  async #sendOne(address: string, attempt: Attempt): Promise<Outcome> {
    const outcomes = await this.#send(address, [attempt.command]);
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

type Attempt = Pick<Redirected, "command" | "number" | "hops" | "since">;

function isTrouble(outcome: Outcome): boolean {
  return codeOf(outcome) !== "ERR_REPLY" || NOT_NOW.test(refusalIn(outcome));
}

function wasRefused(outcome: Outcome): boolean {
  return (
    codeOf(outcome) === "ERR_UNREACHABLE" || /^(MOVED|MASTERDOWN|LOADING|ASK)\b/.test(refusalIn(outcome))
  );
}
