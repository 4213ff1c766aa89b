import type { DecodedText, Loader, OptionDeclarations } from "@coffer/cache-core";
import type {
  ClientClass,
  Condition,
  Encoded,
  Flight,
  Layer,
  Loaded,
  Origin,
  Purpose,
} from "@coffer/client-default";
import { expiryOf, looksWrapped, moment, NEVER, unwrap, wrap } from "./envelope.js";
import { type Found, loadAlone } from "./load-alone.js";
import { ADD, TOUCH } from "./scripts.js";
import { wallClock } from "./wall-clock.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    readonly CACHE_HERD_TIMEOUT?: number;
    readonly CACHE_HERD_LOCK_TIMEOUT?: number;
  }
}

const options: OptionDeclarations = {
  CACHE_HERD_TIMEOUT: {
    type: "number",
    min: 0,
    unit: "seconds",
    default: 60,
    global: true,
    description:
      "How long a value outlives its timeout. Meanwhile readers treat it as expired with a growing probability.",
  },
  CACHE_HERD_LOCK_TIMEOUT: {
    type: "number",
    min: 0.1,
    unit: "seconds",
    default: 10,
    description: "How long getOrSet waits for a loader whose process died. One that lives may take longer.",
  },
};

const INTEGER = /^-?\d+$/;

/**
 * The layer against stampedes. Values with a timeout are kept for CACHE_HERD_TIMEOUT longer than that. In this time each reader treats the
 * value as expired with a probability that grows, so that one caller loads it again while the others get the old one (probabilistic early
 * expiration). `getOrSet` lets one caller among all processes load. Scripts read its header in Redis, so it stands last of the layers that
 * store one.
 */
export const herd: Layer = Object.assign(
  function herd<Base extends ClientClass>(Client: Base): Base {
    return class extends Client {
      /** In milliseconds. */
      readonly #herdTimeout: number;
      /** In seconds. */
      readonly #lockTimeout: number;
      /** Keys whose value a caller of this process is to load again. */
      readonly #refreshing: Set<string> = new Set();

      // biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for this constructor of a mixin.
      constructor(...args: any[]) {
        super(...args);
        const { CACHE_HERD_TIMEOUT, CACHE_HERD_LOCK_TIMEOUT } = this.context.options;
        this.#herdTimeout = Math.trunc((CACHE_HERD_TIMEOUT as number) * 1000);
        this.#lockTimeout = CACHE_HERD_LOCK_TIMEOUT as number;
      }

      override decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose, text?: DecodedText): unknown {
        const when = expiryOf(super.payloadOf(stored));
        return when !== undefined && this.#isMissing(when, redisKey, purpose)
          ? undefined
          : super.decodeEntry(stored, redisKey, purpose, text);
      }

      /** In this process one load at a time replaces a value; until it is done, the other callers get the old one. */
      #isMissing(when: number, redisKey: string, purpose: Purpose): boolean {
        if (purpose === "get") return this.#isExpired(when);
        if (this.#refreshing.has(redisKey) || !this.#isExpired(when)) return false;
        this.#refreshing.add(redisKey);
        return true;
      }

      /** For one reader, with probability p: in the x-th second after the logical expiry of T seconds p = (x + 1) / T. */
      #isExpired(when: number): boolean {
        const seconds = Math.floor((wallClock() - when) / 1000);
        return seconds >= 1 && Math.random() < ((seconds + 1) * 1000) / this.#herdTimeout;
      }

      override payloadOf(stored: Buffer): Buffer {
        return unwrap(super.payloadOf(stored));
      }

      override withPayload(encoded: Encoded, stored: Buffer): Encoded {
        const when = expiryOf(super.payloadOf(stored));
        return super.withPayload(when === undefined ? encoded : wrap(encoded, when), stored);
      }

      override writeEntry(
        redisKey: string,
        data: Encoded | Promise<Buffer>,
        timeout: number | null,
        condition: Condition,
        origin: Origin,
      ): Promise<boolean> {
        // Integers stay bare, so that Redis can count them; what was loaded has cost something.
        const isBare = origin === "caller" && typeof data === "string" && INTEGER.test(data);
        const entry = isBare ? data : this.#withHeader(data, timeout);
        const life = isBare ? timeout : this.#lifeInRedis(timeout);
        if (condition !== "NX" || (timeout !== null && timeout <= 0)) {
          return super.writeEntry(redisKey, entry, life, condition, origin);
        }
        // What is there may be expired, as far as a reader can see.
        return this.writing(redisKey, (lane, group) => {
          const add = (bytes: Encoded) =>
            lane.run(ADD, [redisKey], [wallClock(), bytes, life ?? ""], undefined, group);
          return entry instanceof Promise ? lane.hold([redisKey], entry, add) : add(entry);
        }).then((reply) => this.context.statistics.countWrite(Number(reply) === 1));
      }

      #withHeader(data: Encoded | Promise<Buffer>, timeout: number | null): Encoded | Promise<Buffer> {
        if (data instanceof Promise) return data.then((bytes) => this.#withHeader(bytes, timeout) as Buffer);
        if (timeout === null) return looksWrapped(data) ? wrap(data, NEVER) : data;
        return wrap(data, wallClock() + timeout);
      }

      /** When the key expires in Redis. */
      #lifeInRedis(timeout: number | null): number | null {
        return timeout === null || timeout <= 0 ? timeout : timeout + this.#herdTimeout;
      }

      override async touchEntry(redisKey: string, left: number | null): Promise<boolean> {
        if (left !== null && left <= 0) return super.touchEntry(redisKey, left);
        const now = wallClock();
        const when = moment(left === null ? NEVER : now + left);
        const args = [now, when, this.#lifeInRedis(left) ?? "", left ?? ""];
        return Number(await this.run(TOUCH, [redisKey], args)) === 1;
      }

      override async load<T>(flight: Flight, loader: Loader<T>, timeout: number | null): Promise<Loaded> {
        const load = () => super.load(flight, loader, timeout);
        const { redisKey } = flight;
        const failed = this.siblingOf(redisKey, "failed").redisKey;
        const group = this.topology.groupOf(redisKey);
        try {
          if (typeof loader !== "function" || (timeout !== null && timeout <= 0)) return await load();
          return await loadAlone({
            lock: this.lockWithin(this.siblingOf(redisKey, "load").redisKey, {
              timeout: this.#lockTimeout,
              blocking: false,
            }),
            load,
            flight,
            look: (fresh) => this.#look(redisKey, failed, group, fresh),
            leave: (note) =>
              this.topology
                .laneFor(group, true)
                .send("SET", [failed, note, "PX", this.#lockTimeout * 1000], [failed], group),
            ignoreOrThrow: (error) => this.context.ignoreOrThrow(error, "getOrSet"),
          });
        } finally {
          this.#refreshing.delete(redisKey);
        }
      }

      /** What is there by now; if it has to be fresh, what has logically expired is not. */
      #look(redisKey: string, failed: string, group: number, fresh: boolean): Promise<Found<Loaded>> {
        return this.topology.laneFor(group, true).readMany(
          [redisKey, failed],
          async ([data = null, left = null]) => {
            const isThere = data !== null && !(fresh && this.#expiryOf(data) < Date.now());
            return {
              loaded: isThere ? await this.loadedFrom(data, redisKey) : undefined,
              note: left?.toString(),
            };
          },
          [group, group],
        );
      }

      #expiryOf(stored: Buffer): number {
        return expiryOf(super.payloadOf(stored)) ?? NEVER;
      }
    };
  },
  { options },
);
