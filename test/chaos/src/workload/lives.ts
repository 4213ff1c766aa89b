import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../now.js";
import type { Step, WorkloadContext } from "./context.js";

/** Milliseconds that a value lives, and the tolerance around its expiry. */
const LIFE = 400;
const UNSURE = 100;

/** Of the value at a key. */
interface Life {
  readonly value: number;
  /** When it expires: between these two, as of `now`. */
  readonly ends: readonly [earliest: number, latest: number];
}

const FOREVER: Life["ends"] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

/** A call on a key that nothing else uses. */
interface Deed {
  readonly what: string;
  ask(): Promise<unknown>;
  /** The expected answer and content afterwards, if the key existed before or not. */
  expect(
    life: Life | undefined,
    from: number,
    to: number,
  ): readonly [answer: unknown, life: Life | undefined];
}

/** Keys that only one caller uses: it knows their content and expiry, and so each answer in advance. */
export class Lives {
  readonly steps: readonly Step[];
  readonly #context: WorkloadContext;
  #keys = 0;
  #sequence = 0;

  constructor(context: WorkloadContext) {
    this.#context = context;
    this.steps = [() => this.#live()];
  }

  /** Until an answer is missing: then the content is unknown. */
  async #live(): Promise<void> {
    const { calls, complaints, random, worker, isGoing } = this.#context;
    this.#keys += 1;
    const key = `life:${worker}:${this.#keys}`;
    let life: Life | undefined;
    const began = now();
    for (let deeds = 0; deeds < 40 && isGoing(); deeds++) {
      const { what, ask, expect } = this.#deed(key);
      const before = life;
      const { from, to, value, code } = await calls.time(what, ask);
      if (code !== undefined) return;
      // Near its expiry the answer is unknown.
      if (before !== undefined && before.ends[0] <= to && from <= before.ends[1]) return;
      const [answer, after] = expect(
        before !== undefined && to < before.ends[0] ? before : undefined,
        from,
        to,
      );
      if (answer !== value) {
        const text = `${what} of ${key} gave ${value} instead of ${answer}, ${deeds} calls after it began`;
        complaints.push({ text, from: began, to });
        return;
      }
      life = after;
      await sleep(random.between(0, random.fraction() < 0.1 ? LIFE + 2 * UNSURE : 10));
    }
  }

  #deed(key: string): Deed {
    const { cache, random, readsFromReplicas } = this.#context;
    const reads: Deed[] = [
      { what: "get", ask: () => cache.get(key), expect: (life) => [life?.value, life] },
      { what: "has", ask: () => cache.has(key), expect: (life) => [life !== undefined, life] },
    ];
    this.#sequence += 1;
    const value = this.#sequence;
    const brief = (from: number, to: number): Life["ends"] => [from + LIFE - UNSURE, to + LIFE + UNSURE];
    const change = (
      what: string,
      ask: () => Promise<unknown>,
      ends: (from: number, to: number) => Life["ends"],
    ): Deed => ({
      what,
      ask,
      expect: (life, from, to) => [life !== undefined, life && { ...life, ends: ends(from, to) }],
    });
    return random.pick<Deed>([
      ...(readsFromReplicas ? [] : reads),
      {
        what: "set for a while",
        ask: () => cache.set(key, value, LIFE / 1000),
        expect: (_, from, to) => [true, { value, ends: brief(from, to) }],
      },
      {
        what: "add for a while",
        ask: () => cache.add(key, value, LIFE / 1000),
        expect: (life, from, to) => [life === undefined, life ?? { value, ends: brief(from, to) }],
      },
      {
        what: "set for ever",
        ask: () => cache.set(key, value, null),
        expect: () => [true, { value, ends: FOREVER }],
      },
      { what: "delete", ask: () => cache.delete(key), expect: (life) => [life !== undefined, undefined] },
      change("pexpire", () => cache.pexpire(key, LIFE), brief),
      change("touch", () => cache.touch(key, LIFE / 1000), brief),
      change(
        "touch for ever",
        () => cache.touch(key, null),
        () => FOREVER,
      ),
    ]);
  }
}
