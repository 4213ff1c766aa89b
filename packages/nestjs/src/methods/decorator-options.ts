import { show } from "@coffer/cache-core";

export type TagsOf<Args extends readonly unknown[]> =
  | readonly string[]
  | ((...args: Args) => Iterable<string>)
  | undefined;

export function tagsOf<Args extends readonly unknown[]>(
  tags: TagsOf<Args>,
  args: Args,
): Iterable<string> | undefined {
  return typeof tags === "function" ? tags(...args) : tags;
}

/** @throws TypeError unless it is an object, and for an alias or tags of another type. */
export function checkDecoratorOptions<Options extends { alias?: unknown; tags?: unknown }>(
  who: string,
  options: Options,
): Options {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${who} takes an object with a key, got ${show(options)}`);
  }
  const { alias, tags } = options;
  if (alias !== undefined && typeof alias !== "string") {
    throw new TypeError(`${who}: alias must be a string, got ${show(alias)}`);
  }
  if (tags !== undefined && typeof tags !== "function" && !Array.isArray(tags)) {
    throw new TypeError(
      `${who}: tags must be a list of texts, or a function that returns one, got ${show(tags)}`,
    );
  }
  return options;
}
