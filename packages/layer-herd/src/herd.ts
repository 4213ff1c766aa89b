import type { DecodedText, OptionDeclarations } from "@coffer/cache-core";
import {
  type ClientClass,
  type Condition,
  type Encoded,
  type Head,
  headOf,
  type Layer,
  type Life,
  type Loaded,
  type LoadTask,
  type Origin,
  type Purpose,
  soonerOf,
  touch,
  type Unchanged,
  wallClock,
} from "@coffer/client-default";
import { expiryOf, looksWrapped, MARKER, NEVER, unwrap, wrap } from "./envelope.js";
import { Lease } from "./lease.js";
import { loadAlone } from "./load-alone.js";

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
      "How long Redis keeps a value after its timeout. In this time, readers treat it as expired with a growing probability.",
  },
  CACHE_HERD_LOCK_TIMEOUT: {
    type: "number",
    min: 0.1,
    unit: "seconds",
    default: 10,
    description:
      "How long getOrSet waits for the loader of another process if that process has died. A running loader may take longer.",
  },
};

const INTEGER = /^-?\d+$/;

/**
 * The layer against cache stampedes. Redis keeps a value for `CACHE_HERD_TIMEOUT` after its timeout. In this time, each read treats the
 * value as expired with a growing probability (probabilistic early expiration): so usually one caller reloads it while the others still get
 * the old value. `getOrSet` lets one caller among all processes load. Name it last among the layers with a header, since a script reads its
 * header in Redis (`touch`).
 */
