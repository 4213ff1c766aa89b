import { createHash } from "node:crypto";
import type { CommandArgument, Reply, Script } from "@coffer/cache-core";

/** Sends a command by the driver; rejects with the server's error. */
type Call = (command: string, args: readonly CommandArgument[]) => Promise<Reply>;

/**
 * Runs scripts for a driver without such a method. The first call of a script on each socket sends its source (`EVAL`), later calls its
 * hash (`EVALSHA`). So commands keep their order even if the server does not know the script yet.
 */
export class ScriptCaller {
  readonly #call: Call;
  /** By the name of the script. */
  readonly #hashes: Map<string, string> = new Map();
  /** The names of the scripts whose source has been sent on this socket. */
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

  /** Forgets which scripts the server knows. Call it for each new socket, since that may be connected to another server. */
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
