import type { Reply } from "@coffer/cache-core";
import type { CommandSender } from "./command-sender.js";
import type { Traffic } from "./traffic.js";

/** The events that an adapter reports. */
export interface DriverEvents {
  /** The driver has connected and takes commands. */
  ready(): void;
  /** A connection or an attempt has ended. The driver rejects its pending commands in the same turn of the event loop. */
  ended(): void;
  /**
   * The reason of the end, or the server's error in reply to a command of the driver itself. Called before `ended`.
   */
  error(error: unknown): void;
}

/**
 * Adapts a driver's object to the kit. It connects only when `open` is called, and never by itself. It does not queue commands while it
 * is not connected, and sends no command twice.
 */
export interface DriverAdapter {
  /** The driver's own object. It and `sender` may change with each `open`. */
  readonly native: unknown;
  /** Sends commands by the driver's object. */
  readonly sender: CommandSender;
  /** Whether the last connection or attempt has ended. False before the first attempt. */
  readonly ended: boolean;
  /** Whether the connection cannot send any more, even if the driver has not noticed yet. */
  readonly broken: boolean;

  /** The result of `trafficOf`. Left out or undefined: not known, so every reply must be complete within `SOCKET_TIMEOUT`. */
  readonly traffic?: Traffic | undefined;

  /** Sets the functions that the adapter calls. The kit calls it once, first. */
  listen(events: DriverEvents): void;

  /** Starts an attempt to connect, whose result the events report. The kit calls it again only after `ended`. */
  open(): void;

  /** Ends a connection or an attempt without waiting for the server. `ended` follows. */
  disconnect(): void;

  /**
   * Subscribes to channels, on a connection that is used for nothing else from then on. Left out: the driver cannot,
   * and no feature that needs it is used.
   * @param onMessage called with each message: a string or Buffer, or the list of keys that have changed.
   */
  subscribe?(channels: readonly string[], onMessage: (message: Reply) => void): Promise<unknown>;

  /**
   * Whether `subscribe` has been called on this connection, so that Redis accepts no command other than PING. Left
   * out: it has not.
   */
  readonly isSubscribed?: boolean;

  /** Closes for good, in whatever state; resolves when no socket and no timer is left. */
  close(): Promise<void>;
}
