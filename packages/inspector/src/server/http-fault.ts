/**
 * Why a request is rejected. The client sees the message, so it contains nothing of the caches unless the client was
 * authorized.
 */
export class HttpFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
