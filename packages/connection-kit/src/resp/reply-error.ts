/** An error reply of Redis, with its text as the message. */
export class ReplyError extends Error {
  static {
    ReplyError.prototype.name = "ReplyError";
  }
}
