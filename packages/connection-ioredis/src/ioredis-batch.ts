import type { Command, CommandArgument, Reply } from "@coffer/cache-core";
import type { Outcome } from "@coffer/connection-kit";
import {
  type BareCommand,
  type BareCommandClass,
  bareCommandOf,
  type DriverCommand,
  type Settle,
} from "./bare-command.js";
import { CommandBytes } from "./command-bytes.js";
import type { Native, NativeClass } from "./native.js";

/** What ioredis has beside what it documents. */
interface SendingNative extends Native {
  readonly stream: NonNullable<Native["stream"]> & { write(data: string | Buffer): unknown };
  sendCommand(command: BareCommand, stream: object): unknown;
}

/**
 * What makes the driver's commands for `sendBatch`; undefined where the driver is not as it was, since `sendCommand` is not
 * documented.
 * @param Driver the class of `native`. Its `constructor` is, by a slip of ioredis, EventEmitter.
 */
export function bareCommandFor(Driver: NativeClass, native: Native): BareCommandClass | undefined {
  const { Command } = Driver as { Command?: DriverCommand };
  const { sendCommand } = native as SendingNative;
  const suits = typeof sendCommand === "function" && typeof Command?.prototype === "object";
  return suits ? bareCommandOf(Command) : undefined;
}

/**
 * A batch as one write and one promise. The driver's own pipeline makes two promises and some closures for each command,
 * and takes twice as long.
 */
export function sendBatch(
  native: Native,
  Bare: BareCommandClass,
  commands: readonly Command[],
): Promise<readonly Outcome[]> {
  return new Promise((resolve) => {
    const outcomes: Outcome[] = new Array(commands.length);
    let left = commands.length;
    const settle: Settle = (position, outcome) => {
      outcomes[position] = outcome;
      left -= 1;
      if (left === 0) resolve(outcomes);
    };
    writeAll(native as SendingNative, (send, bytes) => {
      for (let position = 0; position < commands.length; position += 1) {
        const [name, args] = commands[position] as Command;
        send(new Bare(driverName(name), args, position, bytes, settle));
      }
    });
  });
}

/** A lone command, without what the driver's own methods look up, copy and flatten first. */
export function sendOne(
  native: Native,
  Bare: BareCommandClass,
  name: string,
  args: readonly CommandArgument[],
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (_, [error, reply = null]) => (error === null ? resolve(reply) : reject(error));
    writeAll(native as SendingNative, (send, bytes) =>
      send(new Bare(driverName(name), args, 0, bytes, settle)),
    );
  });
}

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

/** One write of all that is sent. */
function writeAll(
  native: SendingNative,
  work: (send: (command: BareCommand) => void, bytes: CommandBytes) => void,
): void {
  const bytes = new CommandBytes();
  const stream = { isPipeline: true, destination: { redis: native }, write: () => {} };
  try {
    work((command) => native.sendCommand(command, stream), bytes);
    const data = bytes.take();
    if (data.length > 0) native.stream.write(data);
  } catch (error) {
    // Commands are in the driver's queue that were not sent: the replies to come would be taken for theirs.
    native.stream.destroy();
    throw error;
  }
}
