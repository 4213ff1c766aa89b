import { randomBytes } from "node:crypto";
import type {
  CacheKey,
  ClientContext,
  CommandArgument,
  Reply,
  Script,
  VersionOption,
} from "@coffer/cache-core";
import { checkTags } from "../calls/tags.js";
import type { Head } from "../entry/head.js";
import { allDone } from "../lane/all-done.js";
import type { Use } from "../lane/answer.js";
import { byGroup } from "../topology/by-lane.js";
import type { Topology } from "../topology/topology.js";
import { AskedVersion, AskedVersions } from "./asked-version.js";
import { readTagBlock, type TagVersions } from "./tag-block.js";
import { LAST, NEXT, TAGS, VOID } from "./tag-scripts.js";

/** The minimum lifetime of new versions, in milliseconds: running loads must see them. */
const VOID_LIFE = 3_600_000;
/** The minimum lifetime of versions that exist, in milliseconds: a load may take longer than its value lives. */
const LOAD_LIFE = 60_000;
/** The size at which a memo is cleared as a whole. */
const MOST_KEPT = 10_000;

/** Tags, and their versions in the same order. */
interface ReadBlock {
  readonly tags: readonly string[];
  readonly versions: readonly string[];
}

/** What tags need from their client. */
export interface TagHome {
  readonly context: Pick<ClientContext, "keys">;
  readonly topology: Topology;
  runScript(script: Script, redisKeys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;
  siblingOf(redisKey: string, what: string): CacheKey;
  readVersion(redisKey: string, use: Use<void>): void | Promise<void>;
}

/**
 * The tags of a cache. Each tag has a key with its version, which cannot be guessed. A value stores the versions of
 * its tags from before it was loaded, and counts as missing if a tag's key now has another version, or none. So an
 * invalidation is one write per tag, and a tag that Redis evicts makes values missing; it never makes old ones valid.
 * Tags are named by their Redis keys here.
 */
export class Tags {
  /** Milliseconds that a layer keeps each value after its timeout. */
  keptLonger = 0;
  readonly #client: TagHome;
  /** By the Redis key of the tag. */
  readonly #asked: Map<string, AskedVersion> = new Map();
  readonly #keys: Map<string, string> = new Map();
  #lastNames: readonly string[] = [];
  #lastTags: readonly string[] = [];
  #lastAsked: AskedVersions | undefined;
  readonly #blocks: Map<string, ReadBlock> = new Map();

  constructor(client: TagHome) {
    this.#client = client;
  }

