import type { Socket } from "node:net";
import { nextTick } from "node:process";
import type { Reply } from "@coffer/cache-core";
import { type RequestPiece, type Traffic, trafficOf, writePieces } from "@coffer/connection-kit";
import type { ParserClass } from "./parser.js";
import { PendingReplies } from "./pending-replies.js";
import { ReplyError } from "./reply-error.js";

/** Sends commands and receives replies over one socket. It is not used again after its end. */
export class RespSocket {
  readonly #socket: Socket;
  readonly #pending: PendingReplies = new PendingReplies();
  #outgoing: RequestPiece[] = [];
  /** Why it has ended. Replies that arrive later are ignored. */
  #reason: Error | undefined;

  /** @param onEnd called once, after all pending commands have been rejected. */
  constructor(socket: Socket, Parser: ParserClass, onEnd: (reason: Error) => void) {
    this.#socket = socket;
    const parser = new Parser({
      returnReply: (reply) => this.#take(reply),
      returnError: (error) => this.#take(error instanceof ReplyError ? error : new ReplyError(error.message)),
      returnFatalError: (error) => this.destroy(unreadable(error)),
      returnBuffers: true,
    });
    socket.on("data", (chunk: Buffer) => {
      try {
        parser.execute(chunk);
      } catch (error) {
        this.destroy(unreadable(error));
      }
    });
    socket.on("error", (error) => this.destroy(error));
    socket.on("end", () => this.destroy(new Error("the server closed the connection")));
    socket.on("close", () => {
      const reason = this.#reason ?? new Error("the connection was closed");
      this.#pending.failAll(reason);
      onEnd(reason);
    });
  }

  get isEnding(): boolean {
    return this.#socket.destroyed;
  }

  get traffic(): Traffic {
    return trafficOf(this.#socket);
  }

  /**
   * Sends encoded commands. All commands of one turn of the event loop leave in one write.
   * @param count how many commands the pieces contain.
   * @param settle called with their answers, in order.
   */
  send(pieces: readonly RequestPiece[], count: number, settle: (answers: (Reply | Error)[]) => void): void {
    this.#pending.add(count, settle);
    if (this.#outgoing.length === 0) nextTick(() => this.#flush());
    for (const piece of pieces) this.#outgoing.push(piece);
  }

  destroy(reason: Error): void {
    this.#reason ??= reason;
    this.#socket.destroy();
  }

  #take(answer: Reply | Error): void {
    if (this.#reason === undefined && !this.#pending.take(answer)) {
      this.destroy(new Error("the server sent a reply that no command had asked for"));
    }
  }

  #flush(): void {
    const outgoing = this.#outgoing;
    this.#outgoing = [];
    writePieces(this.#socket, outgoing);
  }
}

function unreadable(cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`the server's replies cannot be read: ${why}`, { cause });
}
