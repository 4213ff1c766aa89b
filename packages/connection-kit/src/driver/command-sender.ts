import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";

/** Sends commands with a driver's object. Errors are the driver's own. A method may throw if it cannot send. */
export interface CommandSender {
  /** Sends one command and returns its reply. */
  call(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /** Sends commands in one write to the socket. Resolves to the replies in order, with an error for each command without a reply. */
  batch(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  /** Runs a script by its hash, and sends its source if the server does not know it. */
  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Returns whether an error is the server's reply, and not a failure of the connection. */
  isReply(error: Error): boolean;

  /**
   * Returns whether an error is the driver's generic error for a missing connection, without the reason. Left out: no error is.
   */
  isUnexplainedLoss?(error: Error): boolean;

  /** Returns whether an error means that the command never left this process. */
  wasNotSent(error: Error): boolean;
}
