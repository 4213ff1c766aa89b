import { MAX_DEPTH } from "@coffer/serializer-kit";
import { BINARY_KINDS } from "./value-deserializer.js";

/** The first two bytes that `v8.serialize` writes since Node 20: a mark, and the version of the format. */
const MARK = 0xff;
const VERSION = 15;

/**
 * Checks stored bytes before V8 reads them, and accepts only the output of `dumps`: it limits the depth, and rejects
 * arrays with holes (for 11 bytes V8 takes 240 MB, 1,100 kill the process), shared or growable memory, and bytes
 * after the value, which V8 ignores.
 * @throws SyntaxError
 */
export function checkStoredForm(data: Buffer): void {
  if (data[0] !== MARK || data.length < 3) throw new SyntaxError("it is not of V8's format");
  // A later version comes from a later Node. Its V8 reads it, and any other V8 rejects it.
  if ((data[1] as number) > VERSION) return;
  if (data[1] !== VERSION) throw new SyntaxError(`version ${data[1]} of V8's format is too old`);
  new StoredForm(data).check();
}

/** The tags of V8's `value-serializer.cc`. */
const tag = (character: string): number => character.charCodeAt(0);
const PADDING = 0;
const EMPTY: ReadonlySet<number> = new Set([..."_0TFxy"].map(tag));
const INTEGERS: ReadonlySet<number> = new Set([..."IU^"].map(tag));
const DOUBLES: ReadonlySet<number> = new Set([..."NDn"].map(tag));
const TEXTS: ReadonlySet<number> = new Set([...'"cS'].map(tag));
const ARRAY_BUFFER = tag("B");
const ERROR_PROTOTYPES: ReadonlySet<number> = new Set([..."EFRSTU"].map(tag));

class StoredForm {
  readonly #data: Buffer;
  #position = 2;

  constructor(data: Buffer) {
    this.#data = data;
  }

  check(): void {
    this.#value(0);
    const left = this.#data.length - this.#position;
    if (left > 0) throw new SyntaxError(`there are ${left} more bytes after the value`);
  }

  #value(depth: number): void {
    const code = this.#tag();
    if (TEXTS.has(code) || code === ARRAY_BUFFER) this.#skip(this.#integer());
    else if (INTEGERS.has(code)) this.#integer();
    else if (DOUBLES.has(code)) this.#skip(8);
    else if (!EMPTY.has(code)) this.#rarer(code, depth);
  }

  #rarer(code: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new SyntaxError(`the value is nested more than ${MAX_DEPTH} levels deep`);
    switch (String.fromCharCode(code)) {
      case "o":
        this.#untilEnd("{", depth);
        this.#integer();
        break;
      case "A": {
        const length = this.#integer();
        for (let left = length; left > 0; left--) this.#value(depth + 1);
        this.#untilEnd("$", depth);
        this.#integer();
        this.#integer();
        break;
      }
      case "a": {
        // V8 allocates this many items before it reads the first.
        const length = this.#integer();
        if (this.#untilEnd("@", depth) / 2 < length) throw new SyntaxError("it holds an array with holes");
        this.#integer();
        this.#integer();
        break;
      }
      case ";":
        this.#untilEnd(":", depth);
        this.#integer();
        break;
      case "'":
        this.#untilEnd(",", depth);
        this.#integer();
        break;
      case "Z":
      case "z":
        // The lowest bit is the sign.
        this.#skip(this.#integer() >>> 1);
        break;
      case "s":
        this.#text();
        break;
      case "R":
        this.#text();
        this.#integer();
        break;
      case "\\":
        this.#binary();
        break;
      case "r":
        this.#error(depth);
        break;
      default:
        throw new SyntaxError(
          `the byte 0x${code.toString(16)} at ${this.#position - 1} does not begin a stored value`,
        );
    }
  }

  /** Checks the values up to the tag that ends them, and returns their number; keys count as well. */
  #untilEnd(end: string, depth: number): number {
    const code = tag(end);
    let count = 0;
    while (this.#peek() !== code) {
      this.#value(depth + 1);
      count++;
    }
    this.#position++;
    return count;
  }

  #error(depth: number): void {
    for (let code = this.#tag(); code !== tag("."); code = this.#tag()) {
      if (ERROR_PROTOTYPES.has(code)) continue;
      if (code === tag("m") || code === tag("s")) this.#text();
      else if (code === tag("c")) this.#value(depth + 1);
      else throw new SyntaxError(`an error has the unknown part 0x${code.toString(16)}`);
    }
  }

  #binary(): void {
    const kind = this.#integer();
    if (BINARY_KINDS[kind] === undefined)
      throw new SyntaxError(`it holds binary data of the unknown kind ${kind}`);
    this.#skip(this.#integer());
  }

  #text(): void {
    if (!TEXTS.has(this.#tag())) throw new SyntaxError("a string is missing");
    this.#skip(this.#integer());
  }

  #tag(): number {
    const code = this.#peek();
    this.#position++;
    return code;
  }

  /** The next tag. There may be padding before texts with two bytes per character. */
  #peek(): number {
    while (this.#data[this.#position] === PADDING) this.#position++;
    return this.#data[this.#position] ?? cutOff();
  }

  #skip(count: number): void {
    this.#position += count;
    if (this.#position > this.#data.length) cutOff();
  }

  /** Reads an integer of up to 32 bits, seven in each byte, lowest first. Like V8 it drops higher bits. */
  #integer(): number {
    let integer = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#data[this.#position++] ?? cutOff();
      if (shift < 32) integer |= (byte & 0x7f) << shift;
      if (byte < 0x80) return integer >>> 0;
    }
  }
}

function cutOff(): never {
  throw new SyntaxError("the value is truncated");
}
