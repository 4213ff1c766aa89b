/** What Redis refuses a command with, in its words. */
export class ReplyError extends Error {
  static {
    ReplyError.prototype.name = "ReplyError";
  }
}
