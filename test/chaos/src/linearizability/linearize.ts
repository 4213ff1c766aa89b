import { type Answer, answersOf } from "./answers-of.js";
import { apply, IMPOSSIBLE } from "./apply.js";
import { type Explanation, Explanations } from "./explanation.js";
import { nextOf } from "./next-of.js";
import { isKnown, type Operation } from "./operation.js";

/** The result of a search. */
export interface Verdict {
  /** `undefined` if there were more orders than the limit allows. */
  readonly isLinearizable: boolean | undefined;
  /** The first answer that could not be explained together with all before it. */
  readonly stuckAt?: Operation;
}

/** This many steps take a few seconds. */
const MOST_STEPS = 1_000_000;

/**
 * Checks whether the operations on a key could have taken effect one after the other, each at some moment between its
 * call and its answer (Wing and Gong, with Lowe's just-in-time linearization and memory of visited states). It
 * processes the answers in the order of time; each operation takes effect as late as possible: when an answer needs
 * it. Explanations that need the fewest operations of unknown outcome are tried first.
 *
 * @param operations those on one key, which is empty at first.
 */
export function linearize(operations: readonly Operation[], mostSteps: number = MOST_STEPS): Verdict {
  const answers = answersOf(operations);
  const seen = new Set(
    operations.flatMap((each) => (each.kind === "get" && isKnown(each) ? [each.result] : [])),
  );
  const tried = answers.map(() => new Explanations());
  // By the number of unknown operations that they need.
  const open: Explanation[][] = [];
  const push = (each: Explanation) => {
    open[each.unknown.size] ??= [];
    open[each.unknown.size]?.push(each);
  };
  push({ answered: 0, content: undefined, known: new Set(), unknown: new Set(), endsUnknown: false });
  let steps = 0;
  let furthest = 0;
  // The list grows while it is processed: the successors of an explanation need as many unknown operations, or more.
  for (let needs = 0; needs < open.length; needs++) {
    for (let current = open[needs]?.pop(); current !== undefined; current = open[needs]?.pop()) {
      const answer = answers[current.answered];
      if (answer === undefined) return { isLinearizable: true };
      if (!tried[current.answered]?.add(current)) continue;
      furthest = Math.max(furthest, current.answered);
      for (const next of follow(current, answer, seen)) push(next);
      steps += 1;
      if (steps > mostSteps) return { isLinearizable: undefined, ...stuck(answers, furthest) };
    }
  }
  return { isLinearizable: false, ...stuck(answers, furthest) };
}

/** The successors of an explanation, to this answer or beyond it, the most promising last. */
function follow(current: Explanation, answer: Answer, seen: ReadonlySet<unknown>): Explanation[] {
  const { operation: answered } = answer;
  if (current.known.has(answered)) {
    const known = new Set(current.known);
    known.delete(answered);
    return [{ ...current, answered: current.answered + 1, known, endsUnknown: false }];
  }
  const found: Explanation[] = [];
  for (const operation of nextOf(current, answer, seen)) {
    const content = apply(current.content, operation);
    if (content === IMPOSSIBLE) continue;
    if (operation === answered) {
      found.push({ ...current, answered: current.answered + 1, content, endsUnknown: false });
    } else if (isKnown(operation)) {
      found.push({ ...current, content, known: new Set(current.known).add(operation), endsUnknown: false });
    } else if (content !== current.content) {
      found.push({
        ...current,
        content,
        unknown: new Set(current.unknown).add(operation),
        endsUnknown: true,
      });
    }
  }
  return found;
}

function stuck(answers: readonly Answer[], furthest: number): Pick<Verdict, "stuckAt"> {
  const answer = answers[furthest];
  return answer === undefined ? {} : { stuckAt: answer.operation };
}
