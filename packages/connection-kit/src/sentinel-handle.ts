import type { Handle, HandleEvents } from "./handle.js";
import type { Candidate, Sentinels } from "./sentinels.js";
import type { Wire } from "./wire.js";

/** How a handle for a server comes by its parts. */
export interface SentinelHandleParts {
  readonly sentinels: Sentinels;
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

  get bytesReceived(): number | undefined {
    return this.#server.bytesReceived;
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
    const isThere = this.#place?.host === place.host && this.#place.port === place.port;
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
    const { host, port, role } = this.#place as Candidate;
    try {
      const [is] = (await server.wire.call("ROLE", [])) as [Buffer];
      if (String(is) !== role) {
        this.#events?.error(
          new Error(`${host}:${port} says it is a ${is}, where the sentinels know a ${role}`),
        );
        server.hangUp();
        return;
      }
    } catch (error) {
      // To a user who may not ask, the word of the sentinels has to do. What is no reply comes with the end of the connection.
      if (!server.wire.isReply(error as Error)) return;
    }
    if (server !== this.#server || server.ended) return;
    this.#up = true;
    this.#events?.ready();
  }

  #lost(): void {
    const wasUp = this.#up;
    this.#up = false;
    if (wasUp) this.#end();
    else this.#tryNext();
  }

  #end(): void {
    this.ended = true;
    this.#events?.ended();
  }
}
