import type { Reply } from "@coffer/cache-core";
import type { CommandSender } from "../driver/command-sender.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { reason } from "../errors/reason.js";
import { addressOf, parseAddress } from "../settings/address.js";
import type { AddressMap } from "../settings/address-map.js";
import { Deadline } from "../time/deadline.js";
import { firstAnswer } from "../time/first-answer.js";
import { askSentinel } from "./ask-sentinel.js";

/**
 * A server that a sentinel has named, and the role that the server must confirm: the data of sentinels may be out of
 * date.
 */
export interface Candidate {
  readonly host: string;
  readonly port: number;
  readonly role: "master" | "slave";
}

/** A service that sentinels monitor, and the role of the wanted server. */
export interface Service {
  readonly name: string;
  /** Whether the primary is wanted, or a replica. */
  readonly isMaster: boolean;
  readonly sentinels: readonly Endpoint[];
  /** Maps the addresses that sentinels announce to those where servers can be reached. */
  readonly addressMap: AddressMap;
  /** Milliseconds until `locate` gives up. */
  readonly patience: number;
}

const IS_DOWN = /s_down|o_down|disconnected/;

/** Asks sentinels for the servers of a service, one after the other, starting with the one that answered last. */
export class Sentinels {
  readonly #service: Service;
  #order: readonly Endpoint[];

  constructor(service: Service) {
    this.#service = service;
    this.#order = service.sentinels;
  }

  /**
   * The servers that a connection may use, best first: the primary; or the replicas that are up, in random order, and
   * then the primary, which can be read as well.
   * @param attempt aborted by the caller to give up, and by this method when it is done.
   * @param last the server that the connection used before: among several replicas it comes last.
   * @throws Error with the answer of each sentinel, if none knows the service.
   */
  async locate(attempt: AbortController, last?: Candidate): Promise<Candidate[]> {
    const { patience } = this.#service;
    const late = new Error(`no answer within ${patience / 1000} s`);
    const deadline = new Deadline(patience, () => attempt.abort(late));
    try {
      const ask = async (sentinel: Endpoint) => ({
        sentinel,
        candidates: await askSentinel(sentinel, (sender) => this.#candidates(sender, last), attempt.signal),
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

  /** Asks this sentinel first from now on. */
  trust(sentinel: Endpoint): void {
    this.#order = [sentinel, ...this.#order.filter((other) => other !== sentinel)];
  }

  /** Asks the first sentinel last from now on: the servers that it named could not be used. */
  distrust(): void {
    const [first, ...others] = this.#order as [Endpoint, ...Endpoint[]];
    this.#order = [...others, first];
  }

  async #candidates(sender: CommandSender, last: Candidate | undefined): Promise<Candidate[]> {
    const { name, isMaster } = this.#service;
    const address = await sender.call("SENTINEL", ["GET-MASTER-ADDR-BY-NAME", name]);
    if (address === null) throw new Error("knows no service of this name");
    const [host, port] = address as [Buffer, Buffer];
    const primary = this.#candidate(String(host), String(port), "master");
    if (isMaster) return [primary];
    const replicas = (await sender.call("SENTINEL", ["REPLICAS", name])) as Reply[][];
    const alive = replicas.map(fieldsOf).filter(({ flags }) => !IS_DOWN.test(flags as string));
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
    if (port === undefined) throw new Error(`names ${announced}, which is not the address of a server`);
    return { host: host.replace(/^\[|\]$/g, ""), port: Number(port), role };
  }

  #nobodyKnows({ errors }: AggregateError): Error {
    // Sentinels have no databases, so the number is left out.
    const answers = this.#order.map(
      ({ where }, at) => `${where.replace(/\/0$/, "")} (${reason(errors[at])})`,
    );
    return new Error(`no sentinel knows where ${this.#service.name} is; answers: ${answers.join(", ")}`);
  }
}

/** A flat list of names and values as an object. */
function fieldsOf(flat: readonly Reply[]): Readonly<Record<string, string>> {
  const pairs = flat.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), String(flat[index + 1])]] : [],
  );
  return Object.fromEntries(pairs);
}
