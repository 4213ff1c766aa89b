import { codeOf } from "@coffer/cache-core";

/** A node's reply for a key that it does not have. */
export interface Redirection {
  /** ASK: only this command is redirected. Its slot is being migrated, and its key is at the target already. */
  readonly isAsk: boolean;
  readonly slot: number;
  readonly address: string;
}

const REDIRECTION = /^(MOVED|ASK) (\d+) (\S+)$/;

/**
 * Reads a redirection from the outcome of a command.
 * @param addressOf returns the address to connect to for the one in a redirection. If it throws, there is no redirection.
 */
export function redirectionIn(
  outcome: unknown,
  addressOf: (announced: string) => string,
): Redirection | undefined {
  const [, kind, slot, announced = ""] = REDIRECTION.exec(refusalIn(outcome)) ?? [];
  if (kind === undefined) return undefined;
  try {
    return { isAsk: kind === "ASK", slot: Number(slot), address: addressOf(announced) };
  } catch {
    return undefined;
  }
}

/** Redis's error if it rejected a command; empty for anything else. */
export function refusalIn(outcome: unknown): string {
  if (!(outcome instanceof Error) || codeOf(outcome) !== "ERR_REPLY") return "";
  return outcome.cause instanceof Error ? outcome.cause.message : "";
}
