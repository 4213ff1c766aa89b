import type { ClientContext, OptionDeclarations, RawConnectionOptions } from "@coffer/cache-core";
import { DefaultClient, type Lane } from "@coffer/client-default";
import { HashRing } from "./hash-ring.js";
import { hashedPart } from "./hashed-part.js";
import { Recent } from "./recent.js";

/** As many keys as are often asked for, as long as keys usually are: a few megabytes at most. */
const KEYS_KNOWN = 4096;
const LONGEST_KNOWN = 256;

/**
 * The client for independent servers, each of which has the keys that a hash ring gives it. A server is known on the ring by its URL,
 * exactly as `LOCATION` has it.
 */
export class ShardClient extends DefaultClient {
  /** There are no replicas here, so `REPLICA_READ_ONLY` would do nothing. */
  static override readonly options: OptionDeclarations = {};

  readonly #ring: HashRing;
  readonly #indexes: ReadonlyMap<string, number>;

  /** Servers of keys asked for of late: a quarter of the work of hashing them again, which is a third of a `get` in a large batch. */
  readonly #known: Recent<number> = new Recent(KEYS_KNOWN);

  constructor(context: ClientContext) {
    super(context);
    this.#ring = new HashRing(context.servers);
    this.#indexes = new Map(context.servers.map((url, index) => [url, index]));
  }

  protected override laneFor(redisKey: string): Lane {
    let index = this.#known.get(redisKey);
    if (index === undefined) {
      index = this.#indexes.get(this.#ring.getNode(hashedPart(redisKey)) as string) as number;
      if (redisKey.length <= LONGEST_KNOWN) this.#known.set(redisKey, index);
    }
    return this.lane(index);
  }

  protected override lanesFor(): Lane[] {
    return [...this.#indexes.values()].map((index) => this.lane(index));
  }

  /** @throws TypeError where no key says which server is meant. */
  override async getRedisConnection(options?: RawConnectionOptions): Promise<unknown> {
    if (options?.key === undefined) {
      throw new TypeError(
        `getRedisConnection: the keys of the cache ${this.context.alias} are on several servers; say which is meant by one of its keys, { key }`,
      );
    }
    return super.getRedisConnection(options);
  }
}
