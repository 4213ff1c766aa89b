/** What every candidate is asked to do. Values are plain objects, and go to Redis and come back as JSON. */
export interface Store {
  /** The value; `undefined` or `null` where it is missing. */
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, seconds: number): Promise<unknown>;
  /** All values, which are all there, in whatever container the library gives. */
  getMany(keys: string[]): Promise<Container>;
  setMany(entries: [key: string, value: unknown][], seconds: number): Promise<unknown>;
  getOrSet(key: string, load: () => Promise<unknown>, seconds: number): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface Container {
  readonly size?: number;
  readonly length?: number;
}

/** `cache`: what coffer has to beat; `driver`: what it is measured by; `limit`: what no cache gets past. */
export type Kind = "coffer" | "driver" | "cache" | "limit" | "python";

/** The default export of each file in `candidates`, which imports its library, so that importing it can be timed. */
export interface Candidate {
  readonly name: string;
  readonly kind: Kind;
  open(url: string): Promise<Store>;
}

export type Operation = "get" | "miss" | "set" | "getMany" | "setMany" | "getOrSet";
export type Size = "small" | "large";

/** One line of work that all candidates do in turn. */
export interface Cell {
  readonly operation: Operation;
  readonly size: Size;
  readonly callers: number;
}

/** What was done in one window. */
export interface Sample {
  readonly calls: number;
  readonly seconds: number;
  /** Microseconds of CPU time of the process that called, on all its threads. */
  readonly cpu: number;
}

/** Somebody who can be asked for windows of `Work`, in turn with others. */
export interface Contestant<Work> {
  readonly name: string;
  readonly kind: Kind;
  can(work: Work): boolean;
  window(work: Work, milliseconds: number): Promise<Sample>;
}

/** Samples of one piece of work, by contestant, one per round. */
export type Rounds = Map<string, Sample[]>;

export interface Summary {
  readonly median: number;
  /** The 10th and the 90th percentile of the rounds. */
  readonly low: number;
  readonly high: number;
}

export interface Options {
  readonly quick: boolean;
  /** Parts and operations; empty means all. */
  readonly only: readonly string[];
  readonly callers: readonly number[];
  readonly sizes: readonly Size[];
  /** Files of `candidates`; empty means all. */
  readonly candidates: readonly string[];
  readonly rounds: number;
  readonly milliseconds: number;
  readonly keys: number;
  readonly write: boolean;
}

/** A part of the report: its Markdown, and figures that `targets` asks for by name. */
export interface Report {
  readonly markdown: string;
  readonly figures: Figures;
}

/** By name, such as `get small 128 coffer / ioredis`. */
export type Figures = Readonly<Record<string, number>>;

/** A cache that loads what is missing, in Redis alone. What it cannot do is left out. */
export interface LoaderCache {
  load(key: string, loader: () => Promise<unknown>, seconds: number): Promise<unknown>;
  /** With a tag. */
  tagged?(key: string, loader: () => Promise<unknown>, seconds: number, tag: string): Promise<unknown>;
  /** With an old value as the answer, at once, for an hour after its timeout. */
  stale?(key: string, loader: () => Promise<unknown>, seconds: number): Promise<unknown>;
  deleteByTag?(tag: string): Promise<unknown>;
  close(): Promise<unknown>;
}

/** The default export of each file in `loaders`. */
export interface LoaderCandidate {
  readonly name: string;
  open(url: string): Promise<LoaderCache>;
}

/** A cache that keeps what it has read or written in the process's memory, too. */
export type NearStore = Pick<Store, "get" | "set" | "close">;

/** The default export of each file in `near`. */
export interface NearCandidate {
  readonly name: string;
  /** Whether values are answered from memory. */
  readonly keeps: boolean;
  /** Whether a process sees what others have written before its own copy has expired. */
  readonly hears: boolean;
  open(url: string): Promise<NearStore>;
}

export type NearKind = Size | "text";

/** Hits from memory. */
export interface NearCell {
  readonly kind: NearKind;
  readonly callers: number;
}
