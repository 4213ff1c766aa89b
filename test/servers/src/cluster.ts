import { eventually } from "./eventually.js";
import type { RedisServer } from "./redis-server.js";
import { ServerGroup } from "./server-group.js";

/** First and last slot, and the address of their master. */
type Range = [first: number, last: number, master: [host: string, port: number]];

/** A cluster, made by `startCluster`. */
export class Cluster extends ServerGroup {
  /** The masters of the beginning; who is one now depends on the failovers since. */
  readonly masters: readonly RedisServer[];
  /** The replicas of the beginning, the first one of each master first. */
  readonly replicas: readonly RedisServer[];
  readonly #joined: RedisServer[] = [];

  constructor(masters: readonly RedisServer[], replicas: readonly RedisServer[]) {
    super();
    this.masters = masters;
    this.replicas = replicas;
  }

  get servers(): readonly RedisServer[] {
    return [...this.masters, ...this.replicas, ...this.#joined];
  }

  /**
   * Takes in another node, started with `cluster: true`: a master without slots, which `moveSlot` may give some. It is stopped with the
   * others.
   */
  async join(server: RedisServer): Promise<void> {
    const { servers } = this;
    this.#joined.push(server);
    await Promise.all(servers.map((each) => each.command("CLUSTER", "MEET", server.host, server.port)));
    await eventually(async () => {
      for (const each of this.servers) {
        const info = String(await each.command("CLUSTER", "INFO"));
        if (
          !info.includes(`cluster_known_nodes:${this.servers.length}\r`) ||
          !info.includes("cluster_state:ok")
        )
          throw new Error(`Port ${each.port} does not know all nodes: ${info}`);
      }
    });
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
    const ranges = (await this.#ask("CLUSTER", "SLOTS")) as Range[];
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
    // The target first, so that there is always one who says that the slot is its own; then the others, who would hear of it late.
    const others = await this.#otherMasters([target, source]);
    for (const server of [target, source, ...others])
      await server.command("CLUSTER", "SETSLOT", slot, "NODE", String(to));
    // Two moves at once could take the same epoch, and then the nodes would disagree for long.
    await eventually(() => this.#expectAgreement(slot, target), { interval: 2 });
  }

  async #expectAgreement(slot: number, master: RedisServer): Promise<void> {
    const epochs = await Promise.all(
      this.servers.map(async (server) => {
        const info = String(await server.command("CLUSTER", "INFO"));
        return /cluster_current_epoch:(\d+)/.exec(info)?.[1];
      }),
    );
    const ports = await Promise.all(
      this.servers.map(async (server) => {
        const ranges = (await server.text("CLUSTER", "SLOTS")) as Range[];
        return ranges.find(([first, last]) => first <= slot && slot <= last)?.[2][1];
      }),
    );
    if (new Set(epochs).size > 1 || ports.some((port) => port !== master.port)) {
      throw new Error(`Slot ${slot}: the nodes name ${ports}, with the epochs ${epochs}.`);
    }
  }

  async #otherMasters(known: readonly RedisServer[]): Promise<RedisServer[]> {
    const ranges = (await this.#ask("CLUSTER", "SLOTS")) as Range[];
    const ports = new Set(ranges.map(([, , [, port]]) => port));
    return this.servers.filter((server) => ports.has(server.port) && !known.includes(server));
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
