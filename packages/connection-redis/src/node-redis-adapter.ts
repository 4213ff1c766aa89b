import type { Socket } from "node:net";
import { nextTick } from "node:process";
import { setImmediate } from "node:timers";
import { type Handle, type HandleEvents, type Traffic, trafficOf } from "@coffer/connection-kit";
import { makeClient } from "./make-client.js";
import type { Native, NativeClass } from "./native.js";
import { NodeRedisWire } from "./node-redis-command-sender.js";
import { Password } from "./password.js";
import { HangUp } from "./socket-abort.js";
import { socketOf } from "./socket-of.js";

/** A driver's object of node-redis, which has neither one event for the end of a connection nor a way to end an attempt. */
export class NodeRedisHandle implements Handle {
  readonly native: Native;
  readonly wire: NodeRedisWire;
  readonly #hangUp: HangUp = new HangUp();
  readonly #password: Password;
  #socket: Socket | undefined;
  #events: HandleEvents | undefined;
  /** Until the driver has given up an attempt, it must not be told to make another one. */
  #attempting = false;
  #ended = false;
  /** Whether the attempt is to be made once more, as a part of the same. */
  #again = false;
  #onEnded: (() => void) | undefined;

  constructor(Client: NativeClass, options: Readonly<Record<string, unknown>>) {
    const socket = { ...(options.socket as object), signal: this.#hangUp };
    this.#password = new Password(options);
    this.native = makeClient(Client, { ...options, ...this.#password.options, socket });
    this.wire = new NodeRedisWire(this.native);
    this.native.on("ready", () => this.#onReady());
    // Said of objects that are closed or destroyed by hand; otherwise there are errors alone.
    this.native.on("end", () => this.#lookLater());
    // Always listened to: an unheard error event would end the process.
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

  listen(events: HandleEvents): void {
    this.#events = events;
  }

  open(): void {
    this.#password.offer();
    this.#attempt();
  }

  hangUp(): void {
    this.#again = false;
    this.#hangUp.now();
    // A socket that has died unnoticed tells of nothing more, and the driver of version 5 takes itself for connected.
    setImmediate(() => {
      if (this.native.isOpen && !this.#attempting) this.#destroy();
    });
  }

  subscribe(channels: readonly string[], hear: (message: string) => void): Promise<unknown> {
    return this.native.subscribe(channels, hear);
  }

  close(): Promise<void> {
    this.#again = false;
    this.#hangUp.now();
    // Where it is needed for nothing else, it makes the driver forget the object.
    this.#destroy();
    if (!this.#attempting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEnded = resolve;
    });
  }

  #attempt(): void {
    this.#ended = false;
    this.#again = false;
    this.#attempting = true;
    this.#hangUp.forget();
    this.#socket = socketOf(() => {
      this.native.connect().then(
        () => this.#settled(),
        () => this.#settled(),
      );
    });
  }

  #onReady(): void {
    this.#ended = false;
    this.wire.forgetScripts();
    this.#events?.ready();
  }

  #onError(error: unknown): void {
    if (this.#password.isRefused(error)) this.#again = true;
    else if (isReason(error)) this.#events?.error(error);
    this.#lookLater(() => {
      // A reply that cannot be parsed: what follows would be taken for replies to other commands.
      if (!this.wire.isReply(error as Error)) this.hangUp();
    });
  }

  /** After the driver has rejected what it had sent. It tells of errors before that. */
  #lookLater(ifOpen?: () => void): void {
    nextTick(() => {
      if (this.native.isOpen && !this.#attempting) ifOpen?.();
      this.#tellEnded();
    });
  }

  #settled(): void {
    this.#attempting = false;
    this.#tellEnded();
  }

  #tellEnded(): void {
    if (this.#attempting || this.#ended || this.native.isOpen) return;
    if (this.#again) {
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
      // Version 5 throws where there is nothing to destroy.
    }
  }
}

/** What the driver says of its own doings rather than of the server. */
function isReason(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  // AbortError is ours; version 5 stumbles over the socket that it has destroyed itself.
  if (error.name === "AbortError" || error instanceof TypeError) return false;
  return error.message !== "Socket closed unexpectedly";
}
