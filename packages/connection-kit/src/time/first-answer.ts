import { setTimeout as after } from "node:timers/promises";

/**
 * Milliseconds after which the next one is asked as well: a frozen server costs little time, and a working one is
 * asked alone.
 */
const HEAD_START = 100;

/**
 * Asks one after the other until one answers.
 * @param signal once it is aborted, no further ones are asked.
 * @throws AggregateError with the error of each, in their order.
 */
export async function firstAnswer<Whom, Answer>(
  all: readonly Whom[],
  ask: (whom: Whom) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  let turn: Promise<unknown> = Promise.resolve();
  const answers = all.map((whom) => {
    const answer = turn.then(() => {
      signal.throwIfAborted();
      return ask(whom);
    });
    const failed = answer.then(
      () => new Promise(() => {}),
      () => {},
    );
    const waited = turn.then(() => after(HEAD_START, undefined, { signal, ref: false })).catch(() => {});
    turn = Promise.race([failed, waited]);
    return answer;
  });
  return Promise.any(answers);
}
