import type { Reply } from "@coffer/cache-core";
import type { Parser, ParserHandlers } from "./parser.js";
import { ReplyError } from "./reply-error.js";

const CR = 0x0d;
const LF = 0x0a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;

/** The longest line: a status, an error or a number. Redis never writes one as long. */
const MAX_LINE = 64 * 1024;
/** The deepest array. Scripts may return nested tables, but not as deep for any use. */
const MAX_DEPTH = 512;
/** The number of digits that can be summed up without loss. */
const SAFE_DIGITS = 15;
/** The maximum number of characters of a 64-bit integer. */
const MAX_DIGITS = 20;
/** The largest Buffer on Node 20. The limit of Redis is an eighth of it by default. */
const MAX_BULK = 2 ** 32;
/** The longest array of JavaScript. */
const MAX_ITEMS = 2 ** 32 - 1;

const NOTHING = Buffer.alloc(0);

/** An array that is not complete yet. */
interface OpenArray {
  readonly items: Reply[];
  missing: number;
  readonly outer: OpenArray | undefined;
  readonly depth: number;
}

/**
 * The default parser. It allocates memory for received bytes, never for an announced length.
 *
 * A bulk string that arrived in one chunk is a view of that chunk; others are copied once. So a small bulk string that you keep also keeps
 * its chunk of up to 64 KiB in memory. The cache decodes values at once and keeps none.
 */
export class RespParser implements Parser {
  readonly #handlers: ParserHandlers;
  #data: Buffer = NOTHING;
  /** How many bytes of `#data` have been parsed. The rest is the beginning of a line. */
  #at = 0;
  #array: OpenArray | undefined;
  /** The parts of an incomplete bulk string, and the number of missing bytes, including the end of the line. */
  #pieces: Buffer[] = [];
  #missing = 0;
  #isBroken = false;

  constructor(handlers: ParserHandlers) {
    this.#handlers = handlers;
  }

  execute(chunk: Buffer): void {
    if (this.#isBroken) return;
    try {
      if (this.#take(chunk)) while (this.#at < this.#data.length && this.#read());
    } catch (error) {
      this.#isBroken = true;
      this.#handlers.returnFatalError(error as Error);
    }
  }

  /** Returns whether there is something to parse. */
  #take(chunk: Buffer): boolean {
    if (chunk.length < this.#missing) {
      this.#pieces.push(chunk);
      this.#missing -= chunk.length;
      return false;
    }
    const rest = this.#data.subarray(this.#at);
    this.#data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    this.#at = 0;
    if (this.#missing > 0) {
      const whole = Buffer.concat([...this.#pieces, chunk.subarray(0, this.#missing)]);
      this.#at = this.#missing;
      this.#missing = 0;
      this.#pieces = [];
      this.#addBulk(whole, 0, whole.length - 2);
    }
    return true;
  }

  /** Parses a reply or the head of an array. `false`: it has not arrived completely. */
  #read(): boolean {
    switch (this.#data[this.#at]) {
      case 0x24: // $
        return this.#readBulk();
      case 0x2a: // *
        return this.#readArray();
      case 0x2b: // +
        return this.#readLine((text) => text);
      case 0x3a: // :
        return this.#readInteger();
      case 0x2d: // -
        return this.#readLine((text) => new ReplyError(text));
      default:
        throw new Error(`${quote(this.#text(this.#at, this.#at + 1))} is not the start of a RESP2 reply`);
    }
  }

  #readInteger(): boolean {
    const integer = this.#number();
    if (integer !== undefined) this.#add(integer);
    return integer !== undefined;
  }

  #readLine(parse: (text: string) => Reply | ReplyError): boolean {
    const start = this.#at + 1;
    const end = this.#lineEnd(start);
    if (end < 0) return false;
    this.#at = end + 2;
    this.#add(parse(this.#text(start, end)));
    return true;
  }

