import type { Command, CommandArgument } from "@coffer/cache-core";
import { commandLine } from "./command-line.js";

/** What is written to a socket: bytes, or text of which every character is one byte (latin1). */
export type RequestPiece = string | Buffer;

/** Text is cut where it gets so long. Strings have a limit, which many values together may reach. */
export const MAX_TEXT: number = 2 ** 20;
/** So large a Buffer is a piece by itself: to copy it costs more than a write. */
const MAX_COPIED = 16 * 1024;
/** So long a text is turned into bytes without counting them first, which takes half as long as that. */
const LONG_TEXT = 512;
/** Room for the bytes of a text, of which a character has three at most. */
const room = Buffer.allocUnsafeSlow(3 * MAX_COPIED);

/** The line that says how many bytes follow, with the end of the one before. Looked up, since that halves the time. */
const LENGTH_LINES: readonly string[] = Array.from({ length: 1024 }, (_, length) => `\r\n$${length}\r\n`);

/** Writes commands as Redis reads them (RESP). */
export class RequestEncoder {
  /** Whether the last commands were ASCII alone. Those of a cache are usually alike. */
  #wasAscii = true;

  /** @throws TypeError for what cannot be the name of a command, or an argument. */
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

  /** ASCII as it is; anything else as its bytes, or as text of which every character is one. */
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
 * Everything as one text, where it is ASCII and not too long. That its characters are its bytes is checked once, at the end: to ask for
 * the bytes of every single argument takes twice as long as all of this.
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
 * A number as an argument of the command `name`. Large whole ones would be written with an exponent, which Redis does not take for an
 * integer.
 * @throws TypeError for what is no number, in spite of its type.
 */
export function numberText(name: string, arg: number | bigint): string {
  if (typeof arg !== "number" && typeof arg !== "bigint") {
    throw new TypeError(
      `an argument of ${name} must be a string, a number, a bigint or a Buffer, and is ${typeof arg}`,
    );
  }
  return String(Number.isInteger(arg) && !Number.isSafeInteger(arg) ? BigInt(arg) : arg);
}
