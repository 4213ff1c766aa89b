/**
 * The words of the plugin's name, from the name of its package: `yaml` for `@acme/coffer-serializer-yaml`. If no
 * other word is left, the scope.
 */
export function wordsOf(name: string, kind: string): string[] {
  const [own = "", scope = "plugin"] = name.replace(/^@/, "").split("/").reverse();
  const general = new Set(["coffer", ...kind.split("-")]);
  const words = split(own).filter((word) => !general.has(word));
  const [first, ...more] = words.length > 0 ? words : split(scope);
  // A class name cannot begin with a digit.
  return [/^\d/.test(first as string) ? `x${first}` : (first as string), ...more];
}

function split(name: string): string[] {
  return name.toLowerCase().match(/[a-z0-9]+/g) ?? ["plugin"];
}