export const herd: Layer = Object.assign(
  function herd<Base extends ClientClass>(Client: Base): Base {
    return class extends Client {
      /** In milliseconds. */
      readonly #herdTimeout: number;
      /** In milliseconds. */
      readonly #leaseTimeout: number;
      /** Keys whose value a caller of this process must reload. */
      readonly #refreshing: Set<string> = new Set();
      /** The lease that allows storing a loaded value, by the Redis key. */
      readonly #leaders: Map<string, Required<Unchanged>> = new Map();

      // biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for this constructor of a mixin.
      constructor(...args: any[]) {
        super(...args);
        const { CACHE_HERD_TIMEOUT, CACHE_HERD_LOCK_TIMEOUT } = this.context.options;
        this.#herdTimeout = Math.trunc((CACHE_HERD_TIMEOUT as number) * 1000);
        this.tags.keptLonger = this.#herdTimeout;
        this.#leaseTimeout = Math.trunc((CACHE_HERD_LOCK_TIMEOUT as number) * 1000);
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

      /**
       * The probability p for one reader: in the x-th second after the logical expiry of T seconds p = (x + 1) / T.
       */
      #isExpired(when: number): boolean {
        const seconds = Math.floor((wallClock() - when) / 1000);
        return seconds >= 1 && Math.random() < ((seconds + 1) * 1000) / this.#herdTimeout;
      }

      override isExpired(head: Head, redisKey: string, purpose: Purpose): boolean {
        return head.expiresEarly
          ? this.#isMissing(head.expires, redisKey, purpose)
          : super.isExpired(head, redisKey, purpose);
      }

      override isCurrent(stored: Buffer): boolean | Promise<boolean> {
        const when = expiryOf(super.payloadOf(stored));
        return (when === undefined || when > wallClock()) && super.isCurrent(stored);
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
        life: Life,
        when: Condition | Unchanged,
        origin: Origin,
      ): Promise<boolean> {
        const condition = origin === "loader" ? this.#whileLeading(redisKey, when) : when;
        const { timeout } = life;
        // Integers stay bare, so that Redis can count them, except loaded ones, which were expensive.
        const isBare = origin === "caller" && typeof data === "string" && INTEGER.test(data);
        const isGone = timeout !== null && timeout <= 0;
        if (life.hasHead) {
          const longer = { ...life, expiresEarly: true, keep: Math.max(life.keep, this.#herdTimeout) };
          return super.writeEntry(redisKey, data, longer, condition, origin);
        }
        if (isBare || isGone) return super.writeEntry(redisKey, data, life, condition, origin);
        const entry = this.#withHeader(data, timeout);
        const longer = timeout === null ? life : { ...life, timeout: timeout + this.#herdTimeout };
        return super.writeEntry(redisKey, entry, longer, condition, origin);
      }

      #withHeader(data: Encoded | Promise<Buffer>, timeout: number | null): Encoded | Promise<Buffer> {
        if (data instanceof Promise) return data.then((bytes) => this.#withHeader(bytes, timeout) as Buffer);
        if (timeout === null) return looksWrapped(data) ? wrap(data, NEVER) : data;
        return wrap(data, wallClock() + timeout);
      }

      /** A loaded value is stored only while the lease is held. */
      #whileLeading(redisKey: string, when: Condition | Unchanged): Condition | Unchanged {
        const leader = this.#leaders.get(redisKey);
        if (leader === undefined) return when;
        if (typeof when === "object") return { ...when, permit: leader.permit };
        return when === "NX" ? { seen: "", permit: leader.permit } : leader;
      }

      override timeLeft(stored: Buffer, left: number | null): number | null {
        const when = expiryOf(super.payloadOf(stored));
        if (when === undefined) return super.timeLeft(stored, left);
        return soonerOf(when === NEVER ? null : when - wallClock(), left);
      }

      override touchEntry(redisKey: string, left: number | null): Promise<boolean> {
        if (left !== null && left <= 0) return super.touchEntry(redisKey, left);
        return touch(this, redisKey, left, { marker: MARKER, keep: this.#herdTimeout });
      }

      /**
       * The lease is deleted with its key: a value loaded before a delete is not stored after it, whichever process
       * deletes.
       */
      override deletedWith(redisKey: string): string {
        return this.siblingOf(redisKey, "load").redisKey;
      }

      override async load(task: LoadTask): Promise<Loaded> {
        const { loader, plan, flight } = task;
        const load = (found: Buffer | undefined) => super.load({ ...task, found });
        const { redisKey } = flight;
        try {
          const isGone = plan.timeout !== null && plan.timeout <= 0;
          if (typeof loader !== "function" || isGone) return await super.load(task);
          // A loader that never ends must not block later ones.
          flight.onDeath(() => {
            this.#refreshing.delete(redisKey);
            this.#leaders.delete(redisKey);
          });
          const lease = this.#leaseOf(redisKey);
          return await loadAlone({
            lease,
            task,
            load: (found, seen) => {
              const permit = { key: lease.key, token: lease.token, lost: () => flight.die() };
              this.#leaders.set(redisKey, { seen, permit });
              return load(found).finally(() => {
                if (this.#leaders.get(redisKey)?.permit === permit) this.#leaders.delete(redisKey);
              });
            },
            loadWithout: (error) => {
              if (error !== undefined) this.context.ignoreOrThrow(error, "getOrSet");
              return super.load(task);
            },
            current: (stored) => this.#theirs(stored, redisKey, () => this.isCurrent(stored)),
            drawn: (stored) => this.#theirs(stored, redisKey, () => this.#mayBeReturned(stored)),
          });
        } finally {
          this.#refreshing.delete(redisKey);
        }
      }

      #leaseOf(redisKey: string): Lease {
        const group = this.topology.groupOf(redisKey);
        const keyOf = (what: string) => this.siblingOf(redisKey, what).redisKey;
        return new Lease(
          (script, keys, args) =>
            this.topology.laneFor(group, true).run(script, keys, args, undefined, group),
          redisKey,
          { lease: keyOf("load"), note: keyOf("failed") },
          this.#leaseTimeout,
        );
      }

      /** Whether readers treat it as expired with a growing probability: for the others it is still a value. */
      #mayBeReturned(stored: Buffer): boolean | Promise<boolean> {
        const head = headOf(stored);
        const when = head === undefined ? expiryOf(super.payloadOf(stored)) : head.expires;
        if (when === undefined || wallClock() - when >= Math.max(1000, this.#herdTimeout)) return false;
        return head === undefined || (head.expiresEarly && this.tags.holds(head));
      }

      /**
       * A value that another caller stored, if it is valid; undefined also if it cannot be decoded: then it is
       * loaded.
       */
      async #theirs(
        stored: Buffer,
        redisKey: string,
        isGood: () => boolean | Promise<boolean>,
      ): Promise<Loaded | undefined> {
        const knownAt = this.loads.moment();
        if (!(await isGood())) return undefined;
        try {
          return { ...(await this.loadedFrom(stored, redisKey)), knownAt };
        } catch (error) {
          this.context.report(error, "getOrSet");
          return undefined;
        }
      }
    };
  },
  { options },
);
