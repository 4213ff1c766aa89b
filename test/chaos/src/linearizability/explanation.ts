import type { Content, Operation } from "./operation.js";

/**
 * A possible explanation of the first answers: the content of the key, and which unanswered operations have taken
 * effect.
 */
export interface Explanation {
  /** How many answers it explains. */
  readonly answered: number;
  readonly content: Content;
  /** Operations whose answer is still to come. */
  readonly known: ReadonlySet<Operation>;
  /** Operations that never get one. */
  readonly unknown: ReadonlySet<Operation>;
  /** The last one to take effect was one of these. */
  readonly endsUnknown: boolean;
}

/** Explanations without redundant ones, such as those that need one more unknown operation than another. */
export class Explanations {
  readonly #numbers: Map<Operation, number> = new Map();
  readonly #best: Map<string, ReadonlySet<Operation>[]> = new Map();

  /** Whether it is better than all earlier ones. */
  add(explanation: Explanation): boolean {
    const name = this.#nameOf(explanation);
    const best = this.#best.get(name) ?? [];
    if (best.some((unknown) => isWithin(unknown, explanation.unknown))) return false;
    this.#best.set(name, [...best, explanation.unknown]);
    return true;
  }

  #nameOf({ content, known, endsUnknown }: Explanation): string {
    const numbers = Array.from(known, (each) => this.#numberOf(each)).sort((a, b) => a - b);
    return `${typeof content} ${content} ${endsUnknown} ${numbers}`;
  }

  #numberOf(operation: Operation): number {
    const number = this.#numbers.get(operation) ?? this.#numbers.size;
    this.#numbers.set(operation, number);
    return number;
  }
}

function isWithin<T>(small: ReadonlySet<T>, large: ReadonlySet<T>): boolean {
  if (small.size > large.size) return false;
  for (const each of small) if (!large.has(each)) return false;
  return true;
}
