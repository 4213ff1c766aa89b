import { performance } from "node:perf_hooks";
import type { Loader, LoadReason } from "@coffer/cache-core";
import { codeOf, LoadTimeout } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import { startLoad } from "../client/start-load.js";
import type { Flight } from "../loading/flight.js";
import { checkCycle, waitFor } from "../loading/load-cycle.js";
import type { LoadPlan } from "../loading/load-plan.js";
import type { Loaded } from "../loading/load-task.js";
import { within } from "../loading/within.js";
import { Found, finder } from "./find.js";
import { sharingOf, tagsStillHold } from "./sharing.js";

const LATE: unique symbol = Symbol("late");

/** A call of getOrSet. */
export class LoadCall<T> {
  readonly #client: Entries;
  readonly #redisKey: string;
  readonly #loader: Loader<T>;
  readonly #plan: LoadPlan;
  /** When the call started: by the count of `SingleFlight.moment`, and for `hardTimeout`. */
  readonly #moment: number;
  readonly #began: number = performance.now();
  /** The load that was running then. */
  readonly #under: Flight<Loaded> | undefined;
  #hasLooked = false;

  constructor(
    client: Entries,
    redisKey: string,
    loader: Loader<T>,
    plan: LoadPlan,
    moment: number = client.loads.moment(),
    under: Flight<Loaded> | undefined = client.loads.flightOf(redisKey),
  ) {
    this.#client = client;
    this.#redisKey = redisKey;
    this.#loader = loader;
    this.#plan = plan;
    this.#moment = moment;
    this.#under = under;
  }

  /** The answer, from the stored entry or from the loader. */
  async run(): Promise<T> {
    try {
      return await this.#run();
    } finally {
      this.#looked();
    }
  }

  async #run(): Promise<T> {
    const { context } = this.#client;
    if (this.#plan.isFresh) return this.load("fresh", undefined);
    const known = await this.#client
      .readValue(this.#redisKey, "load", finder(this.#client, this.#plan))
      .catch((error) => context.ignoreOrThrow(error, "getOrSet"));
    return known === undefined || known instanceof Found ? this.after(known) : (known as T);
  }

  /**
   * The answer if the stored entry is not it.
   * @param found undefined: nothing, also if Redis is unreachable and the cache ignores that.
   */
  async after(found: Found | undefined): Promise<T> {
    const { stored, state } = found ?? {};
    if (stored === undefined || state === undefined || state === "over") return this.load("miss", stored);
    const value = await this.#decode(stored);
    if (value === undefined) return this.load("miss", stored);
    if (state === "grace") return this.#loadOr(value, stored);
    this.#loadBehind(state === "stale" ? "stale" : "eager", stored);
    if (state === "stale") this.#client.context.statistics.countStale();
    return value;
  }

  /** The loader's answer, of another call's load or of one that starts now. */
  async load(reason: LoadReason, found: Buffer | undefined): Promise<T> {
    for (let other = this.#other(); other !== undefined; ) {
      const loaded = await this.#sharedBy(other);
      if (loaded !== undefined) return this.#copyOf(loaded);
      const next = this.#client.loads.flightOf(this.#redisKey);
      if (next === other) break;
      other = next;
    }
    const flight = this.#start(reason, found, false, false);
    const { value } = await waitFor(flight, (result) => this.#inTime(result));
    return value as T;
  }

  /**
   * The result of another call's load, if it may answer this call.
   * @throws LoadCycle if that load waits for this call.
   */
  async #sharedBy(flight: Flight<Loaded>): Promise<Loaded | undefined> {
    checkCycle(flight as Flight);
    const sharing = await this.#inTime(sharingOf(this.#client, flight, this.#plan, this.#moment));
    if (sharing === "no") return undefined;
    this.#looked();
    const loaded = await waitFor(flight, (result) => this.#inTime(result));
    // The call that started it has a stale value to return, and this call has none.
    const isForOthers = loaded.isOld && flight.hasOld;
    const isOlder = loaded.knownAt !== undefined && loaded.knownAt < this.#moment;
    if (isForOthers || isOlder) return undefined;
    if (sharing === "yes") return loaded;
    return (await this.#inTime(tagsStillHold(this.#client, flight, loaded))) ? loaded : undefined;
  }

  /** The loader's answer, or the stale value if the loader fails, takes too long, or another caller loads. */
  async #loadOr(old: T, stored: Buffer): Promise<T> {
    const { cooling, context } = this.#client;
    const keepOld = () => {
      context.statistics.countStale();
      return old;
    };
    if (cooling.has(this.#redisKey) || this.#other() !== undefined) return keepOld();
    const flight = this.#start("grace", stored, true, false);
    const { softTimeout, behind } = this.#plan;
    try {
      const patience = Math.min(softTimeout, this.#timeLeft());
      const loaded = await waitFor(flight, (result) => within(result, patience, LATE));
      if (loaded !== LATE) return loaded.isOld ? keepOld() : (loaded.value as T);
    } catch (error) {
      if (codeOf(error) === "ERR_LOAD_CYCLE") throw error;
      return keepOld();
    }
    const work = this.#client.background.add(flight, flight.result);
    behind?.(work);
    return keepOld();
  }

  /** Loads in the background, unless such a load was already started, here or elsewhere. */
  #loadBehind(reason: LoadReason, stored: Buffer): void {
    const { cooling, background } = this.#client;
    if (background.isFull || this.#other() !== undefined || cooling.has(this.#redisKey)) return;
    const flight = this.#start(reason, stored, true, true);
    const work = background.add(flight, flight.result);
    this.#plan.behind?.(work);
  }

  #start(reason: LoadReason, found: Buffer | undefined, hasOld: boolean, isBehind: boolean): Flight<Loaded> {
    const loader = this.#loader as Loader<unknown>;
    const task = { loader, plan: this.#plan, reason, found, hasOld, isBehind };
    const flight = startLoad(this.#client, this.#redisKey, task);
    this.#looked();
    return flight;
  }

  /**
   * The load of this key that runs, or ran when this call started. It may have ended while this call read the key, with
   * any outcome: this call does not repeat it.
   */
  #other(): Flight<Loaded> | undefined {
    const now = this.#client.loads.flightOf(this.#redisKey);
    return now ?? (this.#under?.isDead === false ? this.#under : undefined);
  }

  /** For a caller that loads it together with other keys. */
  #looked(): void {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    this.#plan.gather?.looked();
  }

  #timeLeft(): number {
    return this.#plan.hardTimeout - (performance.now() - this.#began);
  }

  /** @throws LoadTimeout */
  async #inTime<L>(loading: Promise<L>): Promise<L> {
    const { hardTimeout } = this.#plan;
    if (hardTimeout === Number.POSITIVE_INFINITY) return loading;
    const loaded = await within(loading, this.#timeLeft(), LATE);
    if (loaded === LATE) throw new LoadTimeout(this.#redisKey, hardTimeout);
    return loaded;
  }

  /** Decoded separately for every reader: callers with a shared object would see each other's changes. */
  async #copyOf({ bytes }: Loaded): Promise<T> {
    if (bytes === undefined) return undefined as T;
    return (await this.#client.codec.decode(Buffer.from(bytes as string), this.#redisKey)) as T;
  }

  /** The value of a possibly stale entry; undefined if it cannot be decoded and the cache ignores that. */
  async #decode(stored: Buffer): Promise<T | undefined> {
    try {
      return (await this.#client.decodePayload(stored, this.#redisKey)) as T;
    } catch (error) {
      this.#client.context.ignoreOrThrow(error, "getOrSet");
      return undefined;
    }
  }
}
