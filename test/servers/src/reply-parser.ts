import type { Reply } from "./reply.js";

const CRLF = Buffer.from("\r\n");

/** A parser for the parts of RESP2 that the harness needs. It is not one of a driver, since the drivers are under test. */
export class ReplyParser {
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = 0;
  #data: Buffer = Buffer.alloc(0);
  #at = 0;

  /** Parses bytes from the socket, and returns the replies that are complete now. */
  push(chunk: Buffer): Reply[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // A value of many megabytes arrives in thousands of chunks: they are joined once, not after each chunk.
    if (this.#size < this.#wanted) return [];
    this.#data = Buffer.concat(this.#chunks);
    const replies: Reply[] = [];
    let start = 0;
    for (;;) {
      this.#at = start;
      const reply = this.#read();
      if (reply === undefined) break;
      replies.push(reply);
      start = this.#at;
    }
    const rest = this.#data.subarray(start);
    this.#chunks = [rest];
    this.#size = rest.length;
    this.#wanted = Math.max(0, this.#wanted - start);
    return replies;
  }

  /** Returns the reply at the current position; `undefined` if its end has not arrived yet. */
  #read(): Reply | undefined {
    const end = this.#data.indexOf(CRLF, this.#at);
    if (end < 0) {
      this.#wanted = this.#data.length + 1;
      return undefined;
    }
    const type = this.#data.toString("latin1", this.#at, this.#at + 1);
    const line = this.#data.toString("utf8", this.#at + 1, end);
    this.#at = end + 2;
    if (type === "+") return line;
    if (type === "-") return new Error(line);
    if (type === ":") return Number(line);
    if (type === "$") return this.#bulk(Number(line));
    if (type === "*") return this.#array(Number(line));
    throw new Error(`Not a RESP2 reply: ${JSON.stringify(type + line)}.`);
  }

  #bulk(length: number): Buffer | null | undefined {
    if (length < 0) return null;
    const end = this.#at + length;
    if (this.#data.length < end + 2) {
      this.#wanted = end + 2;
      return undefined;
    }
    // A copy: a slice would keep the whole chunk in memory as long as the test keeps the reply.
    const bytes = Buffer.from(this.#data.subarray(this.#at, end));
    this.#at = end + 2;
    return bytes;
  }

  #array(length: number): Reply[] | null | undefined {
    if (length < 0) return null;
    const items: Reply[] = [];
    while (items.length < length) {
      const item = this.#read();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }
}
