import type { Reply } from "@coffer/cache-core";
import type { Wire } from "../driver/command-sender.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { reason } from "../errors/reason.js";
import { addressOf, parseAddress } from "../settings/address.js";
import type { AddressMap } from "../settings/address-map.js";
import { Deadline } from "../time/deadline.js";
import { firstAnswer } from "../time/first-answer.js";
import { askSentinel } from "./ask-sentinel.js";

/** A server that a sentinel has named, and what it has to be in its own eyes: sentinels may live in the past. */
export interface Candidate {
  readonly host: string;
  readonly port: number;
  readonly role: "master" | "slave";
}

/** What is looked for, and who knows of it. */
export interface Service {
  readonly name: string;
  /** The primary, or else a replica. */
  readonly isMaster: boolean;
  readonly sentinels: readonly Endpoint[];
  /** Where servers can be reached, by the addresses that sentinels know. */
  readonly addressMap: AddressMap;
  /** Milliseconds that all the asking may take. */
  readonly patience: number;
}

const AWAY = /s_down|o_down|disconnected/;

/** Asks sentinels for the servers of a service, one after the other, beginning with the one that was of use last. */
export class Sentinels {
  readonly #service: Service;
  #order: readonly Endpoint[];

  constructor(service: Service) {
    this.#service = service;
    this.#order = service.sentinels;
  }

  /**
   * Where a connection may go, best first: to the primary; or to the replicas that are alive in random order, and to the primary when none
   * of them can be reached, which can be read as well.
   * @param attempt aborted by the caller to give up, and here at the end.
   * @param last where the connection was before: of several replicas it comes last.
   * @throws Error that tells what each sentinel said, where none knew.
   */
  async locate(attempt: AbortController, last?: Candidate): Promise<Candidate[]> {
    const { patience } = this.#service;
    const late = new Error(`no answer within ${patience / 1000} s`);
    const deadline = new Deadline(patience, () => attempt.abort(late));
    try {
      const ask = async (sentinel: Endpoint) => ({
        sentinel,
        candidates: await askSentinel(sentinel, (wire) => this.#candidates(wire, last), attempt.signal),
      });
      const { sentinel, candidates } = await firstAnswer(this.#order, ask, attempt.signal);
      this.trust(sentinel);
      return candidates;
    } catch (error) {
      throw this.#nobodyKnows(error as AggregateError);
    } finally {
      deadline.stop();
      attempt.abort();
    }
  }

  /** From now on this one is asked first. */
  trust(sentinel: Endpoint): void {
    this.#order = [sentinel, ...this.#order.filter((other) => other !== sentinel)];
  }

  /** What the sentinel that was of use last has said led nowhere: the next time the others are asked before. */
  distrust(): void {
    const [first, ...others] = this.#order as [Endpoint, ...Endpoint[]];
    this.#order = [...others, first];
  }

  async #candidates(wire: Wire, last: Candidate | undefined): Promise<Candidate[]> {
    const { name, isMaster } = this.#service;
    const address = await wire.call("SENTINEL", ["GET-MASTER-ADDR-BY-NAME", name]);
    if (address === null) throw new Error("knows no service of this name");
    const [host, port] = address as [Buffer, Buffer];
    const primary = this.#candidate(String(host), String(port), "master");
    if (isMaster) return [primary];
    const replicas = (await wire.call("SENTINEL", ["REPLICAS", name])) as Reply[][];
    const alive = replicas.map(fieldsOf).filter(({ flags }) => !AWAY.test(flags as string));
    const wasLast = (each: Candidate) => each.host === last?.host && each.port === last.port;
    return alive
      .map(({ ip = "", port = "" }) => this.#candidate(ip, port, "slave"))
      .map((each) => ({ each, order: wasLast(each) ? 1 : Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ each }) => each)
      .concat(primary);
  }

  #candidate(announcedHost: string, announcedPort: string, role: Candidate["role"]): Candidate {
    const announced = addressOf(announcedHost, announcedPort);
    const { host = "", port } = parseAddress(this.#service.addressMap(announced)) ?? {};
    if (port === undefined) throw new Error(`names ${announced}, which is no address of a server`);
    return { host: host.replace(/^\[|\]$/g, ""), port: Number(port), role };
  }

  #nobodyKnows({ errors }: AggregateError): Error {
    // Without the database, which sentinels do not have.
    const said = this.#order.map(({ where }, at) => `${where.replace(/\/0$/, "")} (${reason(errors[at])})`);
    return new Error(`no sentinel tells where ${this.#service.name} is; asked were ${said.join(", ")}`);
  }
}

/** Names and values that alternate, as an object. */
function fieldsOf(flat: readonly Reply[]): Readonly<Record<string, string>> {
  const pairs = flat.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), String(flat[index + 1])]] : [],
  );
  return Object.fromEntries(pairs);
}
