import type { CaseBody, ConditionalCase } from "./cases.js";

/** A case that is skipped, with a reason, where the environment lacks one of the capabilities `needs` (one or several, with blanks between). */
export function needing<Context>(needs: string, run: CaseBody<Context>): ConditionalCase<Context> {
  return { needs: needs.split(" "), run };
}
