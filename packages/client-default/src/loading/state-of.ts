import { type Head, NEVER } from "../entry/head.js";
import type { LoadPlan } from "./load-plan.js";

/**
 * What an entry is to a call: a value; one to be loaded again ahead of time (`eager`); an old one that is the answer (`stale`), or where the load
 * fails (`grace`); or none of these (`over`).
 */
export type EntryState = "value" | "eager" | "stale" | "grace" | "over";

/** @param now milliseconds since 1970. */
export function stateOf(
  head: Head,
  plan: Pick<LoadPlan, "stale" | "grace" | "eager">,
  now: number,
): EntryState {
  const age = now - head.expires;
  if (age < 0) {
    // Of what never expires no part is late.
    const isAhead =
      plan.eager < 1 &&
      head.expires !== NEVER &&
      now >= head.stored + plan.eager * (head.expires - head.stored);
    return isAhead ? "eager" : "value";
  }
  if (age < plan.stale) return "stale";
  return age < plan.grace ? "grace" : "over";
}
