import { codeOf } from "@coffer/cache-core";
import { addressOf } from "./address.js";

/** What a node says of a key that it does not have. */
export interface Redirection {
  /** Only for this command: the slot is on its way, and this key has gone ahead. */
  readonly isAsk: boolean;
  readonly slot: number;
  readonly address: string;
}

const REDIRECTION = /^(MOVED|ASK) (\d+) (\S+)$/;

/**
 * Reads a redirection from what became of a command.
 * @param from the node that answered, which leaves out its own host where it does not know it.
 */
export function redirectionIn(outcome: unknown, from: string): Redirection | undefined {
  const [, kind, slot, address = ""] = REDIRECTION.exec(refusalIn(outcome)) ?? [];
  if (kind === undefined) return undefined;
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon) || from.slice(0, from.lastIndexOf(":"));
  return {
    isAsk: kind === "ASK",
    slot: Number(slot),
    address: addressOf(host, address.slice(colon + 1)),
  };
}

/** What Redis said, where it refused a command; empty for everything else. */
export function refusalIn(outcome: unknown): string {
  if (!(outcome instanceof Error) || codeOf(outcome) !== "ERR_REPLY") return "";
  return outcome.cause instanceof Error ? outcome.cause.message : "";
}
