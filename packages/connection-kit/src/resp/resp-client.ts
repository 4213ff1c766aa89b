import { EventEmitter } from "node:events";
import type { Command, CommandArgument, Reply } from "@coffer/cache-core";
import type { Traffic } from "../driver/traffic.js";
import { RequestEncoder, type RequestPiece } from "../encoding/request-encoder.js";
import { checkCommand } from "./check-command.js";
import { NotConnectedError } from "./not-connected-error.js";
import { openSocket, type SocketOptions } from "./open-socket.js";
import type { ParserClass } from "./parser.js";
import { RespParser } from "./resp-parser.js";
import { RespSocket } from "./resp-socket.js";

/** Options of `RespClient`. */
export interface RespClientOptions extends SocketOptions {
  /** The user. Left out: Redis's user `default`, if there is a password. */
  readonly username?: string;
  /** The password. Left out: the client does not authenticate, unless it has a `username`. */
  readonly password?: string;
  /** The number of the database. Default: 0. */
  readonly db?: number;
  /** Returns the user and the password for each connect, instead of `username` and `password`. */
  readonly credentials?: () => Promise<Credentials>;
  /** Parses the replies. Default: `RespParser`. */
  readonly parserClass?: ParserClass;
  /**
   * Emits the messages of channels as `message`, and sends SUBSCRIBE, which must name one channel: each command has
   * one reply. Default: false.
   */
  readonly isSubscriber?: boolean;
}

interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Redis's errors for a password if its default user has none. They can be ignored: every client is logged in. */
const WANTS_NONE = /without any password configured|no password is set/;

interface RespClientEvents {
  /** Connected, logged in, and with its database selected. */
  ready: [];
  /** A connection or an attempt has ended, and its commands have been rejected. */
  end: [reason: Error];
  /** Published on a channel. Only with `isSubscriber`. */
  message: [channel: string, message: Reply];
}

/**
 * A small client for Redis. It connects when `connect` is called, sends commands and returns their replies in the
 * shapes of RESP2. It does not reconnect, does not queue commands while it is not connected, and its calls have no
 * time limit.
 */
export class RespClient extends EventEmitter<RespClientEvents> {
  readonly #options: RespClientOptions;
  readonly #encoder: RequestEncoder = new RequestEncoder();
  #socket: RespSocket | undefined;
  #isReady = false;

  constructor(options: RespClientOptions = {}) {
    super();
    this.#options = options;
  }

  /** Whether there is a connection or an attempt to make one. */
  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  /** Whether commands can be sent. */
  get isReady(): boolean {
    return this.#connected() !== undefined;
  }

  /** The bytes that went over the connection; undefined if there is none. */
  get traffic(): Traffic | undefined {
    return this.#socket?.traffic;
  }

  /** Connects and authenticates. Rejects with the error of the system or the server, and if it is already connected or connecting. */
  connect(): Promise<void> {
    if (this.#socket !== undefined)
      return Promise.reject(new Error("it is already connected, or connecting"));
    const { parserClass = RespParser, credentials, isSubscriber } = this.#options;
    const onMessage = (channel: string, message: Reply) => this.emit("message", channel, message);
    return new Promise((resolve, reject) => {
      const logIn = (given: Credentials) => this.#logIn(socket, given, resolve);
      const stream = openSocket(this.#options, () => {
        if (credentials === undefined) logIn(this.#options);
        else credentials().then(logIn, (error) => socket.destroy(error));
      });
      const onEnd = (reason: Error) => {
        this.#socket = undefined;
        this.#isReady = false;
        reject(reason);
        this.emit("end", reason);
      };
      const socket = new RespSocket(stream, parserClass, onEnd, isSubscriber ? onMessage : undefined);
      this.#socket = socket;
    });
  }

  /** Sends a command. Rejects with a `ReplyError` if Redis rejects it; throws a TypeError for an invalid command. */
  call(command: string, ...args: CommandArgument[]): Promise<Reply> {
    return this.send(command, args);
  }

  /** Sends a command like `call`, with the arguments as an array of any length. */
  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const socket = this.#connected();
    if (socket === undefined) return Promise.reject(new NotConnectedError());
    const pieces = this.#encode([[command, args]]);
    return new Promise((resolve, reject) => {
      socket.send(pieces, 1, ([answer]) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer as Reply);
      });
    });
  }

  /**
   * Sends many commands in one write. Resolves to their replies in order, with a `ReplyError` for each rejected command.
   */
  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (commands.length === 0) return Promise.resolve([]);
    const socket = this.#connected();
    if (socket === undefined) return Promise.reject(new NotConnectedError());
    const pieces = this.#encode(commands);
    return new Promise((resolve) => socket.send(pieces, commands.length, resolve));
  }

  /** Returns a new client with the same options, overridden by the given ones. It is not connected. */
  duplicate(options: RespClientOptions = {}): RespClient {
    return new (this.constructor as typeof RespClient)({ ...this.#options, ...options });
  }

  /** Ends the connection or the attempt at once. Pending commands are rejected. The client can connect again after the event `end`. */
  destroy(): void {
    this.#socket?.destroy(new Error("the connection was closed on this side"));
  }

  #encode(commands: readonly Command[]): readonly RequestPiece[] {
    if (!this.#options.isSubscriber) commands.forEach(checkCommand);
    return this.#encoder.encode(commands);
  }

  #connected(): RespSocket | undefined {
    return this.#isReady && !this.#socket?.isEnding ? this.#socket : undefined;
  }

  #logIn(socket: RespSocket, { username, password }: Credentials, done: () => void): void {
    // It may have ended while the credentials were requested.
    if (socket.isEnding) return;
    const { db = 0 } = this.#options;
    const commands: Command[] = [];
    // Redis has users without a password. Without AUTH, the connection would have the default user.
    if (username !== undefined) commands.push(["AUTH", [username, password ?? ""]]);
    else if (password !== undefined) commands.push(["AUTH", [password]]);
    if (db !== 0) commands.push(["SELECT", [db]]);
    const settle = (answers: readonly (Reply | Error)[]) => {
      const refusal = answers.find(
        (answer): answer is Error => answer instanceof Error && !WANTS_NONE.test(answer.message),
      );
      if (refusal !== undefined) return socket.destroy(refusal);
      this.#isReady = true;
      this.emit("ready");
      done();
    };
    if (commands.length === 0) settle([]);
    else socket.send(this.#encoder.encode(commands), commands.length, settle);
  }
}
