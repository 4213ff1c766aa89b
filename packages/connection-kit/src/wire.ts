import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";

/** What became of one command of a batch. */
export type Outcome = readonly [error: Error | null, reply?: Reply];

/**
 * How commands are put to a driver's object. Errors are the driver's own. A method may throw where it cannot even
 * send.
 */
export interface Wire {
  call(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /** One write to the socket; outcomes in order. */
  batch(commands: readonly Command[]): Promise<readonly Outcome[]>;

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Whether an error is the server's reply, as opposed to trouble with the connection. */
  isReply(error: Error): boolean;

  /** Whether an error says that the command never left this process. */
  wasNotSent(error: Error): boolean;
}
