import { ConnectionInterrupted } from "@coffer/cache-core";
import type { Endpoint } from "../endpoint/endpoint.js";
import { reason } from "./reason.js";
import { refusesCredentials } from "./refuses-credentials.js";

/** Says what became of a command: what it was, where it was sent, and what is to be done about it. */
export class Failures {
  readonly #where: string;
  readonly #seconds: number;

  constructor({ where, socketTimeout }: Pick<Endpoint, "where" | "socketTimeout">) {
    this.#where = where;
    this.#seconds = socketTimeout / 1000;
  }

  unreachable(command: string, cause: Error): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_UNREACHABLE",
      `${command} was not sent: ${this.#where} cannot be reached (${reason(cause)}). ` +
        `It is tried again in the background; ${adviceFor(cause)}`,
      { cause },
    );
  }

  /** @param event what the others wait for the server to do, such as "to answer". */
  queueFull(command: string, event: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_UNREACHABLE",
      `${command} was not sent: calls that wait for ${this.#where} ${event} hold 64 MiB already. ` +
        "Make fewer calls at a time",
    );
  }

  late(command: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_TIMEOUT",
      `${command} had no reply from ${this.#where} within ${this.#seconds} s and may have been executed. ` +
        "See what keeps the server busy, or raise SOCKET_TIMEOUT",
    );
  }

  lost(command: string, cause: Error): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_NO_REPLY",
      `${command}: the connection to ${this.#where} broke before the reply (${reason(cause)}); ` +
        "the command may have been executed",
      { cause },
    );
  }

  misshapen(command: string): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_REPLY",
      `${command} had a reply from ${this.#where} that is none of Redis to it, and may have been executed. The connection is given up. ` +
        "See what answers there: a proxy, or another service",
    );
  }

  refused(command: string, cause: Error): ConnectionInterrupted {
    const cure = cause.message.startsWith("MOVED ")
      ? '. It is a node of a cluster: that takes CLIENT_CLASS "@coffer/client-cluster"'
      : "";
    const text = `${this.#where} refused ${command}: ${cause.message}${cure}`;
    return new ConnectionInterrupted("ERR_REPLY", text, { cause });
  }
}

/** A server that answers does run: what it says decides what to look at. */
function adviceFor(cause: Error): string {
  if (refusesCredentials(cause))
    return "see whether USERNAME and PASSWORD, or those in LOCATION, are right and what this user may do";
  if (cause.message.startsWith("ERR ")) return "see whether LOCATION is right";
  return "see whether the server runs and LOCATION is right";
}
