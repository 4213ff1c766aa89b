import { pluginString } from "./plugin-string.js";

/** Puts the name of a package and the words of its plugin where a template has `coffer-example`, `Example`, `EXAMPLE` and `example-`. */
export function fillIn(template: string, name: string, words: readonly string[]): string {
  const forms: Readonly<Record<string, string>> = {
    "coffer-example#default": pluginString(name),
    "coffer-example": name,
    Example: words.map((word) => (word[0] as string).toUpperCase() + word.slice(1)).join(""),
    EXAMPLE: words.join("_").toUpperCase(),
    "example-": `${words.join("-")}-`,
  };
  return template.replace(
    /coffer-example#default|coffer-example|Example|EXAMPLE|example-/g,
    (found) => forms[found] as string,
  );
}
