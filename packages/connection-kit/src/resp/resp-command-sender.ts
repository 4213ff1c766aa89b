import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import type { CommandSender } from "../driver/command-sender.js";
import { ScriptCaller } from "../driver/script-caller.js";
import { NotConnectedError } from "./not-connected-error.js";
import { ReplyError } from "./reply-error.js";
import type { RespClient } from "./resp-client.js";

/** Sends commands by a `RespClient`. */
export class RespCommandSender implements CommandSender {
  readonly #native: RespClient;
  readonly #scripts: ScriptCaller = new ScriptCaller((command, args) => this.call(command, args));

  constructor(native: RespClient) {
    this.#native = native;
  }

  call(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#native.send(command, args);
  }

  batch(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return this.#native.sendMany(commands);
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#scripts.run(script, keys, args);
  }

  forgetScripts(): void {
    this.#scripts.forget();
  }

  isReply(error: Error): boolean {
    return error instanceof ReplyError;
  }

  wasNotSent(error: Error): boolean {
    return error instanceof NotConnectedError;
  }
}
