import type { Commands, VersionOption } from "@coffer/cache-core";
import { checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";

/** Invalidation by tags. */
export const tagging: Pick<Commands, "deleteByTag"> & ThisType<Entries> = {
  async deleteByTag(tags: string | Iterable<string>, options?: VersionOption): Promise<boolean> {
    checkOptions(options, VERSION);
    const made = this.tags.tagsOf(typeof tags === "string" ? [tags] : tags, options);
    this.gate.check();
    // Compares values with the versions of their tags; a load need not have them yet.
    this.loads.allWritten();
    await this.tags.invalidate(made);
    return true;
  },
};
