import type { Command, CommandArgument } from "@coffer/cache-core";
import { commandLine } from "./command-line.js";

/** A piece to write to a socket: bytes, or a string whose characters are one byte each (latin1). */
export type RequestPiece = string | Buffer;

/** The length at which text is cut into pieces. Strings have a maximum length, which a large batch may reach. */
export const MAX_TEXT: number = 2 ** 20;
/** A larger Buffer is a piece by itself, since copying it costs more than a write. */
const MAX_COPIED = 16 * 1024;
/** A longer text is encoded without counting its bytes first, which takes half the time. */
const LONG_TEXT = 512;
/** Scratch space for the bytes of a text, up to three per character. */
const room = Buffer.allocUnsafeSlow(3 * MAX_COPIED);

/** The line with the number of bytes that follow, after the end of the previous line. A table halves the time. */
const LENGTH_LINES: readonly string[] = Array.from({ length: 1024 }, (_, length) => `\r\n$${length}\r\n`);

/** Encodes commands for Redis (RESP). */
export class RequestEncoder {
  /** Whether the last commands were pure ASCII. Those of a cache are usually alike. */
  #wasAscii = true;

  /** @throws TypeError for an invalid command name, and for an argument of another type. */
  encode(commands: readonly Command[]): readonly RequestPiece[] {
    const text = this.#wasAscii ? asciiText(commands) : undefined;
    return text === undefined ? this.#pieces(commands) : [text];
  }

  #pieces(commands: readonly Command[]): readonly RequestPiece[] {
    const pieces: RequestPiece[] = [];
    let text = "";
    this.#wasAscii = true;
    for (const [name, args] of commands) {
      text += commandLine(name, args);
      for (const arg of args) {
        const data = this.#bytesOf(name, arg);
        text += lengthLine(data.length);
        if (typeof data === "string") text += data;
        else if (data.length <= MAX_COPIED) text += data.toString("latin1");
        else {
          pieces.push(text, data);
          text = "";
        }
        if (text.length > MAX_TEXT) {
          pieces.push(text);
          text = "";
        }
      }
      text += "\r\n";
    }
    pieces.push(text);
    return pieces;
  }

  /** ASCII unchanged; anything else as its bytes, or as text in which every character is one byte. */
  #bytesOf(name: string, arg: CommandArgument): RequestPiece {
    if (Buffer.isBuffer(arg)) {
      this.#wasAscii = false;
      return arg;
    }
    const text = typeof arg === "string" ? arg : numberText(name, arg);
    const data = bytesOf(text);
    if (data !== text) this.#wasAscii = false;
    return data;
  }
}

/**
 * All commands as one text, if it is ASCII and not too long. Whether it is ASCII is checked once, at the end: checking each argument
 * takes twice as long as all the rest.
 */
function asciiText(commands: readonly Command[]): string | undefined {
  let text = "";
  for (const [name, args] of commands) {
    text += commandLine(name, args);
    for (const arg of args) {
      if (typeof arg === "object") return undefined;
      const data = typeof arg === "string" ? arg : numberText(name, arg);
      text += lengthLine(data.length) + data;
      if (text.length > MAX_TEXT) return undefined;
    }
    text += "\r\n";
  }
  return Buffer.byteLength(text) === text.length ? text : undefined;
}

function lengthLine(length: number): string {
  return LENGTH_LINES[length] ?? `\r\n$${length}\r\n`;
}

function bytesOf(text: string): RequestPiece {
  if (text.length < LONG_TEXT && Buffer.byteLength(text) === text.length) return text;
  const isSmall = text.length <= MAX_COPIED;
  const bytes = isSmall ? room.subarray(0, room.write(text)) : Buffer.from(text);
  if (bytes.length === text.length) return text;
  return isSmall ? bytes.toString("latin1") : bytes;
}

/**
 * A number as an argument of the command `name`. JavaScript writes large integers with an exponent, which Redis does
 * not accept.
 * @throws TypeError for a value that is not a number, in spite of its declared type.
 */
export function numberText(name: string, arg: number | bigint): string {
  if (typeof arg !== "number" && typeof arg !== "bigint") {
    throw new TypeError(
      `an argument of ${name} must be a string, a number, a bigint or a Buffer, got ${typeof arg}`,
    );
  }
  return String(Number.isInteger(arg) && !Number.isSafeInteger(arg) ? BigInt(arg) : arg);
}
