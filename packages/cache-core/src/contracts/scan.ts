import type { VersionOption } from "./key.js";
import type { MakeKeyOptions } from "./values.js";

export interface IterKeysOptions extends VersionOption {
  /** How many keys the server looks at for one page (SCAN's COUNT). Default: `SCAN_ITERSIZE`. */
  readonly itersize?: number | undefined;
}

export interface DeletePatternOptions extends IterKeysOptions, MakeKeyOptions {
  /** Called after each batch with the number deleted so far. */
  readonly onProgress?: ((deleted: number) => void) | undefined;
  /** Stops between batches; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Finding keys by pattern: `*`, `?`, `[a-c]`, backslash to escape. Prefix and version are taken literally. */
export interface ScanCommands {
  /** The keys that match, each once, in no order, without prefix and version. */
  keys(pattern: string, options?: VersionOption): Promise<string[]>;

  /** The same, page by page, in flat memory; a key may come twice while the server rearranges its tables. */
  iterKeys(pattern: string, options?: IterKeysOptions): AsyncIterable<string>;

  /** Deletes what matches, in batches; resolves to how many keys really went. */
  deletePattern(pattern: string, options?: DeletePatternOptions): Promise<number>;

  /**
   * With a `KEY_PREFIX`, deletes the keys of this prefix, whatever their version (a number, or the cache's own
   * text); without one, empties the whole database.
   */
  clear(): Promise<void>;
}
