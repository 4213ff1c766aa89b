import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";

/** Sends commands by a driver's object. Errors are the driver's own. A method may throw if it cannot send. */
export interface CommandSender {
  call(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /** One write to the socket. Resolves to the replies in order, with an error for each command without a reply. */
  batch(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Whether an error is the server's reply, and not a failure of the connection. */
  isReply(error: Error): boolean;

  /**
   * Whether an error is the driver's generic error for a missing connection, which does not contain the reason. Left
   * out: no error is.
   */
  isUnexplainedLoss?(error: Error): boolean;

  /** Whether an error means that the command never left this process. */
  wasNotSent(error: Error): boolean;
}
