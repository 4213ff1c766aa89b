import type { Wire } from "./command-sender.js";
import type { Traffic } from "./traffic.js";

/** What a handle tells of. */
export interface HandleEvents {
  /** The driver is content with a connection: commands can be sent. */
  ready(): void;
  /** A connection or an attempt has ended. Its commands are rejected in the same turn of the event loop. */
  ended(): void;
  /** Why it ends, or what the server said to the driver's own commands. Told before `ended`. */
  error(error: unknown): void;
}

/**
 * A driver's object as the kit uses it: one that connects when it is told to, never by itself, keeps no command for
 * later and sends none twice.
 */
export interface Handle {
  /** The driver's own object. This and its wire may be others after each `open`. */
  readonly native: unknown;
  /** How commands are put to it. */
  readonly wire: Wire;
  /** Whether there is neither a connection nor an attempt any more. False before the first attempt, too. */
  readonly ended: boolean;
  /** Whether nothing can be sent by its connection any more, though the driver may not have noticed. */
  readonly broken: boolean;

  /** By `trafficOf`. Left out or undefined: not known, so that every reply has to be complete within `SOCKET_TIMEOUT`. */
  readonly traffic?: Traffic | undefined;

  /** Called once, before anything else. */
  listen(events: HandleEvents): void;

  /** Begins an attempt to connect, of which the events tell. Called before the first one and when it has ended. */
  open(): void;

  /** Ends a connection or an attempt without waiting for the other side. `ended` follows. */
  hangUp(): void;

  /**
   * Subscribes to channels, on a connection that does nothing else from then on. Left out: the driver cannot, and is asked for nothing that
   * takes it.
   * @param hear is given each message.
   */
  subscribe?(channels: readonly string[], hear: (message: string) => void): Promise<unknown>;

  /** Ends for good, whatever it is doing; resolves when nothing is left. */
  close(): Promise<void>;
}
