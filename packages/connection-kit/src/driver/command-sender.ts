import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";

/**
 * How commands are put to a driver's object. Errors are the driver's own. A method may throw where it cannot even
 * send.
 */
export interface Wire {
  call(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /** One write to the socket; the replies in order, and errors in the places of those that there are none of. */
  batch(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Whether an error is the server's reply, as opposed to trouble with the connection. */
  isReply(error: Error): boolean;

  /** Whether an error says in the driver's own words that there is no connection, and nothing of why. Left out: none does. */
  isBareLoss?(error: Error): boolean;

  /** Whether an error says that the command never left this process. */
  wasNotSent(error: Error): boolean;
}