  /**
   * The Redis keys of tags.
   * @throws TypeError if it is not a list of names.
   */
  tagsOf(names: Iterable<string>, options: VersionOption | undefined): readonly string[] {
    const { keys } = this.#client.context;
    if (options?.version !== undefined) return checkTags(names).map((name) => keys.make(name, options));
    // Consecutive calls often have the same tags.
    if (Array.isArray(names) && isSame(names, this.#lastNames)) return this.#lastTags;
    const checked = checkTags(names);
    this.#lastNames = checked;
    this.#lastTags = checked.map((name) => keys.make(name));
    return this.#lastTags;
  }

  /**
   * Requests versions together with the other commands of this turn, so that `holds` can compare them with the
   * arrived value.
   */
  asked(tags: readonly string[]): AskedVersions {
    if (this.#lastAsked?.tags === tags && this.#lastAsked.isOpen) return this.#lastAsked;
    const versions = tags.map((tag) => this.#ask(tag));
    this.#lastAsked = new AskedVersions(tags, versions);
    return this.#lastAsked;
  }

  /**
   * Whether all tags of an entry have the versions that it stores.
   * @param asked versions requested no earlier than the start of the call. Missing ones are requested now.
   */
  holds(head: Head, asked?: AskedVersions): boolean | Promise<boolean> {
    if (!head.hasTags) return true;
    const block = asked?.block;
    if (block !== undefined && head.hasBlock(block)) return true;
    return this.#compare(this.#read(head.tags), asked);
  }

  #compare({ tags, versions }: ReadBlock, asked: AskedVersions | undefined): boolean | Promise<boolean> {
    const answers = tags.map((tag) => {
      const place = asked === undefined ? -1 : asked.tags.indexOf(tag);
      return place < 0 ? this.#ask(tag) : (asked?.versions[place] as AskedVersion);
    });
    const compare = () => answers.every(({ version }, at) => version === versions[at]);
    const unknown = answers.filter(({ isKnown }) => !isKnown).map(({ known }) => known);
    if (unknown.length === 0) return compare();
    return (unknown.length === 1 ? (unknown[0] as Promise<void>) : Promise.all(unknown)).then(compare);
  }

  /** The versions of tags, created if missing, and guaranteed to live as long as a value with them. */
  async secure(tags: readonly string[], timeout: number | null): Promise<TagVersions> {
    const versions = new Map<string, string>();
    const life = timeout === null ? "" : Math.max(timeout, LOAD_LIFE) + this.keptLonger;
    await this.#onEach(tags, async (some, keys) => {
      const args = [life, ...some.map(random)];
      const replies = (await this.#client.runScript(TAGS, keys, args)) as Reply[];
      for (const [index, tag] of some.entries()) versions.set(tag, String(replies[index]));
    });
    return versions;
  }

  /** The number of the last invalidation of any tag. */
  async last(): Promise<number> {
    return Number(await this.#client.runScript(LAST, [this.#numberKey], []));
  }

  /** Whether one of the versions is of an invalidation after the one with this number. */
  isAfter(versions: TagVersions, number: number): boolean {
    for (const version of versions.values()) if (Number.parseInt(version, 10) > number) return true;
    return false;
  }

  /** The current versions of tags; left out: those without one. */
  async read(tags: readonly string[]): Promise<TagVersions> {
    const asked = this.asked(tags);
    await Promise.all(asked.versions.map(({ known }) => known));
    const versions = new Map<string, string>();
    for (const [at, tag] of tags.entries()) {
      const version = asked.versions[at]?.version;
      if (version !== undefined) versions.set(tag, version);
    }
    return versions;
  }

  /** Invalidates all values with one of the tags. */
  async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    const number = String(await this.#client.runScript(NEXT, [this.#numberKey], []));
    await this.#onEach(tags, (some, keys) =>
      this.#client.runScript(VOID, keys, [VOID_LIFE, number, ...some.map(random)]),
    );
  }

  get #numberKey(): string {
    return this.#client.siblingOf(this.#client.context.keys.make("tags"), "last").redisKey;
  }

  #ask(tag: string): AskedVersion {
    const open = this.#asked.get(tag);
    if (open?.isOpen) return open;
    const { topology } = this.#client;
    const key = this.#keyOf(tag);
    const lane = topology.laneFor(topology.groupOf(key), true);
    const asked = new AskedVersion(lane, (use) => this.#client.readVersion(key, use));
    if (asked.isOpen) kept(this.#asked).set(tag, asked);
    return asked;
  }

  /** The key of a tag's version. */
  #keyOf(tag: string): string {
    let key = this.#keys.get(tag);
    if (key === undefined) {
      key = this.#client.siblingOf(tag, "tag").redisKey;
      kept(this.#keys).set(tag, key);
    }
    return key;
  }

  #read(block: string): ReadBlock {
    let read = this.#blocks.get(block);
    if (read === undefined) {
      const versions = readTagBlock(block);
      read = { tags: [...versions.keys()], versions: [...versions.values()] };
      kept(this.#blocks).set(block, read);
    }
    return read;
  }

  /** Runs work for the tags whose keys one command may name, separately for each such group. */
  async #onEach(
    tags: readonly string[],
    work: (tags: readonly string[], keys: readonly string[]) => Promise<unknown>,
  ): Promise<void> {
    const tagOf = new Map(tags.map((tag) => [this.#keyOf(tag), tag]));
    const shares = byGroup(this.#client.topology, [...tagOf.keys()]);
    const works = [...shares.values()].map((keys) =>
      work(
        keys.map((key) => tagOf.get(key) as string),
        keys,
      ),
    );
    await allDone(works);
  }
}

/** A cached lookup may be forgotten. */
function kept<K, V>(map: Map<K, V>): Map<K, V> {
  if (map.size >= MOST_KEPT) map.clear();
  return map;
}

function isSame(names: readonly unknown[], others: readonly string[]): boolean {
  return names.length === others.length && others.every((name, at) => names[at] === name);
}

function random(): string {
  return randomBytes(6).toString("base64url");
}
