import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";

/** Sends commands by a driver's object. Errors are the driver's own. A method may throw where it cannot even send. */
export interface CommandSender {
  call(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /** One write to the socket. Resolves to the replies in order, with an error in the place of each command that has no reply. */
  batch(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Whether an error is the server's reply, and not a failure of the connection. */
  isReply(error: Error): boolean;

  /** Whether an error only says, in the driver's words, that there is no connection, without the reason. Left out: none does. */
  isUnexplainedLoss?(error: Error): boolean;

  /** Whether an error means that the command never left this process. */
  wasNotSent(error: Error): boolean;
}
