import { codeOf, type ImproperlyConfigured } from "@coffer/cache-core";
import { type Finding, problem } from "@coffer/inspector/diagnosis";

/** All problems of the settings, each with what to do. Any other error is rethrown. */
export function settingsFindings(error: unknown): Finding[] {
  if (codeOf(error) !== "ERR_IMPROPERLY_CONFIGURED") throw error;
  return (error as ImproperlyConfigured).problems.map(({ message, hint }) => problem(message, hint));
}
