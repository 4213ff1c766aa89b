import type { CaseBody, ConditionalCase } from "./cases.js";

/**
 * A case that is skipped, with a reason, if the environment lacks one of the capabilities `needs` (one or several,
 * separated by spaces).
 */
export function needing<Context>(needs: string, run: CaseBody<Context>): ConditionalCase<Context> {
  return { needs: needs.split(" "), run };
}
