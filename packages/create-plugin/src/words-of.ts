/**
 * The words that a plugin is called by, from the name of its package: of `@acme/coffer-serializer-yaml` it is `yaml`. Where nothing
 * else is left, the scope.
 */
export function wordsOf(name: string, kind: string): string[] {
  const [own = "", scope = "plugin"] = name.replace(/^@/, "").split("/").reverse();
  const general = new Set(["coffer", ...kind.split("-")]);
  const words = split(own).filter((word) => !general.has(word));
  const [first, ...more] = words.length > 0 ? words : split(scope);
  // No class has a name that begins with a digit.
  return [/^\d/.test(first as string) ? `x${first}` : (first as string), ...more];
}

function split(name: string): string[] {
  return name.toLowerCase().match(/[a-z0-9]+/g) ?? ["plugin"];
}
