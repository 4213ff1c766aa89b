import { codeOf, type ImproperlyConfigured } from "@coffer/cache-core";
import { type Finding, problem } from "@coffer/inspector/diagnosis";

/** Everything that is wrong with the settings, each with what to do. Any other error is thrown on. */
export function settingsFindings(error: unknown): Finding[] {
  if (codeOf(error) !== "ERR_IMPROPERLY_CONFIGURED") throw error;
  return (error as ImproperlyConfigured).problems.map(({ message, hint }) => problem(message, hint));
}
