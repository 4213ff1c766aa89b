import { createHash } from "node:crypto";
import type { CommandArgument, Reply, Script } from "@coffer/cache-core";

/** How a command is put to a driver; rejects with the server's words where it is refused. */
type Call = (command: string, args: readonly CommandArgument[]) => Promise<Reply>;

/**
 * Runs scripts for a driver that does not do it by itself. The source goes out with the first call on each socket and the hash from
 * then on, so that a script keeps its place among the commands even when the server does not know it.
 */
export class ScriptCaller {
  readonly #call: Call;
  /** By the scripts' names. */
  readonly #hashes: Map<string, string> = new Map();
  /** The names of those that have been sent in full on this socket. */
  readonly #loaded: Set<string> = new Set();

  constructor(call: Call) {
    this.#call = call;
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    const { name, source } = script;
    const inFull = () => this.#call("EVAL", [source, keys.length, ...keys, ...args]);
    if (!this.#loaded.has(name)) {
      this.#loaded.add(name);
      return inFull();
    }
    return this.#call("EVALSHA", [this.#hashOf(script), keys.length, ...keys, ...args]).catch(
      (error: Error) => {
        if (!error.message.startsWith("NOSCRIPT")) throw error;
        return inFull();
      },
    );
  }

  /** The socket is a new one, and its server may be, too. */
  forget(): void {
    this.#loaded.clear();
  }

  #hashOf({ name, source }: Script): string {
    let hash = this.#hashes.get(name);
    if (hash === undefined) {
      hash = createHash("sha1").update(source).digest("hex");
      this.#hashes.set(name, hash);
    }
    return hash;
  }
}
