/** Parses the replies of a Redis that returns only strings and arrays of them. */
export class RespReader {
  /** @type {(reply: unknown) => void} */
  #onReply;
  /** @type {Buffer | undefined} */
  #rest;
  /** @type {(string | null)[] | undefined} */
  #array;
  #missing = 0;

  /** @param {(reply: unknown) => void} onReply */
  constructor(onReply) {
    this.#onReply = onReply;
  }

  /** @param {Buffer} chunk */
  feed(chunk) {
    const data = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = 0;
    while (at < data.length) {
      const next = this.#readOne(data, at);
      if (next === undefined) {
        this.#rest = data.subarray(at);
        return;
      }
      at = next;
    }
  }

  /**
   * The start of the next reply, or undefined if this one is incomplete.
   * @param {Buffer} data
   * @param {number} at
   */
  #readOne(data, at) {
    const lineEnd = data.indexOf(13, at);
    if (lineEnd < 0 || lineEnd + 1 >= data.length) return undefined;
    const type = data[at];
    const line = data.toString("latin1", at + 1, lineEnd);
    const start = lineEnd + 2;
    if (type === 0x24) {
      const length = Number(line);
      if (length < 0) {
        this.#take(null);
        return start;
      }
      if (start + length + 2 > data.length) return undefined;
      this.#take(data.toString("utf8", start, start + length));
      return start + length + 2;
    }
    if (type === 0x2a) {
      this.#array = [];
      this.#missing = Number(line);
      return start;
    }
    this.#onReply(type === 0x2d ? new Error(line) : line);
    return start;
  }

  /** @param {string | null} text */
  #take(text) {
    if (this.#array === undefined) {
      this.#onReply(text);
      return;
    }
    this.#array.push(text);
    this.#missing -= 1;
    if (this.#missing > 0) return;
    const array = this.#array;
    this.#array = undefined;
    this.#onReply(array);
  }
}
