import type { Writable } from "node:stream";
import type { Command, CommandArgument, Reply } from "@coffer/cache-core";
import { RequestEncoder, type RequestPiece, writePieces } from "@coffer/connection-kit";
import {
  type BareCommand,
  type BareCommandClass,
  bareCommandOf,
  type DriverCommand,
  type Settle,
} from "./bare-command.js";
import type { Native, NativeClass } from "./native.js";

/** Undocumented parts of ioredis. */
interface SendingNative extends Native {
  readonly stream: NonNullable<Native["stream"]> & Pick<Writable, "write" | "cork" | "uncork">;
  sendCommand(command: BareCommand, stream: object): unknown;
}

const encoder = new RequestEncoder();
const driverNames = new Map<string, string>();

/** In lower case, which the driver would compute several times for each command. */
function driverName(name: string): string {
  let lower = driverNames.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    driverNames.set(name, lower);
  }
  return lower;
}

/** Encodes and writes commands itself, and leaves their replies to the driver. */
export class BareSender {
  readonly #native: SendingNative;
  readonly #Bare: BareCommandClass;
  /** Looks like the driver's pipeline, for which the driver does not write by itself. */
  readonly #stream: object;

  private constructor(native: SendingNative, Bare: BareCommandClass) {
    this.#native = native;
    this.#Bare = Bare;
    this.#stream = { isPipeline: true, destination: { redis: native }, write: () => {} };
  }

  /**
   * Undefined for a driver without `sendCommand`, which is not documented.
   * @param Driver the class of `native`, whose `constructor` is EventEmitter, by a bug in ioredis.
   */
  static of(Driver: NativeClass, native: Native): BareSender | undefined {
    const { Command } = Driver as { Command?: DriverCommand };
    const sending = native as SendingNative;
    const suits = typeof sending.sendCommand === "function" && typeof Command?.prototype === "object";
    return suits ? new BareSender(sending, bareCommandOf(Command)) : undefined;
  }

  /** Sends one command, without the lookups and copies of the driver's own methods. */
  one(name: string, args: readonly CommandArgument[]): Promise<Reply> {
    const commands = [[name, args]] as const;
    const pieces = encoder.encode(commands);
    return new Promise((resolve, reject) => {
      const settle: Settle = (_, answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
      this.#sendAll(commands, pieces, settle);
    });
  }

  /**
   * Sends a batch in one write, with one promise. The driver's own pipeline creates two promises and several closures for each command,
   * and takes twice as long.
   */
  many(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    const pieces = encoder.encode(commands);
    return new Promise((resolve) => {
      const answers: (Reply | Error)[] = new Array(commands.length);
      let left = commands.length;
      const settle: Settle = (position, answer) => {
        answers[position] = answer;
        left -= 1;
        if (left === 0) resolve(answers);
      };
      this.#sendAll(commands, pieces, settle);
    });
  }

  /** Sends encoded commands in one write. Encoded first: an invalid one must not reach the driver's queue. */
  #sendAll(commands: readonly Command[], pieces: readonly RequestPiece[], settle: Settle): void {
    const native = this.#native;
    const accepted: number[] = [];
    try {
      for (let position = 0; position < commands.length; position += 1) {
        const [name] = commands[position] as Command;
        native.sendCommand(new this.#Bare(driverName(name), position, accepted, settle), this.#stream);
      }
      if (accepted.length === commands.length) {
        writePieces(native.stream, pieces);
      } else if (accepted.length > 0) {
        // In subscriber mode, the driver accepts some commands and rejects others.
        writePieces(native.stream, encoder.encode(accepted.map((position) => commands[position] as Command)));
      }
    } catch (error) {
      // The driver's queue has commands that were not sent, and would assign the next replies to them.
      native.stream.destroy();
      throw error;
    }
  }
}
