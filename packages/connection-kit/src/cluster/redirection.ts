import { codeOf } from "@coffer/cache-core";

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
 * @param addressOf where a node can be reached, by the address that a redirection has. Where that is none, there is no redirection.
 */
export function redirectionIn(
  outcome: unknown,
  addressOf: (said: string) => string,
): Redirection | undefined {
  const [, kind, slot, said = ""] = REDIRECTION.exec(refusalIn(outcome)) ?? [];
  if (kind === undefined) return undefined;
  try {
    return { isAsk: kind === "ASK", slot: Number(slot), address: addressOf(said) };
  } catch {
    return undefined;
  }
}

/** What Redis said, where it refused a command; empty for everything else. */
export function refusalIn(outcome: unknown): string {
  if (!(outcome instanceof Error) || codeOf(outcome) !== "ERR_REPLY") return "";
  return outcome.cause instanceof Error ? outcome.cause.message : "";
}
