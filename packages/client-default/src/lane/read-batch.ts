import { type Answer, isError, type TimesLeft, type Use } from "./answer.js";
import { Batch, type BatchSize, type Packed } from "./batch.js";
import { BatchText } from "./batch-text.js";
import { type Amount, DuplicateKeys } from "./duplicate-keys.js";
import { failureOf } from "./failure-of.js";

const NONE: Amount = { entries: 0, bytes: 0 };

/** Keys to read. A key that several callers request is read once, and counts once. */
export class ReadBatch extends Batch<string> {
  readonly #keys: DuplicateKeys = new DuplicateKeys(this.entries);
  /** Undefined if all keys are in one. */
  readonly #groups: number[] | undefined;
  /** Of the keys whose readers request it. */
  timesLeft: TimesLeft | undefined;
  #calls = 0;
  #texts: BatchText | undefined;

  constructor(size: BatchSize, mixesGroups: boolean) {
    super(size);
    this.#groups = mixesGroups ? [] : undefined;
  }

  override get isFull(): boolean {
    if (!super.isFull) return false;
    const { entries, bytes } = this.#repeated;
    this.limit = { entries: this.size.entries + entries, bytes: this.size.bytes + bytes };
    return super.isFull;
  }

  /** How many more keys it takes. */
  get room(): number {
    return this.limit.entries - this.entries.length;
  }

  /** Adds a key, and returns what `use` makes of its bytes. */
  read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    this.#calls += 1;
    this.#groups?.push(group);
    const position = this.put(key, key.length);
    if (use.asksLeft) this.#askLeft(key);
    return this.answers.then((answers) => {
      const answer = answers[position] as Answer;
      if (isError(answer)) throw failureOf(answer, [key]);
      return use(answer as Buffer | null, key, this.#textsOf(answers), this.timesLeft?.get(key));
    });
  }

  /** Adds the keys of one call, and returns their answers. */
  readAll(keys: readonly string[], groups: readonly number[], asksLeft: boolean): Promise<readonly Answer[]> {
    this.#calls += 1;
    const start = this.entries.length;
    for (const key of keys) {
      this.put(key, key.length);
      if (asksLeft) this.#askLeft(key);
    }
    this.#groups?.push(...groups);
    return this.answers.then((answers) => answers.slice(start, start + keys.length));
  }

  #askLeft(key: string): void {
    this.timesLeft ??= new Map();
    this.timesLeft.set(key, undefined);
  }

  /**
   * A single call's keys are not compared, which would take a twentieth of its time: duplicates in one call are rare.
   */
  get #repeated(): Amount {
    return this.#calls > 1 ? this.#keys.repeated : NONE;
  }

  /** The strings of its replies, which its readers share; undefined if there is one reader, with nothing to share. */
  #textsOf(answers: readonly Answer[]): BatchText | undefined {
    if (answers.length > 1) this.#texts ??= new BatchText(answers);
    return this.#texts;
  }

  protected override pack(): Packed<string> {
    const all = this.#groups;
    if (this.#repeated.entries === 0)
      return all === undefined ? super.pack() : { ...super.pack(), groups: all };
    const places = new Map<string, number>();
    const groups: number[] = [];
    const placeOf = this.entries.map((key, position) => {
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, places.size);
      if (all !== undefined) groups.push(all[position] as number);
      return places.size - 1;
    });
    return {
      entries: [...places.keys()],
      groups,
      unpack: (answers) => placeOf.map((place) => answers[place] as Answer),
    };
  }
}
