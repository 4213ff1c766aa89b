import type { RedisServer } from "./redis-server.js";
import { ServerGroup } from "./server-group.js";

/** A cluster, made by `startCluster`. */
export class Cluster extends ServerGroup {
  /** The masters of the beginning; who is one now depends on the failovers since. */
  readonly masters: readonly RedisServer[];
  /** The replicas of the beginning, the first one of each master first. */
  readonly replicas: readonly RedisServer[];

  constructor(masters: readonly RedisServer[], replicas: readonly RedisServer[]) {
    super();
    this.masters = masters;
    this.replicas = replicas;
  }

  get servers(): readonly RedisServer[] {
    return [...this.masters, ...this.replicas];
  }

  /** What a client is configured with. */
  get urls(): readonly string[] {
    return this.servers.map((server) => server.url());
  }

  async slotOf(key: string | Uint8Array): Promise<number> {
    return Number(await this.#ask("CLUSTER", "KEYSLOT", key));
  }

  /** Who serves a slot now, as the first node that answers sees it. */
  async masterOf(slot: number): Promise<RedisServer> {
    const ranges = (await this.#ask("CLUSTER", "SLOTS")) as [number, number, [string, number]][];
    const range = ranges.find(([first, last]) => first <= slot && slot <= last);
    const server = this.servers.find(({ port }) => port === range?.[2][1]);
    if (server === undefined) throw new Error(`Nobody serves slot ${slot}.`);
    return server;
  }

  /**
   * Moves a slot to another master, as a reshard does. `halfway` is called when half of its keys have moved: then
   * the old master answers ASK for those, and afterwards MOVED.
   */
  async moveSlot(slot: number, target: RedisServer, halfway?: () => unknown): Promise<void> {
    const source = await this.masterOf(slot);
    const [from, to] = [await source.text("CLUSTER", "MYID"), await target.text("CLUSTER", "MYID")].map(
      String,
    );
    await target.command("CLUSTER", "SETSLOT", slot, "IMPORTING", String(from));
    await source.command("CLUSTER", "SETSLOT", slot, "MIGRATING", String(to));
    const count = Number(await source.command("CLUSTER", "COUNTKEYSINSLOT", slot));
    await migrate(slot, source, target, Math.ceil(count / 2));
    await halfway?.();
    await migrate(slot, source, target, Number.MAX_SAFE_INTEGER);
    // The target first, so that there is always one who says that the slot is its own.
    for (const server of [target, source])
      await server.command("CLUSTER", "SETSLOT", slot, "NODE", String(to));
  }

  #ask(...command: (string | number | Uint8Array)[]): Promise<unknown> {
    return Promise.any(this.servers.map((server) => server.text(...command)));
  }
}

async function migrate(slot: number, source: RedisServer, target: RedisServer, most: number): Promise<void> {
  const { user = "default", password } = target;
  const login = password === undefined ? [] : ["AUTH2", user, password];
  for (let left = most; left > 0; ) {
    const keys = (await source.command("CLUSTER", "GETKEYSINSLOT", slot, Math.min(left, 100))) as Buffer[];
    if (keys.length === 0) return;
    await source.command("MIGRATE", target.host, target.port, "", 0, 5_000, ...login, "KEYS", ...keys);
    left -= keys.length;
  }
}
