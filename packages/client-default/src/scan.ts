import { isUtf8 } from "node:buffer";
import { globTest } from "@coffer/backend-kit";
import type { DeletePatternOptions, IterKeysOptions, Reply, VersionOption } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkInteger, checkOptions, VERSION } from "./arguments.js";
import { ExpiryCommands } from "./expiry.js";
import type { Lane } from "./lane.js";
import { ScannedServer } from "./scanned-server.js";
import { Sweep } from "./sweep.js";
import { unlink } from "./unlink.js";

const ITER_KEYS: ReadonlySet<string> = new Set(["version", "itersize"]);
const DELETE_PATTERN: ReadonlySet<string> = new Set([
  "version",
  "prefix",
  "itersize",
  "onProgress",
  "signal",
]);

interface Deletion extends Pick<DeletePatternOptions, "onProgress" | "signal"> {
  /** Which of the keys that match are meant; left out: all. */
  readonly isMeant?: (redisKey: string) => boolean;
}

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
    const glob = this.context.keys.pattern(pattern, options);
    return this.#keysOfAll(glob, itersize, options);
  }

  async *#keysOfAll(
    glob: string,
    itersize: number,
    options: IterKeysOptions | undefined,
  ): AsyncIterable<string> {
    this.door.check();
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
    let sweeps: Sweep[] = [];
    const pages = scanPages(lane, glob, itersize, (underWay) => {
      sweeps = [...underWay];
    });
    for await (const page of pages) {
      for (const found of page) {
        // Keys are text, so what is not text is nobody's key here.
        if (!isUtf8(found)) continue;
        const redisKey = found.toString();
        // What is about to be deleted counts as gone.
        if (!sweeps.some((sweep) => sweep.awaits(redisKey)))
          yield this.context.keys.reverse(redisKey, options);
      }
    }
  }

  /** `onAll`; where some servers fail and others do not, going on without them is for the settings to allow. */
  async #onEach(operation: string, write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    let done = 0;
    try {
      await this.door.during(() =>
        this.onAll(write, async (lane) => {
          await work(lane);
          done += 1;
        }),
      );
    } catch (error) {
      if (done === 0) throw error;
      this.context.ignoreOrThrow(error, operation);
    }
  }

  async deletePattern(pattern: string, options?: DeletePatternOptions): Promise<number> {
    const { itersize, onProgress, signal } = checkOptions(options, DELETE_PATTERN) ?? {};
    const pageSize = this.pageSize(itersize, "itersize");
    checkHooks(onProgress, signal);
    return this.#deleteAll(this.keyspace.pattern(pattern, options), pageSize, { onProgress, signal });
  }

  async clear(...unexpected: readonly never[]): Promise<void> {
    // Such as a version or a pattern, by which it would seem that only some keys go.
    if (unexpected.some((each) => each !== undefined)) {
      throw new TypeError(`clear takes no arguments, got ${show(unexpected[0])}: see deletePattern`);
    }
    const { keyspace } = this;
    this.loads.allWritten();
    if (keyspace.prefix === "") {
      await this.door.during(() =>
        this.onAll(true, async (lane) => {
          await this.writingOn(lane, (each) => each.send("FLUSHDB", []));
        }),
      );
      return;
    }
    await this.#deleteAll(keyspace.patternOfPrefix(), this.pageSize(undefined, "itersize"), {
      isMeant: (redisKey) => keyspace.owns(redisKey),
    });
  }

  async #deleteAll(
    glob: string,
    pageSize: number,
    { isMeant, onProgress, signal }: Deletion,
  ): Promise<number> {
    this.loads.allWritten();
    const matches = byteGlobTest(glob);
    const sweep = new Sweep((redisKey) => matches(redisKey) && (isMeant?.(redisKey) ?? true));
    const isLeft = (redisKey: Buffer) => sweep.wasNamed(redisKey) || isMeant?.(redisKey.toString()) === false;
    const ends: (() => void)[] = [];
    const begin = (underWay: Set<Sweep>) => {
      underWay.add(sweep);
      ends.push(() => underWay.delete(sweep));
    };
    const work = async (lane: Lane) => {
      for await (const page of scanPages(lane, glob, pageSize, begin)) {
        signal?.throwIfAborted();
        const meant = page.filter((redisKey) => !isLeft(redisKey));
        if (meant.length === 0) continue;
        const went = await unlink(lane, this.inGroups(meant), []);
        // Added after the wait, since the other lanes count as well.
        sweep.deleted += went;
        onProgress?.(sweep.deleted);
      }
    };
    try {
      await this.#onEach("deletePattern", true, (lane) => this.writingOn(lane, work));
      await sweep.settled();
    } finally {
      for (const end of ends) end();
    }
    return sweep.deleted;
  }

  /** SCAN's COUNT. */
  protected pageSize(asked: number | undefined, name: string): number {
    return asked === undefined ? (this.context.options.SCAN_ITERSIZE ?? 1000) : checkInteger(asked, name, 1);
  }
}

async function* scanPages(
  lane: Lane,
  glob: string,
  count: number,
  begin: (sweeps: Set<Sweep>) => void,
): AsyncGenerator<Buffer[]> {
  const args = (cursor: string) => [cursor, "MATCH", glob, "COUNT", count];
  let reply = await lane.scan(args("0"), begin);
  let server: ScannedServer | undefined;
  for (;;) {
    const [next, page] = reply as [Reply, Buffer[]];
    const cursor = String(next);
    if (cursor !== "0") server ??= new ScannedServer(lane, "SCAN");
    yield page;
    if (cursor === "0") return;
    // What is asked from now on is after the scan, so no page has to wait for it.
    reply = await lane.send("SCAN", args(cursor), []);
    await server?.check();
  }
}

/** By bytes, of which a `?` stands for one, as the server does it. */
function byteGlobTest(glob: string): (text: string) => boolean {
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  const matches = globTest(bytes(glob));
  return (text) => matches(bytes(text));
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
