import type { Wire } from "../driver/command-sender.js";
import type { Handle, HandleEvents } from "../driver/driver-adapter.js";
import type { Traffic } from "../driver/traffic.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import type { SentinelWatch } from "./sentinel-watch.js";
import type { Candidate, Sentinels } from "./sentinels.js";

/** How a handle for a server comes by its parts. */
export interface SentinelHandleParts {
  readonly sentinels: Sentinels;
  /** Tells that the server may not be the one any more; left out: it does not matter. */
  readonly watch?: SentinelWatch | undefined;
  /** A driver's object that is never connected, for as long as there is no other. */
  readonly unconnected: Handle;
  /** A driver's object for a server. */
  connectTo(server: Candidate): Handle;
}

/**
 * A handle whose server may be another each time it is opened: sentinels are asked for it, and it is asked whether it is what they take it
 * for. The driver's object stays the same for as long as the server does.
 */
export class SentinelHandle implements Handle {
  readonly #parts: SentinelHandleParts;
  #server: Handle;
  /** Where `#server` is. */
  #place: Candidate | undefined;
  /** Where else this attempt may go. */
  #left: Candidate[] = [];
  /** While sentinels are being asked. */
  #asking: AbortController | undefined;
  #events: HandleEvents | undefined;
  #up = false;
  ended = false;

  constructor(parts: SentinelHandleParts) {
    this.#parts = parts;
    this.#server = parts.unconnected;
  }

  get native(): unknown {
    return this.#server.native;
  }

  get wire(): Wire {
    return this.#server.wire;
  }

  get broken(): boolean {
    return this.#server.broken;
  }

  get traffic(): Traffic | undefined {
    return this.#server.traffic;
  }

  listen(events: HandleEvents): void {
    this.#events = events;
  }

  open(): void {
    this.ended = false;
    const asking = new AbortController();
    this.#asking = asking;
    this.#parts.sentinels.locate(asking, this.#place).then(
      (candidates) => {
        // Otherwise it has been given up in the meantime.
        if (this.#asking === asking) this.#left = candidates;
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

  hangUp(): void {
    this.#left = [];
    if (this.#asking === undefined) this.#server.hangUp();
    else this.#giveUpAsking();
  }

  close(): Promise<void> {
    this.#left = [];
    this.#giveUpAsking();
    this.#parts.watch?.stop();
    return this.#server.close();
  }

  #giveUpAsking(): void {
    const asking = this.#asking;
    this.#asking = undefined;
    asking?.abort(new Error("given up"));
  }

  #tryNext(): void {
    const next = this.#left.shift();
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

  #moveTo(place: Candidate): void {
    const isThere = this.#isAt(place);
    this.#place = place;
    if (isThere) return;
    const server = this.#parts.connectTo(place);
    this.#server.close();
    this.#server = server;
    server.listen({
      ready: () => this.#check(server),
      ended: () => server === this.#server && this.#lost(),
      error: (error) => server === this.#server && this.#events?.error(error),
    });
  }

  /** Tells that it is ready once the server has said that it is what was looked for. */
  async #check(server: Handle): Promise<void> {
    let other: Error | undefined;
    try {
      other = await this.#otherRole(server);
    } catch {
      // The end of the connection, which is told of by itself.
      return;
    }
    if (other !== undefined) {
      this.#events?.error(other);
      server.hangUp();
      return;
    }
    if (server !== this.#server || server.ended) return;
    this.#up = true;
    this.#parts.watch?.start((sentinel) => this.#lookAgain(server, sentinel));
    this.#events?.ready();
  }

  /** Leaves the server if it is not what is looked for any more, in the eyes of the sentinels or in its own. */
  async #lookAgain(server: Handle, informant: Endpoint | undefined): Promise<void> {
    const { sentinels } = this.#parts;
    if (informant !== undefined) sentinels.trust(informant);
    const [candidates, other] = await Promise.all([
      sentinels.locate(new AbortController(), this.#place).catch(() => []),
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
    this.#events?.error(reason);
    // At once: what a former primary still acknowledges is lost.
    server.hangUp();
  }

  /** Why a server is not what was looked for, in its own eyes; undefined where it is. Rejects where the connection ends. */
  async #otherRole(server: Handle): Promise<Error | undefined> {
    const { host, port, role } = this.#place as Candidate;
    try {
      const [is] = (await server.wire.call("ROLE", [])) as [Buffer];
      if (String(is) === role) return undefined;
      return new Error(`${host}:${port} says it is a ${is}, where the sentinels know a ${role}`);
    } catch (error) {
      // To a user who may not ask, the word of the sentinels has to do.
      if (server.wire.isReply(error as Error)) return undefined;
      throw error;
    }
  }

  #isAt({ host, port }: Candidate): boolean {
    return this.#place?.host === host && this.#place.port === port;
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
