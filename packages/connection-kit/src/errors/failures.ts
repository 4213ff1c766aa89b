import { ConnectionInterrupted } from "@coffer/cache-core";
import { reason } from "./reason.js";
import { refusesCredentials } from "./refuses-credentials.js";

export interface FailureSettings {
  /** The server as messages show it, without credentials. */
  readonly where: string;
  /** Milliseconds that a command waits for its reply. */
  readonly socketTimeout: number;
}

/** Builds the errors of commands: which command, which server, what happened, and what to do about it. */
export class Failures {
  readonly #where: string;
  readonly #seconds: number;

  constructor({ where, socketTimeout }: FailureSettings) {
    this.#where = where;
    this.#seconds = socketTimeout / 1000;
  }

  unreachable(command: string, cause: Error): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_UNREACHABLE",
      `${command} was not sent: ${this.#where} cannot be reached (${reason(cause)}). ` +
        `coffer keeps reconnecting in the background; ${adviceFor(cause)}`,
      { cause },
    );
  }

  /** @param event the event for which the queued calls wait, such as "to answer". */
  queueFull(command: string, event: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_UNREACHABLE",
      `${command} was not sent: calls that wait for ${this.#where} ${event} hold 64 MiB already. ` +
        "Make fewer calls at a time",
    );
  }

  timedOut(command: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_TIMEOUT",
      `${command} had no reply from ${this.#where} within ${this.#seconds} s and may have been executed. ` +
        "Check what keeps the server busy, or raise SOCKET_TIMEOUT",
    );
  }

  connectionLost(command: string, cause: Error): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_NO_REPLY",
      `${command}: the connection to ${this.#where} broke before the reply (${reason(cause)}); ` +
        "the command may have been executed",
      { cause },
    );
  }

  unexpectedReply(command: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_REPLY",
      `${command} had a reply from ${this.#where} of a shape that Redis never sends, and may have been executed. The connection is closed. ` +
        "Check what answers there: a proxy, or another service",
    );
  }

  refused(command: string, cause: Error): ConnectionInterrupted {
    const advice = cause.message.startsWith("MOVED ")
      ? '. This server is a node of a cluster: set CLIENT_CLASS to "@coffer/client-cluster"'
      : "";
    const text = `${this.#where} refused ${command}: ${cause.message}${advice}`;
    return new ConnectionInterrupted("ERR_REPLY", text, { cause });
  }
}

/** A server that has replied is running, so its reply determines the advice. */
function adviceFor(cause: Error): string {
  if (refusesCredentials(cause))
    return "check USERNAME and PASSWORD, or those in LOCATION, and what this user may do";
  if (cause.message.startsWith("ERR ")) return "check LOCATION";
  return "check that the server runs, and LOCATION";
}
