import type { Reply } from "@coffer/cache-core";
import { addressOf, parseAddress } from "../settings/address.js";
import type { AddressMap } from "../settings/address-map.js";

/** How a cluster is configured to name its nodes (`cluster-preferred-endpoint-type`). */
type Preferred = "ip" | "hostname" | "unknown-endpoint";

/** Host and port, the port of the nodes among themselves and, since Redis 7, perhaps a host name. */
const LINE = /^(.*):(\d+)@\d+(?:,([^,]*))?/;

/**
 * The addresses to connect to: what the nodes of a cluster announce, with the host of the node that was asked if they announce none,
 * mapped by ADDRESS_MAP. Every method throws if the result is no address.
 */
export class NodeAddresses {
  readonly #map: AddressMap;
  #preferred: Preferred = "ip";

  constructor(map: AddressMap) {
    this.#map = map;
  }

  /** @param node an entry of CLUSTER SLOTS: host, port, id and, since Redis 7, its other names. */
  ofSlots(node: Reply, asked: string): string {
    const [host, port, , rest] = node as [Buffer | null, number, Buffer?, Reply[]?];
    const others = (rest ?? []).map(String);
    const ip = others[others.indexOf("ip") + 1];
    const name = host === null ? "" : String(host);
    if (name === "") this.#preferred = "unknown-endpoint";
    else this.#preferred = others.includes("ip") ? "hostname" : "ip";
    return this.#reach(name === "?" && others.includes("ip") ? ip : name, port, asked);
  }

  /** @param announced `host:port` of a redirection, the host left out where the cluster does not name hosts. */
  ofRedirection(announced: string, asked: string): string {
    const colon = announced.lastIndexOf(":");
    return this.#reach(announced.slice(0, colon), announced.slice(colon + 1), asked);
  }

  /** @param announced the address in a line of CLUSTER NODES, `ip:port@port,hostname`, which does not show which of the two is preferred. */
  ofLine(announced: string, asked: string): string {
    const [, ip, port = "", hostname] = LINE.exec(announced) ?? [];
    const host = this.#preferred === "hostname" ? hostname || ip : ip;
    return this.#reach(this.#preferred === "unknown-endpoint" ? "" : host, port, asked);
  }

  /** @param announced `host:port` as a driver has it. */
  ofAnnounced(announced: string): string {
    const address = this.#map(announced);
    if (parseAddress(address)?.port === undefined)
      throw new Error(`${announced} is not the address of a node`);
    return address;
  }

  /** A missing host is that of the node that was asked, and so is "?": names are preferred, but the node has none. */
  #reach(host: string | undefined, port: number | string, asked: string): string {
    const known = host === undefined || host === "" || host === "?" ? hostOf(asked) : host;
    // A node that only accepts TLS announces port 0 to clients without TLS.
    if (Number(port) === 0)
      throw new Error(`${asked} names a node without a port: does the cluster require TLS?`);
    return this.ofAnnounced(addressOf(known, port));
  }
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(":"));
}
