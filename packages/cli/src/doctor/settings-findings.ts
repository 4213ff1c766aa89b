import { codeOf, type ErrorCode, type ImproperlyConfigured } from "@coffer/cache-core";
import { type Finding, problem } from "./finding.js";

/** Where the message does not say what to do, or says what is wrong only. */
const CURES: Partial<Record<ErrorCode, string>> = {
  ERR_PLUGIN_PATH: "write one of these forms",
  ERR_PLUGIN_NOT_EXPORTED: "name one of the exports that it has, as in package#Name",
  ERR_PLUGIN_BROKEN: "mend the module, or install what it needs; the cause stands above",
  ERR_PLUGIN_KIND: "name a plugin of this kind, or give it the methods that it lacks",
};

/** Every mistake in the settings, each with what to do. What is no mistake in the settings is thrown on. */
export function settingsFindings(error: unknown): Finding[] {
  if (codeOf(error) !== "ERR_IMPROPERLY_CONFIGURED") throw error;
  return (error as ImproperlyConfigured).mistakes.map((mistake) =>
    problem(mistake.message, cureFor(mistake)),
  );
}

function cureFor(mistake: Error): string | undefined {
  const { message } = mistake;
  const code = codeOf(mistake) as ErrorCode | undefined;
  const install = /Run: (npm install \S+?)(?:\.|$)/.exec(message)?.[1];
  const written = /: (write [^:]+:.*)$/.exec(message)?.[1];
  const meant = /did you mean (\w+)\?/.exec(message)?.[1];
  if (install !== undefined) return install;
  if (written !== undefined) return written;
  if (meant !== undefined) return `write ${meant}`;
  if (/cannot be read: (?:ENOENT|EACCES|EISDIR)/.test(message))
    return "name a settings file that is there and may be read: --settings <file>";
  if (/cannot be read: .*JSON/s.test(message))
    return "mend the JSON: quotes around names, no comma after the last item, no comments";
  if (/\$\{|environment/i.test(message))
    return "set this variable in the environment before the application starts";
  return code && CURES[code];
}
