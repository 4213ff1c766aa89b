/** A command that was not sent, since there was no connection. */
export class NotConnectedError extends Error {
  static {
    NotConnectedError.prototype.name = "NotConnectedError";
  }

  constructor() {
    super("there is no connection");
  }
}
