import type { Sweep } from "./sweep.js";
import { Turn } from "./turn.js";

/**
 * Keeps the order of calls for keys with an operation of several steps: a write whose value is being compressed, a script that may have to
 * be sent again, a deletion by pattern. Later calls for such a key wait until the operation is done; calls for other keys do not wait.
 */
export class KeyOrder {
  /** The last turn of each key. */
  readonly #turns: Map<string, Turn> = new Map();
  /** The same for operations on all keys. */
  #turnOfAll: Turn | undefined;
  #inTurn = false;
  /** The last turn. */
  #lasting: Promise<unknown> | undefined;
  /** The running deletions by pattern. */
  readonly sweeps: Set<Sweep> = new Set();

  /** Whether calls for this key need no ordering now: nearly always true. */
  isFree(key: string): boolean {
    if (this.#turns.size === 0 && this.#turnOfAll === undefined && this.sweeps.size === 0) return true;
    return this.#inTurn || (this.#turnOfAll === undefined && this.sweeps.size === 0 && !this.#turns.has(key));
  }

  /** Resolves when no call waits any more. */
  async settled(): Promise<void> {
    while (this.#turns.size > 0 || this.#turnOfAll !== undefined) await Promise.all(this.#earlier(undefined));
  }

  /**
   * Calls `issue` once the earlier operations on these keys are done.
   * @param keys `undefined` if any key may be concerned.
   */
  after<T>(keys: readonly string[] | undefined, issue: () => Promise<T>): Promise<T> {
    const earlier = this.#inTurn ? [] : this.#earlier(keys);
    return earlier.length === 0 ? issue() : this.#queue(keys, Promise.all(earlier), issue);
  }

  /**
   * Calls `issue` with the result of `ready`; until then, later calls for these keys wait.
   * @param keys `undefined` if any key may be concerned.
   */
  hold<Value, T>(
    keys: readonly string[] | undefined,
    ready: Promise<Value>,
    issue: (value: Value) => Promise<T>,
  ): Promise<T> {
    const both = Promise.allSettled([ready, ...this.#earlier(keys)]);
    return this.#queue(keys, both, ([outcome]) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return issue(outcome.value);
    });
  }

  /** Runs `work` once the earlier operations on these keys are done; later calls for the keys wait until `work` has ended. */
  exclusively<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const done = this.after(keys, work);
    return this.hold(keys, done, (result) => Promise.resolve(result));
  }

  /** Like `exclusively`, but operations of one kind do not wait for each other: they start in order, and may end in any order. */
  share<T>(kind: string, keys: readonly string[], work: () => Promise<T>): Promise<T> {
    if (this.#inTurn) {
      const done = work();
      this.#lasting = done;
      return done;
    }
    if (this.#turnOfAll === undefined && keys.every((key) => this.#turns.get(key)?.takes(kind) ?? true)) {
      const done = work();
      const turns = keys.map((key) => this.#joined(key, kind));
      const leave = () => {
        for (const [index, turn] of turns.entries())
          if (turn.leave()) this.#forget([keys[index] as string], turn);
      };
      done.then(leave, leave);
      return done;
    }
    return this.#queue(keys, Promise.all(this.#earlier(keys)), () => {
      const done = work();
      this.#lasting = done;
      return done;
    });
  }

  #joined(key: string, kind: string): Turn {
    let turn = this.#turns.get(key);
    if (turn === undefined) {
      turn = new Turn(kind);
      this.#turns.set(key, turn);
    }
    turn.enter();
    return turn;
  }

  #earlier(keys: readonly string[] | undefined): Promise<void>[] {
    const turns = keys === undefined ? [...this.#turns.values()] : keys.map((key) => this.#turns.get(key));
    return [...turns, this.#turnOfAll].filter((turn) => turn !== undefined).map((turn) => turn.ended);
  }

  #queue<Value, T>(
    keys: readonly string[] | undefined,
    ready: Promise<Value>,
    issue: (value: Value) => Promise<T>,
  ): Promise<T> {
    const turn = new Turn();
    turn.enter();
    if (keys === undefined) this.#turnOfAll = turn;
    else for (const key of keys) this.#turns.set(key, turn);
    const leave = () => {
      if (turn.leave()) this.#forget(keys, turn);
    };
    return new Promise((resolve, reject) => {
      void ready.then((value) => {
        // A command issued in its turn does not wait, even if others wait for its keys.
        this.#inTurn = true;
        try {
          resolve(issue(value));
        } catch (error) {
          reject(error);
        } finally {
          const lasting = this.#lasting;
          this.#inTurn = false;
          this.#lasting = undefined;
          if (lasting === undefined) leave();
          else lasting.then(leave, leave);
        }
      });
    });
  }

  #forget(keys: readonly string[] | undefined, turn: Turn): void {
    if (this.#turnOfAll === turn) this.#turnOfAll = undefined;
    for (const key of keys ?? []) if (this.#turns.get(key) === turn) this.#turns.delete(key);
  }
}
