import { setImmediate as nextTurn } from "node:timers/promises";
import type { DecodedText } from "@coffer/cache-core";
import type { ClientClass, Layer, Purpose, Use } from "@coffer/client-default";
import { frozen } from "./freeze.js";
import { standsFor, whenReady } from "./kept.js";
import { NearCache } from "./near-cache.js";
import { options } from "./options.js";

/**
 * After this many answers from memory, one waits for the end of the turn of the event loop: a caller that reads again
 * after each answer would never let it end, and sockets and timers would starve, including the reports of servers.
 */
const YIELD_EVERY = 256;

/**
 * The layer that keeps values in the process's memory, so that reading them again costs no round trip. Servers report
 * every change of a key that may be kept (CLIENT TRACKING with BCAST), on a separate connection to each. If they
 * cannot, or do not prove in time that the link works, values are read from Redis. It keeps the stored bytes: expiry,
 * tags and other layers are checked for every reader.
 */
export const near: Layer = Object.assign(
  function near<Base extends ClientClass>(Client: Base): Base {
    return class extends Client {
      readonly #near: NearCache;
      /** Answers from memory since the last one that waited. */
      #answered = 0;

      // biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for this constructor of a mixin.
      constructor(...args: any[]) {
        super(...args);
        this.#near = new NearCache(this);
        this.context.statistics.near = () => this.#near.stats();
      }

      override readValue(
        redisKey: string,
        purpose: Purpose,
        use: Use<unknown> = this.uses[purpose],
      ): Promise<unknown> {
        const cache = this.#near;
        if (!cache.covers(redisKey)) return super.readValue(redisKey, purpose, use);
        const kept = cache.memory.lookUp(redisKey);
        if (kept === undefined) return super.readValue(redisKey, purpose, cache.keeping([redisKey], use));
        this.#answered += 1;
        try {
          const value = use(kept.stored, redisKey, undefined);
          if (value instanceof Promise) return value;
          return this.#isTimeToYield() ? nextTurn(value) : Promise.resolve(value);
        } catch (error) {
          return Promise.reject(error);
        }
      }

      #isTimeToYield(): boolean {
        if (this.#answered < YIELD_EVERY) return false;
        this.#answered = 0;
        return true;
      }

      override async readValues(
        redisKeys: readonly string[],
        use: Use<unknown> = this.uses.get,
      ): Promise<unknown[]> {
        const cache = this.#near;
        const found: unknown[] = new Array(redisKeys.length);
        const missing: number[] = [];
        const pending: Promise<void>[] = [];
        const put = (position: number, value: unknown) => {
          found[position] = value;
        };
        for (const [position, redisKey] of redisKeys.entries()) {
          const kept = cache.covers(redisKey) ? cache.memory.lookUp(redisKey) : undefined;
          if (kept === undefined) missing.push(position);
          else {
            const value = this.#answer(() => use(kept.stored, redisKey, undefined));
            if (value instanceof Promise) pending.push(value.then((known) => put(position, known)));
            else put(position, value);
          }
        }
        if (missing.length > 0) {
          const wanted = missing.map((position) => redisKeys[position] as string);
          const isAll = missing.length === redisKeys.length;
          const read = super.readValues(wanted, cache.keeping(wanted, use)).catch((error) => {
            // As if one of several servers failed: the settings decide whether to continue without it.
            if (isAll) throw error;
            this.context.ignoreOrThrow(error, "getMany");
            return [];
          });
          pending.push(
            read.then((values) => {
              for (const [index, position] of missing.entries()) put(position, values[index]);
            }),
          );
        }
        await Promise.all(pending);
        this.#answered += redisKeys.length - missing.length;
        return this.#isTimeToYield() ? nextTurn(found) : found;
      }

      /** An undecodable value is a miss if such errors are ignored. */
      #answer(answer: () => unknown): unknown {
        const ignoreOrThrow = (error: unknown) => this.context.ignoreOrThrow(error, "getMany");
        try {
          const value = answer();
          return value instanceof Promise ? value.catch(ignoreOrThrow) : value;
        } catch (error) {
          return ignoreOrThrow(error);
        }
      }

      override readVersion(redisKey: string, use: Use<void>): void | Promise<void> {
        const cache = this.#near;
        if (!cache.covers(redisKey)) return super.readVersion(redisKey, use);
        const kept = cache.memory.find(redisKey);
        if (kept !== undefined) return use(kept.stored, redisKey, undefined);
        return super.readVersion(redisKey, cache.keeping([redisKey], use, true));
      }

      override decodePayload(stored: Buffer, redisKey: string, text?: DecodedText): unknown {
        const { memory, freezes } = this.#near;
        const kept = memory.keptAs(redisKey, stored);
        if (kept !== undefined) {
          return kept.shared === undefined
            ? memory.decode(redisKey, kept, this.codec, this.payloadOf(stored))
            : kept.shared;
        }
        // Undefined unless it has been removed meanwhile.
        const known = standsFor(stored);
        const value = known === undefined ? super.decodePayload(stored, redisKey, text) : known;
        // The caller gets its value whether it could be kept or not.
        return freezes && this.#near.covers(redisKey) ? whenReady(value, frozen) : value;
      }

      override invalidated(redisKeys: string | readonly string[] | undefined): void {
        this.#near.written(redisKeys);
        super.invalidated(redisKeys);
      }

      override written(redisKeys: string | readonly string[] | undefined): void {
        this.#near.written(redisKeys);
        super.written?.(redisKeys);
      }
    };
  },
  { options },
);
