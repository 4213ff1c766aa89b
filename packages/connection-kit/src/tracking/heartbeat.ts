import { clearInterval, setInterval } from "node:timers";
import { Deadline } from "../time/deadline.js";

export interface HeartbeatSettings {
  /** Sends a question; resolves once it is answered, to the moment when it was sent. */
  readonly ask: () => Promise<number>;
  /** Milliseconds between two questions. */
  readonly every: number;
  /** The maximum milliseconds of silence while an answer is pending. */
  readonly patience: number;
  /** The bytes that have arrived. */
  readonly received: () => number | undefined;
  /** Called with each answer. */
  readonly answered: (sentAt: number) => void;
  /** Called once, and nothing afterwards. */
  readonly failed: (cause: Error) => void;
}

/** Checks periodically whether a server still answers, one question at a time. Does not keep the process alive. */
export class Heartbeat {
  readonly #settings: HeartbeatSettings;
  readonly #timer: NodeJS.Timeout;
  #deadline: Deadline | undefined;
  #isStopped = false;

  constructor(settings: HeartbeatSettings) {
    this.#settings = settings;
    this.#timer = setInterval(() => this.#ask(), settings.every).unref();
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#answered();
  }

  #ask(): void {
    // Only one at a time: otherwise the server could read the second one together with writes that came after it had been sent.
    if (this.#deadline !== undefined) return;
    this.#wait();
    this.#settings.ask().then(
      (sentAt) => {
        if (this.#isStopped) return;
        this.#answered();
        this.#settings.answered(sentAt);
      },
      (cause) => this.#fail(cause),
    );
  }

  #wait(): void {
    const { patience, received } = this.#settings;
    const before = received();
    this.#deadline = new Deadline(patience, () => {
      // The reports before the answer may be long.
      if (received() !== before) this.#wait();
      else this.#fail(new Error(`the server was silent for ${patience / 1000} s`));
    });
  }

  #answered(): void {
    this.#deadline?.stop();
    this.#deadline = undefined;
  }

  #fail(cause: Error): void {
    if (this.#isStopped) return;
    this.stop();
    this.#settings.failed(cause);
  }
}
