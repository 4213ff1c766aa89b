import type { AddOptions } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import type { Life } from "../entry/life.js";
import { tagBlock } from "../tags/tag-block.js";

/**
 * Adds the tags of the options to lives, with the versions of the tags before anything is written. Redis is asked
 * once, for any number of lives.
 * @param timeout the longest of these lives, in milliseconds.
 * @throws TypeError
 */
export function tagging(
  client: Entries,
  options: AddOptions | undefined,
  timeout: number | null,
): (life: Life) => Life {
  const made = client.tags.tagsOf(options?.tags === undefined ? [] : options.tags, options);
  if (made.length === 0 || (timeout !== null && timeout <= 0)) return (life) => life;
  const tags = client.tags.secure(made, timeout).then(tagBlock);
  // Each write reports it.
  tags.catch(() => {});
  return (life) => ({ ...life, hasHead: true, tags });
}
