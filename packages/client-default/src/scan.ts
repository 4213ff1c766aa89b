import { isUtf8 } from "node:buffer";
import type { DeletePatternOptions, IterKeysOptions, Reply, VersionOption } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkInteger, checkOptions, VERSION } from "./arguments.js";
import { ExpiryCommands } from "./expiry.js";
import type { Lane } from "./lane.js";
import { unlink } from "./unlink.js";

const ITER_KEYS: ReadonlySet<string> = new Set(["version", "itersize"]);
const DELETE_PATTERN: ReadonlySet<string> = new Set([
  "version",
  "prefix",
  "itersize",
  "onProgress",
  "signal",
]);

/** Finding keys by pattern. KEYS would block the server for as long as it takes, so all of it is done by SCAN. */
export abstract class ScanCommands extends ExpiryCommands {
  async keys(pattern: string, options?: VersionOption): Promise<string[]> {
    checkOptions(options, VERSION);
    const glob = this.keyspace.pattern(pattern, options);
    const pageSize = this.pageSize(undefined, "itersize");
    const found = new Set<string>();
    await this.#onEach("keys", false, async (lane) => {
      for await (const key of this.#keysOf(lane, glob, pageSize, options)) found.add(key);
    });
    return [...found];
  }

  iterKeys(pattern: string, options?: IterKeysOptions): AsyncIterable<string> {
    const itersize = this.pageSize(checkOptions(options, ITER_KEYS)?.itersize, "itersize");
    const glob = this.keyspace.pattern(pattern, options);
    return this.#keysOfAll(glob, itersize, options);
  }

  async *#keysOfAll(
    glob: string,
    itersize: number,
    options: IterKeysOptions | undefined,
  ): AsyncIterable<string> {
    const failures: unknown[] = [];
    for await (const lane of this.oneByOne(false)) {
      try {
        yield* this.#keysOf(lane, glob, itersize, options);
      } catch (error) {
        // The other servers have keys, too: it is told when these have been given.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async *#keysOf(
    lane: Lane,
    glob: string,
    itersize: number,
    options: IterKeysOptions | undefined,
  ): AsyncIterable<string> {
    for await (const page of scanPages(lane, glob, itersize)) {
      // Keys are text, so what is not text is nobody's key here.
      for (const made of page) if (isUtf8(made)) yield this.keyspace.reverse(made.toString(), options);
    }
  }

  /** `onAll`; where some servers fail and others do not, going on without them is for the settings to allow. */
  async #onEach(operation: string, write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    let done = 0;
    try {
      await this.onAll(write, async (lane) => {
        await work(lane);
        done += 1;
      });
    } catch (error) {
      if (done === 0) throw error;
      this.context.tolerate(error, operation);
    }
  }

  async deletePattern(pattern: string, options?: DeletePatternOptions): Promise<number> {
    const { itersize, onProgress, signal } = checkOptions(options, DELETE_PATTERN) ?? {};
    const pageSize = this.pageSize(itersize, "itersize");
    checkHooks(onProgress, signal);
    return this.#deleteAll(this.keyspace.pattern(pattern, options), pageSize, () => true, onProgress, signal);
  }

  async clear(...unexpected: readonly never[]): Promise<void> {
    // Such as a version or a pattern, by which it would seem that only some keys go.
    if (unexpected.some((each) => each !== undefined)) {
      throw new TypeError(`clear takes no arguments, got ${show(unexpected[0])}: see deletePattern`);
    }
    this.loads.allWritten();
    if (this.keyspace.prefix === "") {
      await this.onAll(true, async (lane) => {
        await this.writingOn(lane, (each) => each.send("FLUSHDB", []));
      });
      return;
    }
    const owns = (made: Buffer) => this.keyspace.owns(made.toString());
    await this.#deleteAll(this.keyspace.patternOfPrefix(), this.pageSize(undefined, "itersize"), owns);
  }

  async #deleteAll(
    glob: string,
    pageSize: number,
    isMeant: (made: Buffer) => boolean,
    onProgress?: (deleted: number) => void,
    signal?: AbortSignal,
  ): Promise<number> {
    let deleted = 0;
    this.loads.allWritten();
    const work = async (lane: Lane) => {
      for await (const page of scanPages(lane, glob, pageSize)) {
        signal?.throwIfAborted();
        const meant = page.filter(isMeant);
        if (meant.length === 0) continue;
        // Read after the wait, since the other lanes count as well.
        const went = await unlink(lane, this.inGroups(meant));
        deleted += went;
        onProgress?.(deleted);
      }
    };
    await this.#onEach("deletePattern", true, (lane) => this.writingOn(lane, work));
    return deleted;
  }

  /** SCAN's COUNT. */
  protected pageSize(asked: number | undefined, name: string): number {
    return asked === undefined ? (this.context.options.SCAN_ITERSIZE ?? 1000) : checkInteger(asked, name, 1);
  }
}

async function* scanPages(lane: Lane, glob: string, count: number): AsyncGenerator<Buffer[]> {
  let cursor = "0";
  do {
    const [next, page] = (await lane.send("SCAN", [cursor, "MATCH", glob, "COUNT", count])) as [
      Reply,
      Buffer[],
    ];
    cursor = String(next);
    yield page;
  } while (cursor !== "0");
}

function checkHooks(onProgress: unknown, signal: unknown): void {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(`onProgress must be a function, got ${show(onProgress)}`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal must be an AbortSignal, got ${show(signal)}`);
  }
  (signal as AbortSignal | undefined)?.throwIfAborted();
}
