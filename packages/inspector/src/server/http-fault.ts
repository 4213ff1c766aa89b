/** Why a request is refused. The message is shown to whoever asked, so it has nothing of the caches in it unless they were authorized. */
export class HttpFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
