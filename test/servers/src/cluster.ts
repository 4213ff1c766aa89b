import { eventually } from "./eventually.js";
import type { RedisServer } from "./redis-server.js";
import { ServerGroup } from "./server-group.js";

/** First and last slot, and their primary. */
type Range = [first: number, last: number, master: [host: string | null, port: number, id: string]];

/** A cluster, created by `startCluster`. */
export class Cluster extends ServerGroup {
  /** The primaries at the start; failovers change them. */
  readonly masters: readonly RedisServer[];
  /** The replicas at the start, the first one of each primary first. */
  readonly replicas: readonly RedisServer[];
  readonly #joined: RedisServer[] = [];
  /** The ids of the nodes in the cluster, which do not depend on the addresses that they announce. */
  readonly #ids: Map<RedisServer, Promise<string>> = new Map();

  constructor(masters: readonly RedisServer[], replicas: readonly RedisServer[]) {
    super();
    this.masters = masters;
    this.replicas = replicas;
  }

  get servers(): readonly RedisServer[] {
    return [...this.masters, ...this.replicas, ...this.#joined];
  }

  /**
   * Adds another node, started with `cluster: true`: a primary without slots, to which `moveSlot` can move some. It
   * is stopped with the others.
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

  /** The settings of a client. */
  get urls(): readonly string[] {
    return this.servers.map((server) => server.url());
  }

  async slotOf(key: string | Uint8Array): Promise<number> {
    return Number(await this.#ask("CLUSTER", "KEYSLOT", key));
  }

  /** The current primary of a slot, according to the first node that answers. */
  async masterOf(slot: number): Promise<RedisServer> {
    const ranges = (await this.#ask("CLUSTER", "SLOTS")) as Range[];
    const range = ranges.find(([first, last]) => first <= slot && slot <= last);
    const ids = await Promise.allSettled(this.servers.map((server) => this.#idOf(server)));
    const at = ids.findIndex((id) => id.status === "fulfilled" && id.value === range?.[2][2]);
    const server = this.servers[at];
    if (server !== undefined) return server;
    throw new Error(`Nobody serves slot ${slot}.`);
  }

  /**
   * Makes each node announce another port than its real one, as behind NAT, and resolves to these ports in the order
   * of `servers`, when all nodes name them. Nothing listens there.
   */
  async announcePorts(): Promise<number[]> {
    const ports = this.servers.map((_, index) => index + 1);
    await Promise.all(
      this.servers.map((server, index) =>
        server.command("CONFIG", "SET", "cluster-announce-port", ports[index] as number),
      ),
    );
    await eventually(async () => {
      for (const server of this.servers) {
        const lines = String(await server.command("CLUSTER", "NODES"));
        const named = [...lines.matchAll(/:(\d+)@/g)].map(([, port]) => Number(port));
        if (named.some((port) => !ports.includes(port)))
          throw new Error(`Port ${server.port} names ${named}.`);
      }
    });
    return ports;
  }

  /**
   * Moves a slot to another primary, as a reshard does. `halfway` is called when half of its keys have moved: then
   * the old primary answers ASK for those, and afterwards MOVED.
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
    // The target first, so that one node always claims the slot; then the others, since gossip would inform them late.
    const others = await this.#otherMasters([target, source]);
    for (const server of [target, source, ...others])
      await server.command("CLUSTER", "SETSLOT", slot, "NODE", String(to));
    // Two concurrent moves could get the same epoch, and then the nodes would disagree for a long time.
    await eventually(() => this.#expectAgreement(slot, target), { interval: 2 });
  }

  async #expectAgreement(slot: number, master: RedisServer): Promise<void> {
    const epochs = await Promise.all(
      this.servers.map(async (server) => {
        const info = String(await server.command("CLUSTER", "INFO"));
        return /cluster_current_epoch:(\d+)/.exec(info)?.[1];
      }),
    );
    const id = await this.#idOf(master);
    const masters = await Promise.all(
      this.servers.map(async (server) => {
        const ranges = (await server.text("CLUSTER", "SLOTS")) as Range[];
        return ranges.find(([first, last]) => first <= slot && slot <= last)?.[2][2];
      }),
    );
    if (new Set(epochs).size > 1 || masters.some((each) => each !== id)) {
      throw new Error(`Slot ${slot}: the nodes name ${masters}, with the epochs ${epochs}.`);
    }
  }

  async #otherMasters(known: readonly RedisServer[]): Promise<RedisServer[]> {
    const ranges = (await this.#ask("CLUSTER", "SLOTS")) as Range[];
    const ids = new Set(ranges.map(([, , [, , id]]) => id));
    const others = this.servers.filter((server) => !known.includes(server));
    const theirs = await Promise.all(others.map((server) => this.#idOf(server)));
    return others.filter((_, index) => ids.has(theirs[index] as string));
  }

  #idOf(server: RedisServer): Promise<string> {
    let id = this.#ids.get(server);
    if (id === undefined) {
      id = server.text("CLUSTER", "MYID").then(String);
      this.#ids.set(server, id);
      // A node that is down has not replied: try again.
      id.catch(() => this.#ids.delete(server));
    }
    return id;
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
