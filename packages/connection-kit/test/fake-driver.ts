import { EventEmitter } from "node:events";
import type { CacheOptions, Reply } from "@coffer/cache-core";
import {
  BaseConnectionFactory,
  type Driver,
  type DriverAdapter,
  type DriverEvents,
  type Traffic,
} from "@coffer/connection-kit";
import { connectTimeoutOf } from "../src/endpoint/resolve-endpoint.js";

/** A driver's object that answers PONG to everything if the test wants an answer, and that a test can break. */
export class FakeNative extends EventEmitter {
  readonly options: Readonly<Record<string, unknown>>;
  /** The commands that it got, in order. */
  readonly log: string[] = [];
  /** Whether an attempt to connect succeeds; undefined: it never ends by itself. */
  reachable: boolean | undefined = true;
  answering = true;
  up = false;
  /** The number of received bytes, which a test can raise. */
  received = 0;
  #pending: { readonly answer: () => void; readonly fail: () => void }[] = [];

  constructor(options: Readonly<Record<string, unknown>>) {
    super();
    this.options = options;
  }

  connect(): void {
    this.log.push("connect");
    if (this.reachable === undefined) return;
    process.nextTick(() => {
      if (this.reachable) {
        this.up = true;
        this.emit("ready");
      } else {
        this.emit("error", new Error("refused"));
        this.break();
      }
    });
  }

  ask(command: string): Promise<Reply> {
    this.log.push(command);
    return new Promise((resolve, reject) => {
      if (!this.up) reject(new Error("not connected"));
      else if (this.answering) setImmediate(resolve, "PONG");
      else this.#pending.push({ answer: () => resolve("PONG"), fail: () => reject(new Error("broken")) });
    });
  }

  /** Answers the pending commands, and continues. */
  answer(): void {
    this.answering = true;
    for (const { answer } of this.#pending.splice(0)) answer();
  }

  break(): void {
    this.up = false;
    for (const { fail } of this.#pending.splice(0)) fail();
    process.nextTick(() => this.emit("end"));
  }
}

class FakeAdapter implements DriverAdapter {
  readonly native: FakeNative;
  readonly sender: DriverAdapter["sender"];

  constructor(native: FakeNative) {
    this.native = native;
    this.sender = {
      call: (command) => native.ask(command),
      batch: (commands) =>
        Promise.all(commands.map(async ([command]) => [null, await native.ask(command)] as const)),
      run: (script) => native.ask(script.name),
      isReply: (error) => error.name === "ReplyError",
      wasNotSent: (error) => error.message === "not connected",
    };
  }

  ended = false;

  get broken(): boolean {
    return !this.native.up;
  }

  get traffic(): Traffic {
    return { received: this.native.received, written: 0, left: 0 };
  }

  listen({ ready, ended, error }: DriverEvents): void {
    this.native.on("error", error).on("ready", ready);
    this.native.on("end", () => {
      this.ended = true;
      ended();
    });
  }

  open(): void {
    this.ended = false;
    this.native.connect();
  }

  disconnect(): void {
    this.native.log.push("hang up");
    this.native.break();
  }

  close(): Promise<void> {
    this.native.log.push("close");
    return Promise.resolve();
  }
}

export const fakeDriver: Driver = {
  Client: FakeNative as never,
  description: "A fake.",
  options({ tls, host, port, path }, args, kwargs) {
    const { db = 0, username = null, password = null, ssl, ssl_cert_reqs } = args;
    return {
      tls: tls || ssl,
      host,
      port,
      path,
      db,
      username,
      password,
      ssl_cert_reqs,
      connectTimeout: connectTimeoutOf(args),
      ...kwargs,
    };
  },
  check(kwargs, problems) {
    if ("forbidden" in kwargs) problems.push(new Error("REDIS_CLIENT_KWARGS.forbidden: leave it out"));
  },
  createAdapter: (Client, options) => new FakeAdapter(new (Client as unknown as typeof FakeNative)(options)),
};

export class FakeConnectionFactory extends BaseConnectionFactory {
  constructor(options?: CacheOptions) {
    super(fakeDriver, options);
  }
}

/** The driver's options for a URL. */
export function driverOptionsFor(url: string, options: object = {}): Readonly<Record<string, unknown>> {
  return (new FakeConnectionFactory(options).connect(url).native as FakeNative).options;
}
