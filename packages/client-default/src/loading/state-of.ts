import { type Head, NEVER } from "../entry/head.js";
import type { LoadPlan } from "./load-plan.js";

/**
 * The state of an entry for a call: a `value`; one to be reloaded early (`eager`); a stale one that is returned
 * (`stale`), or only if the load fails (`grace`); or none of these (`over`).
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
    // An entry without expiry is never reloaded early.
    const isAhead =
      plan.eager < 1 &&
      head.expires !== NEVER &&
      now >= head.stored + plan.eager * (head.expires - head.stored);
    return isAhead ? "eager" : "value";
  }
  if (age < plan.stale) return "stale";
  return age < plan.grace ? "grace" : "over";
}
