import type { Command, DecodedText, Reply } from "@coffer/cache-core";
import { BatchText } from "./batch-text.js";
import { type Amount, DuplicateKeys } from "./duplicate-keys.js";
import { failureOf, misshapen } from "./failure-of.js";
import type { RoundTrips } from "./round-trips.js";

/** A batch that has so many entries or bytes leaves at once: what follows does not wait for all of it. */
export interface BatchSize {
  readonly entries: number;
  readonly bytes: number;
}

export const MAX_BATCH: BatchSize = { entries: 512, bytes: 512 * 1024 };

/**
 * Enough for a server that has nothing to do: it works on these while the next are being encoded. With 128 callers that is worth
 * a tenth of all reads, and two fifths of all writes, which take the server longer.
 */
export const EAGER_BATCH: BatchSize = { entries: 64, bytes: 64 * 1024 };

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

export function isError(answer: Answer): answer is Error {
  return answer instanceof Error;
}

/** What becomes of the bytes at a key. */
export type Use<T> = (data: Buffer | null, key: string, texts: DecodedText | undefined) => T | Promise<T>;

/** What leaves, and how the answers to it become the answers to the entries. */
interface Packed<Entry> {
  readonly entries: readonly Entry[];
  /** Of reads: the groups of the keys. */
  readonly groups: readonly number[];
  unpack(answers: readonly Answer[]): readonly Answer[];
}

/**
 * Entries that leave together, and the one promise that all their callers wait on. A caller takes its own answer out of
 * it by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
abstract class Batch<Entry> {
  /** Never rejects: where the whole of it has failed, that stands in the place of each answer. */
  readonly answers: Promise<readonly Answer[]>;
  protected readonly entries: Entry[] = [];
  protected readonly groups: number[] = [];
  protected readonly size: BatchSize;
  /** What it takes in all. */
  protected limit: BatchSize;
  #resolve!: (answers: readonly Answer[]) => void;
  #bytes = 0;

  constructor(size: BatchSize) {
    this.size = size;
    this.limit = size;
    this.answers = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get isFull(): boolean {
    return this.entries.length >= this.limit.entries || this.#bytes >= this.limit.bytes;
  }

  /** Adds an entry and says at which position its answer will be. */
  protected put(entry: Entry, bytes: number): number {
    this.#bytes += bytes;
    return this.entries.push(entry) - 1;
  }

  /** Hands the callers what a trip brings. What throws on departure is told to them, not to the event loop. */
  settle(
    depart: (entries: readonly Entry[], groups: readonly number[]) => Promise<readonly Answer[]>,
    roundTrips: RoundTrips,
  ): void {
    const packed = this.pack();
    const { length } = packed.entries;
    const begun = roundTrips.begin(length);
    const fail = (error: unknown) => {
      roundTrips.failed(error, length);
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#resolve(new Array(this.entries.length).fill(failure));
    };
    let trip: Promise<readonly Answer[]>;
    try {
      trip = depart(packed.entries, packed.groups);
    } catch (error) {
      fail(error);
      return;
    }
    trip.then((answers) => {
      if (!Array.isArray(answers) || answers.length !== length)
        return fail(misshapen(`a batch of ${length}`, answers as unknown as Reply));
      roundTrips.answered(begun);
      for (const answer of answers) if (isError(answer)) roundTrips.refused(answer);
      this.#resolve(packed.unpack(answers));
    }, fail);
  }

  protected pack(): Packed<Entry> {
    return { entries: this.entries, groups: this.groups, unpack: (answers) => answers };
  }
}

/** Commands that write, each a key. */
export class WriteBatch extends Batch<Command> {
  readonly #written: string[] = [];
  readonly #keys: DuplicateKeys = new DuplicateKeys(this.#written);

  /** Whether one of them is about this key. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Adds a command, and gives what `use` makes of its reply. */
  write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    this.#written.push(key);
    const position = this.put(command, bytes);
    return this.answers.then((answers) => {
      const answer = answers[position] as Answer;
      if (isError(answer)) throw failureOf(answer, [key]);
      return use(answer);
    });
  }
}

const NONE: Amount = { entries: 0, bytes: 0 };

/** Keys to read. A key that several callers ask for is read once, and takes the room of one. */
export class ReadBatch extends Batch<string> {
  readonly #keys: DuplicateKeys = new DuplicateKeys(this.entries);
  #calls = 0;
  #texts: BatchText | undefined;

  override get isFull(): boolean {
    if (!super.isFull) return false;
    const { entries, bytes } = this.#repeated;
    this.limit = { entries: this.size.entries + entries, bytes: this.size.bytes + bytes };
    return super.isFull;
  }

  /** How many keys it still takes. */
  get room(): number {
    return this.limit.entries - this.entries.length;
  }

  /** Adds a key, and gives what `use` makes of its bytes. */
  read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    this.#calls += 1;
    this.groups.push(group);
    const position = this.put(key, key.length);
    return this.answers.then((answers) => {
      const answer = answers[position] as Answer;
      if (isError(answer)) throw failureOf(answer, [key]);
      return use(answer as Buffer | null, key, this.#textsOf(answers));
    });
  }

  /** Adds the key of a call that has a promise already, and gives its answer. */
  take(key: string, group: number): Promise<Answer> {
    this.#calls += 1;
    this.groups.push(group);
    const position = this.put(key, key.length);
    return this.answers.then((answers) => answers[position] as Answer);
  }

  /** Adds the keys of one call, and gives their answers. */
  readAll(keys: readonly string[], groups: readonly number[]): Promise<readonly Answer[]> {
    this.#calls += 1;
    const start = this.entries.length;
    for (const key of keys) this.put(key, key.length);
    this.groups.push(...groups);
    return this.answers.then((answers) => answers.slice(start, start + keys.length));
  }

  /** A lone call's keys are not compared, which would be a twentieth of its time: hardly anybody names a key twice in one. */
  get #repeated(): Amount {
    return this.#calls > 1 ? this.#keys.repeated : NONE;
  }

  /** The texts of its answers, which all its readers share; undefined where there is one, who has nothing to share. */
  #textsOf(answers: readonly Answer[]): BatchText | undefined {
    if (answers.length > 1) this.#texts ??= new BatchText(answers);
    return this.#texts;
  }

  protected override pack(): Packed<string> {
    if (this.#repeated.entries === 0) return super.pack();
    const places = new Map<string, number>();
    const groups: number[] = [];
    const placeOf = this.entries.map((key, position) => {
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, places.size);
      groups.push(this.groups[position] as number);
      return places.size - 1;
    });
    return {
      entries: [...places.keys()],
      groups,
      unpack: (answers) => placeOf.map((place) => answers[place] as Answer),
    };
  }
}
