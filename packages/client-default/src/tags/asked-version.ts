import type { Use } from "../lane/answer.js";
import type { Lane } from "../lane/lane.js";
import { tagBlock } from "./tag-block.js";

const KNOWN: Promise<void> = Promise.resolve();
const NEVER_OPEN = -1;

/** The requested version of a tag. Calls of one turn share it until it is sent: a request sent later sees more. */
export class AskedVersion {
  readonly #lane: Lane;
  readonly #departures: number;
  /** Resolves when the version is known. */
  readonly known: Promise<void>;
  isKnown = false;
  /** Undefined: the tag has none, so no value with this tag is valid. */
  version: string | undefined;

  /**
   * @param lane the one that takes writes: a replica may not know of an invalidation yet.
   * @param read see `Seams.readVersion`.
   */
  constructor(lane: Lane, read: (use: Use<void>) => void | Promise<void>) {
    this.#lane = lane;
    const answer = read((data) => {
      this.isKnown = true;
      this.version = data === null ? undefined : data.toString();
    });
    this.known = answer ?? KNOWN;
    // Callers that need it wait for `known`; there may be none.
    answer?.catch(() => {});
    // A version from memory is for this call only: it may change before anything is sent.
    this.#departures = this.isKnown ? NEVER_OPEN : lane.departures;
  }

  /** Whether it has not been sent yet, so that new calls may share it. */
  get isOpen(): boolean {
    return this.#lane.departures === this.#departures;
  }
}

/** The versions of a call's tags. Calls of one turn with equal tags share them. */
export class AskedVersions {
  /** The Redis keys of the tags. */
  readonly tags: readonly string[];
  /** In the same order. */
  readonly versions: readonly AskedVersion[];
  #block: Buffer | undefined;

  constructor(tags: readonly string[], versions: readonly AskedVersion[]) {
    this.tags = tags;
    this.versions = versions;
  }

  get isOpen(): boolean {
    for (const version of this.versions) if (!version.isOpen) return false;
    return true;
  }

  /**
   * The block of an entry with exactly these tags and current versions; undefined if that is not known, or if there
   * can be none.
   */
  get block(): Buffer | undefined {
    this.#block ??= this.#makeBlock();
    return this.#block;
  }

  #makeBlock(): Buffer | undefined {
    const versions = new Map<string, string>();
    for (const [at, { version }] of this.versions.entries()) {
      if (version === undefined) return undefined;
      versions.set(this.tags[at] as string, version);
    }
    return Buffer.from(tagBlock(versions));
  }
}
