import { globTest, isCacheKey } from "@coffer/backend-kit";
import type { Key, KeysThen, Reply, SscanOptions, StoreOptions, VersionOption } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkInteger, checkMembers, checkOptions, checkSome, checkText, VERSION } from "./arguments.js";
import { type Combination, combined } from "./combined.js";
import type { Lane } from "./lane.js";
import { readable, toBoolean, toNumber, whenReady } from "./replies.js";
import { ScanCommands } from "./scan.js";
import { ScannedServer } from "./scanned-server.js";
import { REPLACE_SET } from "./scripts.js";

const STORE: ReadonlySet<string> = new Set(["version", "versionDest", "versionKeys"]);
const SSCAN: ReadonlySet<string> = new Set(["version", "match", "count"]);

/** Sets of values. */
export abstract class SetCommands extends ScanCommands {
  sadd(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "sadd");
    const redisKey = this.keyspace.make(key);
    return this.write("SADD", redisKey, this.members(redisKey, members), toNumber);
  }

  srem(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "srem");
    const redisKey = this.keyspace.make(key);
    return this.write("SREM", redisKey, this.members(redisKey, members), toNumber);
  }

  scard(key: Key, options?: VersionOption): Promise<number> {
    return this.read("SCARD", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  }

  smembers<T = unknown>(key: Key, options?: VersionOption): Promise<Set<T>> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("SMEMBERS", redisKey, [], (reply) => this.#toSet<T>("smembers", redisKey, reply));
  }

  sismember(key: Key, member: unknown, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("SISMEMBER", redisKey, this.members(redisKey, [member]), toBoolean);
  }

  smismember(key: Key, ...members: unknown[]): Promise<boolean[]> {
    checkMembers(members, "smismember");
    const redisKey = this.keyspace.make(key);
    return this.read("SMISMEMBER", redisKey, this.members(redisKey, members), (reply) =>
      (reply as Reply[]).map(toBoolean),
    );
  }

  smove(source: Key, destination: Key, member: unknown, options?: VersionOption): Promise<boolean> {
    checkOptions(options, VERSION);
    const from = this.keyspace.make(source, options);
    const to = this.keyspace.make(destination, options);
    const members = this.members(from, [member]);
    if (this.areTogether([from, to])) return this.write("SMOVE", [from, to], members, toBoolean);
    // Nobody waits for a member that is still being compressed.
    void Promise.allSettled(members);
    throw new TypeError(
      `smove moves at once or not at all, and no one command reaches both ${show(from)} and ${show(to)}: ` +
        'give the two keys the same part in braces, as in "{tag}a" and "{tag}b"',
    );
  }

  spop<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  spop<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Set<T>>;
  spop<T>(key: Key, count?: number, options?: VersionOption): Promise<T | undefined | Set<T>> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    if (count === undefined)
      return this.write("SPOP", redisKey, [], (reply) => this.decodeOne<T>(redisKey, reply));
    return this.write("SPOP", redisKey, [checkInteger(count, "count", 0)], (reply) =>
      this.#toSet<T>("spop", redisKey, reply),
    );
  }

  srandmember<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  srandmember<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<T[]>;
  srandmember<T>(key: Key, count?: number, options?: VersionOption): Promise<T | undefined | T[]> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    if (count === undefined)
      return this.read("SRANDMEMBER", redisKey, [], (reply) => this.decodeOne<T>(redisKey, reply));
    return this.read("SRANDMEMBER", redisKey, [checkInteger(count, "count")], (reply) =>
      whenReady(this.decodeAll<T>("srandmember", redisKey, reply as Reply[]), readable),
    );
  }

  sdiff<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return this.#combine("SDIFF", keys);
  }

  sinter<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return this.#combine("SINTER", keys);
  }

  sunion<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return this.#combine("SUNION", keys);
  }

  sdiffstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return this.#store("SDIFF", destination, keys);
  }

  sinterstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return this.#store("SINTER", destination, keys);
  }

  sunionstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return this.#store("SUNION", destination, keys);
  }

  #combine<T>(command: Combination, args: KeysThen<VersionOption>): Promise<Set<T>> {
    const { keys, options } = splitOptions(args, VERSION);
    const redisKey = keys.map((key) => this.keyspace.make(key, options));
    // For messages: of which of the keys a member is, is not known.
    const toSet = (reply: Reply) => this.#toSet<T>(command.toLowerCase(), redisKey.join(", "), reply);
    if (!this.areTogether(redisKey)) return this.#combineGroups(command, redisKey, false).then(toSet);
    return this.read(command, redisKey, [], toSet);
  }

  #toSet<T>(operation: string, redisKey: string, reply: Reply): Set<T> | Promise<Set<T>> {
    return whenReady(
      this.decodeAll<T>(operation, redisKey, reply as Reply[]),
      (values) => new Set(readable(values)),
    );
  }

  #store(command: Combination, destination: Key, args: KeysThen<StoreOptions>): Promise<number> {
    const { keys, options = {} } = splitOptions(args, STORE);
    const { version, versionDest = version, versionKeys = version } = options;
    const target = this.keyspace.make(destination, { version: versionDest });
    const sources = keys.map((key) => this.keyspace.make(key, { version: versionKeys }));
    if (this.areTogether([target, ...sources])) {
      return this.write(`${command}STORE`, [target, ...sources], [], toNumber);
    }
    // The sources are read one after the other; the destination is replaced at once, and stays as it is if one of them fails.
    const members = this.#combineGroups(command, sources, true);
    return this.writing(target, (lane) =>
      lane.hold([target], members, (all) => lane.run(REPLACE_SET, [target], all)),
    ).then(toNumber);
  }

  /** For sets that no one command may name: one command for each group of them, put together here. */
  #combineGroups(command: Combination, redisKey: readonly string[], write: boolean): Promise<Buffer[]> {
    const replies = this.inGroups(redisKey).map((group, index) => {
      // What is taken away may be taken away together.
      const name = command === "SDIFF" && index > 0 ? "SUNION" : command;
      return this.laneFor(group[0] as string, write).send(name, group, group) as Promise<Buffer[]>;
    });
    return Promise.all(replies).then((groups) => combined(command, groups));
  }

  async sscan<T = unknown>(key: Key, options?: SscanOptions): Promise<Set<T>> {
    const found = new Set<T>();
    for await (const member of this.sscanIter<T>(key, options)) found.add(member);
    return found;
  }

  sscanIter<T = unknown>(key: Key, options?: SscanOptions): AsyncIterable<T> {
    const { match, count } = checkOptions(options, SSCAN) ?? {};
    const redisKey = this.keyspace.make(key, options);
    const pageSize = this.pageSize(count, "count");
    const glob = checkText(match ?? "", "match");
    return this.#scanMembers(redisKey, pageSize, glob === "" ? undefined : globTest(glob));
  }

  /**
   * The match is made here, on members as they were given: what Redis has is their encoded form, to which a pattern fits by
   * accident at best.
   */
  async *#scanMembers<T>(
    redisKey: string,
    count: number,
    matches: ((text: string) => boolean) | undefined,
  ): AsyncIterable<T> {
    // Of several replicas the one that the cursor is of.
    const lane = this.laneFor(redisKey, false);
    let owner: Lane | undefined;
    let server: ScannedServer | undefined;
    let cursor = "0";
    do {
      const reply = await lane.send("SSCAN", [redisKey, cursor, "COUNT", count], [redisKey]);
      const [next, page] = reply as [Reply, Reply[]];
      await server?.check();
      // In a cluster the key may have gone to another node.
      owner ??= this.laneFor(redisKey, true);
      if (server !== undefined && owner !== this.laneFor(redisKey, true)) throw server.lost();
      if (String(next) !== "0") server ??= new ScannedServer(lane, "SSCAN");
      for (const member of readable(await this.decodeAll<T>("sscan", redisKey, page))) {
        if (matches === undefined || (isTextual(member) && matches(String(member)))) yield member;
      }
      cursor = String(next);
    } while (cursor !== "0");
  }

  /** Members as they are stored. */
  protected members(redisKey: string, members: readonly unknown[]): (string | Buffer | Promise<Buffer>)[] {
    return members.map((member) => this.codec.encodeMember(member, redisKey));
  }
}

function isTextual(member: unknown): boolean {
  return typeof member === "string" || typeof member === "bigint" || Number.isInteger(member);
}

/** Tells keys and the options after them apart. */
function splitOptions<Options extends object>(
  args: KeysThen<Options>,
  known: ReadonlySet<string>,
): { keys: Key[]; options: Options | undefined } {
  const last = args.at(-1);
  const hasOptions = typeof last === "object" && last !== null && !isCacheKey(last);
  const keys = (hasOptions ? args.slice(0, -1) : args) as Key[];
  checkSome(keys, "keys");
  return { keys, options: hasOptions ? checkOptions(last as Options, known) : undefined };
}
