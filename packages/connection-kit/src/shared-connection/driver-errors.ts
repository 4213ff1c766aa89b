import type { Command, ConnectionInterrupted, Reply } from "@coffer/cache-core";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Failures } from "../errors/failures.js";
import { scrub } from "../errors/scrub.js";
import type { Reconnector } from "./reconnector.js";

/**
 * Replies of a server that must not be used (any more): a former primary, a replica without its primary or still
 * loading, and one that has forgotten the login. The host name may now resolve to another server.
 */
const WRONG_SERVER = /^(READONLY|MASTERDOWN|LOADING|NOAUTH)\b|-READONLY /;

/**
 * Converts the errors of a driver to those that callers get, depending on whether the command may have been executed.
 */
export class DriverErrors {
  readonly #adapter: DriverAdapter;
  readonly #reconnector: Reconnector;
  readonly #failures: Failures;
  readonly #onWrongServer: (reply: Error) => void;
  #timedOut = 0;

  /** @param onWrongServer called with a reply which says that another server must be used. */
  constructor(
    adapter: DriverAdapter,
    reconnector: Reconnector,
    failures: Failures,
    onWrongServer: (reply: Error) => void,
  ) {
    this.#adapter = adapter;
    this.#reconnector = reconnector;
    this.#failures = failures;
    this.#onWrongServer = onWrongServer;
  }

  /**
   * How many commands, of those that are about to be rejected with their connection, have waited for
   * `SOCKET_TIMEOUT`.
   */
  set timedOut(commands: number) {
    this.#timedOut = commands;
  }

  /** @param error without secrets: see `scrub`. */
  failureOf(what: string, error: Error): ConnectionInterrupted {
    const { sender } = this.#adapter;
    if (sender.isReply(error)) {
      if (WRONG_SERVER.test(error.message)) this.#onWrongServer(error);
      return this.#failures.refused(what, error);
    }
    if (sender.wasNotSent(error)) return this.#failures.unreachable(what, this.#causeOf(error));
    if (this.#timedOut > 0) {
      this.#timedOut -= 1;
      return this.#failures.timedOut(what);
    }
    return this.#failures.connectionLost(what, this.#causeOf(error));
  }

  /** The first error of a batch that is not a reply, without secrets; undefined if each command has a reply. */
  lossIn(answers: readonly (Reply | Error)[]): Error | undefined {
    const loss = answers.find((answer) => this.#isLoss(answer));
    return loss instanceof Error ? scrub(loss) : undefined;
  }

  /** Whether nothing of a batch left this process. */
  isUnsent(answers: readonly (Reply | Error)[]): boolean {
    return answers.every((answer) => answer instanceof Error && this.#adapter.sender.wasNotSent(answer));
  }

  /**
   * The answers of a batch, with the failure of each command at its position.
   * @param loss the result of `lossIn`.
   * @throws ConnectionInterrupted if the connection was lost before the first reply.
   */
  inPlace(
    what: string,
    commands: readonly Command[],
    answers: readonly (Reply | Error)[],
    loss: Error | undefined,
  ): (Reply | Error)[] {
    const failure = loss && this.failureOf(what, loss);
    if (failure !== undefined && answers.every((answer) => this.#isLoss(answer))) throw failure;
    return answers.map((answer, index) => {
      if (!(answer instanceof Error)) return answer;
      if (failure !== undefined && this.#isLoss(answer)) return failure;
      return this.failureOf(commands[index]?.[0] as string, scrub(answer));
    });
  }

  /** Once the connection has ended, the reconnector knows the reason better than the driver's flush of its queue. */
  #causeOf(error: Error): Error {
    const { state, trouble } = this.#reconnector;
    if (state !== "ready" && state !== "idle") return trouble;
    return this.#adapter.sender.isUnexplainedLoss?.(error)
      ? new Error("the connection was lost", { cause: error })
      : error;
  }

  #isLoss(answer: Reply | Error): boolean {
    return answer instanceof Error && !this.#adapter.sender.isReply(answer);
  }
}
