import type { Reply } from "@coffer/cache-core";
import type { CommandSender } from "../driver/command-sender.js";
import type { DriverAdapter, DriverEvents } from "../driver/driver-adapter.js";
import type { Traffic } from "../driver/traffic.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import type { SentinelWatch } from "./sentinel-watch.js";
import type { Candidate, Sentinels } from "./sentinels.js";

/** The parts of the adapter. */
export interface SentinelAdapterParts {
  readonly sentinels: Pick<Sentinels, "locate" | "trust" | "distrust">;
  /** Reports that the primary may be another server; left out: the server may stay in any role. */
  readonly watch?: SentinelWatch | undefined;
  /** A driver's object that is never connected. It is used until the first server is known. */
  readonly unconnected: DriverAdapter;
  /** Creates a driver's object for a server. */
  connectTo(server: Candidate): DriverAdapter;
  /** Called with each other server, before it is connected to, and without one when the adapter is closed. */
  onMove?(server?: Candidate): void;
}

/**
 * An adapter that may connect to another server each time it is opened: it asks the sentinels for the server, and the
 * server for its role. The driver's object stays the same as long as the server does.
 */
export class SentinelAdapter implements DriverAdapter {
  readonly #parts: SentinelAdapterParts;
  #server: DriverAdapter;
  /** The address of `#server`. */
  #address: Candidate | undefined;
  /** The servers that this attempt has not tried yet. */
  #untried: Candidate[] = [];
  /** Set while sentinels are asked. */
  #asking: AbortController | undefined;
  #events: DriverEvents | undefined;
  #up = false;
  #isLeaving = false;
  ended = false;

  constructor(parts: SentinelAdapterParts) {
    this.#parts = parts;
    this.#server = parts.unconnected;
  }

  get native(): unknown {
    return this.#server.native;
  }

  get sender(): CommandSender {
    return this.#server.sender;
  }

  get broken(): boolean {
    return this.#server.broken;
  }

  get traffic(): Traffic | undefined {
    return this.#server.traffic;
  }

  get isSubscribed(): boolean {
    return this.#server.isSubscribed === true;
  }

  listen(events: DriverEvents): void {
    this.#events = events;
  }

  async subscribe(channels: readonly string[], onMessage: (message: Reply) => void): Promise<void> {
    await this.#server.subscribe?.(channels, onMessage);
  }

  open(): void {
    this.ended = false;
    this.#isLeaving = false;
    const asking = new AbortController();
    this.#asking = asking;
    this.#parts.sentinels.locate(asking, this.#address).then(
      (candidates) => {
        // Otherwise the attempt has been ended meanwhile.
        if (this.#asking === asking) this.#untried = candidates;
        this.#asking = undefined;
        this.#tryNext();
      },
      (error) => {
        if (this.#asking === asking) this.#events?.error(error);
        this.#asking = undefined;
        this.#end();
      },
    );
  }

  disconnect(): void {
    this.#untried = [];
    if (this.#asking === undefined) this.#server.disconnect();
    else this.#stopAsking();
  }

  /** Disconnects from a server that must not be used any more. */
  leave(reason: Error): void {
    this.#events?.error(reason);
    this.#isLeaving = true;
    this.disconnect();
  }

  close(): Promise<void> {
    this.#untried = [];
    this.#stopAsking();
    this.#parts.watch?.stop();
    this.#parts.onMove?.();
    return this.#server.close();
  }

  #stopAsking(): void {
    const asking = this.#asking;
    this.#asking = undefined;
    asking?.abort(new Error("the attempt has ended"));
  }

  #tryNext(): void {
    const next = this.#untried.shift();
    if (next === undefined) {
      this.#parts.sentinels.distrust();
      this.#end();
      return;
    }
    try {
      this.#moveTo(next);
      this.#server.open();
    } catch (error) {
      this.#events?.error(error);
      this.#tryNext();
    }
  }

  #moveTo(address: Candidate): void {
    const isSame = this.#isAt(address);
    this.#address = address;
    if (isSame) return;
    this.#parts.onMove?.(address);
    const server = this.#parts.connectTo(address);
    this.#server.close();
    this.#server = server;
    server.listen({
      ready: () => this.#checkRole(server),
      ended: () => server === this.#server && this.#lost(),
      // The driver's error on this end would hide the reason.
      error: (error) => server === this.#server && !this.#isLeaving && this.#events?.error(error),
    });
  }

  /** Reports `ready` once the server confirms its role. */
  async #checkRole(server: DriverAdapter): Promise<void> {
    let other: Error | undefined;
    try {
      other = await this.#otherRole(server);
    } catch {
      // The connection has ended, which has its own event.
      return;
    }
    if (other !== undefined) {
      this.#events?.error(other);
      server.disconnect();
      return;
    }
    if (server !== this.#server || server.ended) return;
    this.#up = true;
    this.#parts.watch?.start((sentinel) => this.#checkAgain(server, sentinel));
    this.#events?.ready();
  }

  /** Disconnects from a server that, by the sentinels or by itself, no longer has the role. */
  async #checkAgain(server: DriverAdapter, source: Endpoint | undefined): Promise<void> {
    const { sentinels } = this.#parts;
    if (source !== undefined) sentinels.trust(source);
    const [candidates, other] = await Promise.all([
      sentinels.locate(new AbortController(), this.#address).catch(() => []),
      this.#otherRole(server).catch(() => undefined),
    ]);
    if (server !== this.#server || !this.#up) return;
    const [best] = candidates;
    const moved =
      best === undefined || this.#isAt(best)
        ? undefined
        : new Error(`the sentinels name another primary, ${best.host}:${best.port}`);
    const reason = moved ?? other;
    if (reason === undefined) return;
    // At once: a former primary still acknowledges writes, and they are lost.
    this.leave(reason);
  }

  /** An error if the server reports another role, else undefined. Rejects if the connection ends. */
  async #otherRole(server: DriverAdapter): Promise<Error | undefined> {
    const { host, port, role } = this.#address as Candidate;
    // A subscriber cannot send ROLE: the answer of the sentinels must suffice.
    if (server.isSubscribed) return undefined;
    try {
      const [is] = (await server.sender.call("ROLE", [])) as [Buffer];
      if (String(is) === role) return undefined;
      return new Error(`${host}:${port} says it is a ${is}, but the sentinels name it as a ${role}`);
    } catch (error) {
      // A user may lack the right to ROLE: the answer of the sentinels must suffice.
      if (server.sender.isReply(error as Error)) return undefined;
      throw error;
    }
  }

  #isAt({ host, port }: Candidate): boolean {
    return this.#address?.host === host && this.#address.port === port;
  }

  #lost(): void {
    const wasUp = this.#up;
    this.#up = false;
    this.#parts.watch?.stop();
    if (wasUp) this.#end();
    else this.#tryNext();
  }

  #end(): void {
    this.ended = true;
    this.#events?.ended();
  }
}
