import { codeOf, type ErrorCode, type ImproperlyConfigured } from "@coffer/cache-core";
import { type Finding, problem } from "./finding.js";

/** What a mistake's message says, and what to do about it. The first that fits counts. */
const CURES: readonly (readonly [symptom: RegExp, cure: string])[] = [
  [/Run: (npm install \S+?)(?:\. |$)/, "$1"],
  [/did you mean ([\w.@/#-]+)\?/, "write $1"],
  [/It looks like .*: (leave it out, or .*)$/, "$1"],
  [/ has no counterpart: (.*)$/, "$1"],
  [/: (leave it out: .*|write it into .*)$/, "$1"],
  [/the environment has no (\w+)/, "set $1 in the environment before the application starts"],
  [
    /after \$\{ comes the name/,
    "name an environment variable in the braces, or double the $ where none is meant",
  ],
  [/: (write [^:]+:.*)$/, "$1"],
  [
    /cannot be read: (?:ENOENT|EACCES|EISDIR)/,
    "name a settings file that is there and may be read: --settings <file>",
  ],
  [
    /cannot be read: .*JSON/s,
    "mend the JSON: quotes around names, no comma after the last item, no comments",
  ],
  [/has no default export/, "write export default { CACHES: { default: { LOCATION: ... } } }"],
  [/cannot be read: /, "mend the settings file: it fails while it is loaded"],
  [/must end in /, "name a settings file with one of these endings"],
  [/is not a plugin path.*?(Write .*)$/s, "$1"],
  [/The package "coffer" brings defaults/, "npm install coffer, or name a plugin here"],
  [
    /: unknown option, unless (.+) has it, which could not be loaded/,
    "mend $1 first: it may have this option",
  ],
  [/so write (a comma in a user or password as %2C)/, "write $1"],
  [/: unknown (?:option|setting|argument)/, "leave it out, or write one of those that are known"],
  [/belongs beside OPTIONS/, "move it out of OPTIONS"],
  [/belongs into (CONNECTION_POOL_KWARGS as \w+|CONNECTION_POOL_KWARGS|OPTIONS)$/, "move it into $1"],
  [/^[^:]+: is missing: (.+)$/s, "$1"],
  [/: (write a comma, or a list)$/, "$1"],
  [/: (write its package before it .*)$/, "$1"],
  [/is given twice|is said already/, "say it once"],
  [/^[^:]+: must be (.+?)(?:[,;] got .*)?$/s, "give it $1"],
];

/** For messages about plugins, which are told apart by their codes. */
const BY_CODE: Partial<Record<ErrorCode, string>> = {
  ERR_PLUGIN_NOT_INSTALLED: "mend the path, or put the file there",
  ERR_PLUGIN_NOT_EXPORTED: "name one of the exports that it has, as in package#Name",
  ERR_PLUGIN_BROKEN: "mend the module, or install what it needs",
  ERR_PLUGIN_KIND: "name a plugin of this kind, or give it what it lacks",
};

/** Every mistake in the settings, each with what to do. What is no mistake in the settings is thrown on. */
export function settingsFindings(error: unknown): Finding[] {
  if (codeOf(error) !== "ERR_IMPROPERLY_CONFIGURED") throw error;
  return (error as ImproperlyConfigured).mistakes.map((mistake) =>
    problem(mistake.message, cureFor(mistake)),
  );
}

function cureFor(mistake: Error): string | undefined {
  for (const [symptom, cure] of CURES) {
    const [found] = symptom.exec(mistake.message) ?? [];
    if (found !== undefined) return found.replace(symptom, cure);
  }
  return BY_CODE[codeOf(mistake) as ErrorCode];
}