  #readBulk(): boolean {
    const length = this.#length(MAX_BULK);
    if (length === undefined) return false;
    if (length < 0) {
      this.#add(null);
      return true;
    }
    const data = this.#data;
    const start = this.#at;
    const next = start + length + 2;
    if (next > data.length) {
      this.#pieces.push(data.subarray(start));
      this.#missing = next - data.length;
      this.#data = NOTHING;
      this.#at = 0;
      return false;
    }
    this.#at = next;
    this.#addBulk(data, start, next - 2);
    return true;
  }

  #readArray(): boolean {
    const missing = this.#length(MAX_ITEMS);
    if (missing === undefined) return false;
    if (missing <= 0) {
      this.#add(missing < 0 ? null : []);
      return true;
    }
    const outer = this.#array;
    const depth = outer === undefined ? 1 : outer.depth + 1;
    if (depth > MAX_DEPTH) throw new Error(`arrays are nested more than ${MAX_DEPTH} levels deep`);
    this.#array = { items: [], missing, outer, depth };
    return true;
  }

  /** Like `#number`, for a length from 0 to `max`, or -1 for null. */
  #length(max: number): number | undefined {
    const length = this.#number();
    if (length !== undefined && (length < -1 || length > max)) {
      throw new Error(`${length} is not a valid length`);
    }
    return length;
  }

  /**
   * The integer in the line that begins here, rounded beyond 2^53; moves on to the next line. Undefined, without moving: the line has not
   * arrived completely.
   */
  #number(): number | undefined {
    const data = this.#data;
    const last = data.length - 1;
    const start = this.#at + 1;
    const isNegative = data[start] === MINUS;
    const first = isNegative || data[start] === PLUS ? start + 1 : start;
    let sum = 0;
    let at = first;
    for (; at < last; at += 1) {
      const digit = (data[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      sum = sum * 10 + digit;
    }
    const digits = at - first;
    const isWhole = at < last;
    if (digits > MAX_DIGITS || (isWhole && (digits === 0 || data[at] !== CR || data[at + 1] !== LF))) {
      throw new Error(`${quote(data.toString("latin1", start, at + 1))} is not an integer`);
    }
    if (!isWhole) return undefined;
    this.#at = at + 2;
    if (digits > SAFE_DIGITS) sum = Number(data.toString("latin1", first, at));
    return isNegative ? 0 - sum : sum;
  }

  /** The end of the line; -1 if it has not arrived completely. */
  #lineEnd(start: number): number {
    const data = this.#data;
    const last = data.length - 1;
    let end = start;
    while (end < last && data[end] !== CR) end += 1;
    if (end - start > MAX_LINE)
      throw new Error(`a line is longer than ${MAX_LINE} bytes, the longest of Redis`);
    if (end >= last) return -1;
    if (data[end + 1] !== LF) throw new Error("a line ends with a lone carriage return");
    return end;
  }

  #text(start: number, end: number): string {
    const data = this.#data;
    // Nearly every status is OK.
    if (end - start === 2 && data[start] === 0x4f && data[start + 1] === 0x4b) return "OK";
    return data.toString("utf8", start, end);
  }

  #addBulk(data: Buffer, start: number, end: number): void {
    if (data[end] !== CR || data[end + 1] !== LF)
      throw new Error("a bulk string is not as long as announced");
    this.#add(data.subarray(start, end));
  }

  /** Passes a reply to the handlers, unless it belongs to an incomplete array. */
  #add(item: Reply | ReplyError): void {
    let reply = item;
    for (let array = this.#array; array !== undefined; array = array.outer) {
      array.items.push(reply as Reply);
      array.missing -= 1;
      if (array.missing > 0) {
        this.#array = array;
        return;
      }
      reply = array.items;
    }
    this.#array = undefined;
    if (reply instanceof ReplyError) this.#handlers.returnError(reply);
    else this.#handlers.returnReply(reply);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 50));
}
