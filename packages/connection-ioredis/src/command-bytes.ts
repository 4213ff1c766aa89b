import type { CommandArgument } from "@coffer/cache-core";
import { decimal } from "@coffer/connection-kit";

/** Characters of text that are gathered before they are turned into bytes. */
const MAX_TEXT = 2 ** 20;

/** Commands as Redis reads them (RESP), gathered for one write. */
export class CommandBytes {
  #text = "";
  #chunks: Buffer[] | undefined;

  add(name: string, args: readonly CommandArgument[]): void {
    this.#text += `*${args.length + 1}\r\n$${name.length}\r\n${name}\r\n`;
    for (const arg of args) {
      if (Buffer.isBuffer(arg)) {
        this.#text += `$${arg.length}\r\n`;
        this.#flush().push(arg);
        this.#text = "\r\n";
      } else {
        const text = typeof arg === "string" ? arg : decimal(arg);
        this.#text += `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
        // Strings have a limit, which many values together may reach.
        if (this.#text.length > MAX_TEXT) this.#flush();
      }
    }
  }

  /** Everything that was added: text where no argument was a Buffer, which is quicker to write. */
  take(): string | Buffer {
    return this.#chunks === undefined ? this.#text : Buffer.concat(this.#flush());
  }

  #flush(): Buffer[] {
    this.#chunks ??= [];
    if (this.#text !== "") this.#chunks.push(Buffer.from(this.#text));
    this.#text = "";
    return this.#chunks;
  }
}
