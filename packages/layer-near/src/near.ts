import { setImmediate as nextTurn } from "node:timers/promises";
import type { DecodedText } from "@coffer/cache-core";
import { BaseClient, type ClientClass, type Layer, type Purpose, type Use } from "@coffer/client-default";
import { freeze } from "./freeze.js";
import { type Decoding, keptOf, whenReady } from "./kept.js";
import { NearCache } from "./near-cache.js";
import { options } from "./options.js";

/**
 * After this many answers from memory, one waits for the end of the turn of the event loop: a caller that reads again
 * after each answer would never let it end, and sockets and timers would starve, including the reports of servers.
 */
const YIELD_EVERY = 256;
const MISSING = Symbol("missing");

/**
 * The layer that keeps values in the process's memory, so that reading them again costs no round trip. Each server reports changed keys
 * on a separate tracking connection (`CLIENT TRACKING` with `BCAST`). While a server does not support this, or the tracking connection has
 * not proved within `MAX_LAG` that it works, values are read from Redis. The layer keeps the stored bytes, so every read checks the expiry,
 * the tags and the other layers.
 */
export const near: Layer = Object.assign(
  function near<Base extends ClientClass>(Client: Base): Base {
    return class Near extends Client {
      readonly #near: NearCache;
      /** Whether no other layer changes how a value without a header is decoded. */
      readonly #isPlain: boolean;
      readonly #decoding: Decoding;
      /** Answers from memory since the last one that waited. */
      #answered = 0;

      // biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for this constructor of a mixin.
      constructor(...args: any[]) {
        super(...args);
        this.#near = new NearCache(this);
        const { decodeEntry, decodePayload } = BaseClient.prototype;
        this.#isPlain =
          this.decodeEntry === decodeEntry && this.decodePayload === Near.prototype.decodePayload;
        this.#decoding = {
          freezes: this.#near.freezes,
          // A layer below that changes how values are decoded must see the stored bytes.
          inflater: super.decodePayload === decodePayload ? this.codec : undefined,
          decode: (stored, redisKey) => super.decodePayload(stored, redisKey),
        };
        this.context.statistics.near = () => this.#near.stats();
      }

      override readValue(redisKey: string, purpose: Purpose, use?: Use<unknown>): Promise<unknown> {
        const cache = this.#near;
        const kept = cache.lookUp(redisKey);
        if (kept === undefined) {
          return super.readValue(redisKey, purpose, cache.keeping(redisKey, use ?? this.uses[purpose]));
        }
        this.#answered += 1;
        try {
          const value =
            kept.isWhole && this.#isPlain && use === undefined
              ? this.context.statistics.countLookup(kept.shared)
              : (use ?? this.uses[purpose])(kept.stored, redisKey, undefined);
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
        const missing: string[] = [];
        // In the order of the keys; missing values are filled in later, in the same order.
        const answers = redisKeys.map((redisKey) => {
          const kept = cache.lookUp(redisKey);
          if (kept === undefined) missing.push(redisKey);
          return kept === undefined ? MISSING : this.#answer(() => use(kept.stored, redisKey, undefined));
        });
        const read = missing.length === 0 ? [] : super.readValues(missing, cache.keepingMany(missing, use));
        // As if one of several servers failed: the settings decide whether to continue without it.
        const isAll = missing.length === redisKeys.length;
        const known = isAll || missing.length === 0 ? read : this.#answer(() => read);
        const isDecoded = !answers.some((answer) => answer instanceof Promise);
        // Together, so that no rejection is unhandled.
        const [values, found] = await Promise.all([known, isDecoded ? answers : Promise.all(answers)]);
        let next = 0;
        for (const [at, value] of found.entries())
          if (value === MISSING) found[at] = (values as unknown[] | undefined)?.[next++];
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
        const kept = cache.memory.find(redisKey);
        if (kept !== undefined) return use(kept.stored, redisKey, undefined);
        return super.readVersion(redisKey, cache.keeping(redisKey, use, true));
      }

      override decodePayload(stored: Buffer, redisKey: string, text?: DecodedText): unknown {
        const { memory, freezes } = this.#near;
        const kept = keptOf(stored);
        if (kept?.shared !== undefined) return kept.shared;
        if (kept !== undefined) return memory.decode(kept, this.payloadOf(stored), this.#decoding);
        memory.compare(redisKey, stored);
        const value = super.decodePayload(stored, redisKey, text);
        if (!freezes || !this.#near.covers(redisKey)) return value;
        // The caller gets a frozen value whether it could be kept or not.
        return whenReady(value, (each) => {
          freeze(each);
          return each;
        });
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
