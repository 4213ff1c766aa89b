import type { Socket } from "node:net";
import { nextTick } from "node:process";
import type { Reply } from "@coffer/cache-core";
import { type Traffic, trafficOf } from "../driver/traffic.js";
import type { RequestPiece } from "../encoding/request-encoder.js";
import { writePieces } from "../encoding/write-pieces.js";
import type { ParserClass } from "./parser.js";
import { PendingReplies } from "./pending-replies.js";
import { ReplyError } from "./reply-error.js";

/** Sends commands and receives replies over one socket. It is not used again after its end. */
export class RespSocket {
  readonly #socket: Socket;
  readonly #pending: PendingReplies = new PendingReplies();
  #outgoing: RequestPiece[] = [];
  /** The reason of its end. Later replies are ignored. */
  #reason: Error | undefined;

  /**
   * @param onEnd called once, after all pending commands have been rejected.
   * @param onMessage called with the messages of channels; left out: a message is treated as a reply.
   */
  constructor(
    socket: Socket,
    Parser: ParserClass,
    onEnd: (reason: Error) => void,
    onMessage?: (channel: string, message: Reply) => void,
  ) {
    this.#socket = socket;
    const take = (reply: Reply) => this.#take(reply);
    const parser = new Parser({
      returnReply: onMessage === undefined ? take : messagesApart(onMessage, take),
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
   * Sends encoded commands. All commands of one turn of the event loop are sent in one write.
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
      this.destroy(new Error("the server sent a reply without a command"));
    }
  }

  #flush(): void {
    const outgoing = this.#outgoing;
    this.#outgoing = [];
    writePieces(this.#socket, outgoing);
  }
}

/** Messages arrive between the replies, as `["message", channel, message]`. */
function messagesApart(
  onMessage: (channel: string, message: Reply) => void,
  take: (reply: Reply) => void,
): (reply: Reply) => void {
  return (reply) => {
    const isMessage = Array.isArray(reply) && reply.length === 3 && String(reply[0]) === "message";
    if (isMessage) onMessage(String(reply[1]), reply[2] as Reply);
    else take(reply);
  };
}

function unreadable(cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`the server's replies cannot be read: ${why}`, { cause });
}
