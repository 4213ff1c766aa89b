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

/** What ioredis has beside what it documents. */
interface SendingNative extends Native {
  readonly stream: NonNullable<Native["stream"]> & Pick<Writable, "write" | "cork" | "uncork">;
  sendCommand(command: BareCommand, stream: object): unknown;
}

const encoder = new RequestEncoder();
const driverNames = new Map<string, string>();

/** In lower case, which the driver would make of it several times for each command. */
function driverName(name: string): string {
  let lower = driverNames.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    driverNames.set(name, lower);
  }
  return lower;
}

/** Writes commands itself, and has the driver see to the replies. */
export class BareSender {
  readonly #native: SendingNative;
  readonly #Bare: BareCommandClass;
  /** What the driver takes for its pipeline, which lets it leave the writing to others. */
  readonly #stream: object;

  private constructor(native: SendingNative, Bare: BareCommandClass) {
    this.#native = native;
    this.#Bare = Bare;
    this.#stream = { isPipeline: true, destination: { redis: native }, write: () => {} };
  }

  /**
   * Undefined where the driver is not as it was, since `sendCommand` is not documented.
   * @param Driver the class of `native`. Its `constructor` is, by a slip of ioredis, EventEmitter.
   */
  static of(Driver: NativeClass, native: Native): BareSender | undefined {
    const { Command } = Driver as { Command?: DriverCommand };
    const sending = native as SendingNative;
    const suits = typeof sending.sendCommand === "function" && typeof Command?.prototype === "object";
    return suits ? new BareSender(sending, bareCommandOf(Command)) : undefined;
  }

  /** A lone command, without what the driver's own methods look up, copy and flatten first. */
  one(name: string, args: readonly CommandArgument[]): Promise<Reply> {
    const commands = [[name, args]] as const;
    const pieces = encoder.encode(commands);
    return new Promise((resolve, reject) => {
      const settle: Settle = (_, answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
      this.#sendAll(commands, pieces, settle);
    });
  }

  /**
   * A batch as one write and one promise. The driver's own pipeline makes two promises and some closures for each command,
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

  /** In one write. They are encoded before, since what cannot be written is the caller's mistake and nothing for the driver. */
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
        // As a subscriber, the driver takes some commands and refuses others.
        writePieces(native.stream, encoder.encode(accepted.map((position) => commands[position] as Command)));
      }
    } catch (error) {
      // Commands are in the driver's queue that were not sent: the replies to come would be taken for theirs.
      native.stream.destroy();
      throw error;
    }
  }
}
