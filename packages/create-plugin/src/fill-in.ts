import { pluginString } from "./plugin-string.js";

/**
 * Replaces `coffer-example`, `Example`, `EXAMPLE`, `exampleKey`, `exampleLayer` and `example-` in a template by the
 * package's name and the names derived from it.
 */
export function fillIn(template: string, name: string, words: readonly string[]): string {
  const [first = "", ...more] = words;
  const camel = first + more.map(capitalized).join("");
  const forms: Readonly<Record<string, string>> = {
    "coffer-example#default": pluginString(name),
    "coffer-example": name,
    Example: capitalized(camel),
    exampleKey: `${camel}Key`,
    exampleLayer: `${camel}Layer`,
    EXAMPLE: words.join("_").toUpperCase(),
    "example-": `${words.join("-")}-`,
  };
  return template.replace(
    /coffer-example#default|coffer-example|exampleKey|exampleLayer|Example|EXAMPLE|example-/g,
    (found) => forms[found] as string,
  );
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
