import type { DecodedText } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import { type Head, headOf } from "../entry/head.js";
import { wallClock } from "../entry/wall-clock.js";
import type { Use } from "../lane/answer.js";
import type { LoadPlan } from "../loading/load-plan.js";
import { type EntryState, stateOf } from "../loading/state-of.js";

/** The entry at a key, if it is not simply the answer. */
export class Found {
  readonly stored: Buffer;
  /** If its tags are valid. */
  readonly state: EntryState | undefined;

  constructor(stored: Buffer, state?: EntryState) {
    this.stored = stored;
    this.state = state;
  }
}

/**
 * What getOrSet makes of the bytes at a key: the value if that is the answer, undefined if there is nothing, else
 * what was found. The versions of the plan's tags are requested now, so that they arrive with the value.
 */
export function finder(client: Entries, plan: LoadPlan): Use<unknown> {
  const asked = plan.tags === undefined ? undefined : client.tags.asked(plan.tags);
  return (stored, redisKey, text) => {
    const { statistics } = client.context;
    if (stored === null) return statistics.countLookup(undefined);
    const head = headOf(stored);
    if (head === undefined) {
      const value = statistics.countLookup(client.decodeEntry(stored, redisKey, "load", text));
      return value === undefined ? new Found(stored) : value;
    }
    const holds = client.tags.holds(head, asked);
    if (typeof holds === "boolean") return judge(client, plan, stored, head, holds, redisKey, text);
    return holds.then((doHold) => judge(client, plan, stored, head, doHold, redisKey, text));
  };
}

function judge(
  client: Entries,
  plan: LoadPlan,
  stored: Buffer,
  head: Head,
  holds: boolean,
  redisKey: string,
  text: DecodedText | undefined,
): unknown {
  const { statistics } = client.context;
  const state = holds ? stateOf(head, plan, wallClock()) : undefined;
  if (state === "value" || (state === "over" && !client.isExpired(head, redisKey, "load")))
    return statistics.countLookup(client.decodePayload(stored, redisKey, text));
  const isThere = state !== undefined && state !== "over";
  statistics.countLookup(isThere ? true : undefined);
  return new Found(stored, state);
}
