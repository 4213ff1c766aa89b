import type { Socket } from "node:net";
import { nextTick } from "node:process";
import { setImmediate } from "node:timers";
import { type DriverAdapter, type DriverEvents, type Traffic, trafficOf } from "@coffer/connection-kit";
import { makeClient } from "./make-client.js";
import type { Native, NativeClass } from "./native.js";
import { NodeRedisCommandSender } from "./node-redis-command-sender.js";
import { Password } from "./password.js";
import { SocketAbort } from "./socket-abort.js";
import { socketOf } from "./socket-of.js";

/** Adapts an object of node-redis, which has no event for the end of a connection and cannot end an attempt to connect. */
export class NodeRedisAdapter implements DriverAdapter {
  readonly native: Native;
  readonly sender: NodeRedisCommandSender;
  readonly #sockets: SocketAbort = new SocketAbort();
  readonly #password: Password;
  #socket: Socket | undefined;
  #events: DriverEvents | undefined;
  /** Until the driver has ended an attempt, it must not start another one. */
  #attempting = false;
  #ended = false;
  /** Whether this attempt continues with a second one, without the password. */
  #isRepeated = false;
  #onEnded: (() => void) | undefined;

  constructor(Client: NativeClass, options: Readonly<Record<string, unknown>>) {
    const socket = { ...(options.socket as object), signal: this.#sockets };
    this.#password = new Password(options);
    this.native = makeClient(Client, { ...options, ...this.#password.options, socket });
    this.sender = new NodeRedisCommandSender(this.native);
    this.native.on("ready", () => this.#onReady());
    // Emitted for objects that the application closes or destroys; otherwise there are only errors.
    this.native.on("end", () => this.#checkEndLater());
    // Without a listener, an error event would end the process.
    this.native.on("error", (error: unknown) => this.#onError(error));
  }

  get ended(): boolean {
    return this.#ended;
  }

  get broken(): boolean {
    return !this.native.isReady;
  }

  get traffic(): Traffic | undefined {
    return this.#socket && trafficOf(this.#socket);
  }

  listen(events: DriverEvents): void {
    this.#events = events;
  }

  open(): void {
    this.#password.offer();
    this.#attempt();
  }

  disconnect(): void {
    this.#isRepeated = false;
    this.#sockets.abort();
    // A socket that has ended unnoticed emits nothing more, and version 5 of the driver stays connected.
    setImmediate(() => {
      if (this.native.isOpen && !this.#attempting) this.#destroy();
    });
  }

  subscribe(channels: readonly string[], onMessage: (message: string) => void): Promise<unknown> {
    return this.native.subscribe(channels, onMessage);
  }

  close(): Promise<void> {
    this.#isRepeated = false;
    this.#sockets.abort();
    // Even if there is nothing to destroy, the driver releases the object.
    this.#destroy();
    if (!this.#attempting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEnded = resolve;
    });
  }

  #attempt(): void {
    this.#ended = false;
    this.#isRepeated = false;
    this.#attempting = true;
    this.#sockets.forget();
    this.#socket = socketOf(() => {
      this.native.connect().then(
        () => this.#settled(),
        () => this.#settled(),
      );
    });
  }

  #onReady(): void {
    this.#ended = false;
    this.sender.forgetScripts();
    this.#events?.ready();
  }

  #onError(error: unknown): void {
    if (this.#password.isRefused(error)) this.#isRepeated = true;
    else if (isReason(error)) this.#events?.error(error);
    this.#checkEndLater(() => {
      // A reply that cannot be parsed: the rest would be assigned to other commands.
      if (!this.sender.isReply(error as Error)) this.disconnect();
    });
  }

  /** Checks for the end once the driver has rejected its pending commands, which it does after emitting the error. */
  #checkEndLater(ifOpen?: () => void): void {
    nextTick(() => {
      if (this.native.isOpen && !this.#attempting) ifOpen?.();
      this.#checkEnd();
    });
  }

  #settled(): void {
    this.#attempting = false;
    this.#checkEnd();
  }

  #checkEnd(): void {
    if (this.#attempting || this.#ended || this.native.isOpen) return;
    if (this.#isRepeated) {
      this.#attempt();
      return;
    }
    this.#ended = true;
    this.#onEnded?.();
    this.#events?.ended();
  }

  #destroy(): void {
    try {
      this.native.destroy();
    } catch {
      // Version 5 throws if there is nothing to destroy.
    }
  }
}

/** Whether an error is the reason of the end, and not a consequence of what the driver or the kit does. */
function isReason(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  // The kit causes AbortError; version 5 throws a TypeError on a socket that it has destroyed itself.
  if (error.name === "AbortError" || error instanceof TypeError) return false;
  return error.message !== "Socket closed unexpectedly";
}
