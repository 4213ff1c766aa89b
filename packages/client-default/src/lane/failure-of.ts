import { ConnectionInterrupted, codeOf, type Reply } from "@coffer/cache-core";

type ConnectionCode = ConnectionInterrupted["code"];

const CODES: ReadonlySet<string> = new Set<ConnectionCode>([
  "ERR_UNREACHABLE",
  "ERR_NO_REPLY",
  "ERR_TIMEOUT",
  "ERR_REPLY",
  "ERR_CLOSED",
]);

/** The number of keys to name, and the length of each. */
const NAMED = 3;
const LONGEST = 200;

/**
 * The failure of one call, if several calls shared what failed: a separate error that names its keys. It must be
 * created where the caller's promise is rejected, so that the stack has the caller's frames.
 */
export function failureOf(failure: unknown, redisKeys: readonly string[] | undefined): unknown {
  const code = codeOf(failure) ?? "";
  if (!CODES.has(code)) return failure;
  const { message, cause } = failure as Error;
  const text =
    redisKeys === undefined || redisKeys.length === 0 ? message : `${message} (${named(redisKeys)})`;
  return new ConnectionInterrupted(code as ConnectionCode, text, cause === undefined ? {} : { cause });
}

/** A reply from a foreign connection that Redis would never send. */
export function misshapen(command: string, answer: Reply | undefined): ConnectionInterrupted {
  const shape = Array.isArray(answer)
    ? `a list of ${answer.length}`
    : `a ${answer === null ? "nil" : typeof answer}`;
  return new ConnectionInterrupted(
    "ERR_REPLY",
    `${command} got ${shape} as its reply, which Redis never sends for it`,
  );
}

function named(redisKeys: readonly string[]): string {
  const names = redisKeys.slice(0, NAMED).map((key) => JSON.stringify(key.slice(0, LONGEST)));
  const more = redisKeys.length - names.length;
  return `${redisKeys.length === 1 ? "key" : "keys"} ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
