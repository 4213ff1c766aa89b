/** The body of a case; it fails by throwing. */
export type CaseBody<Context> = (context: Context) => void | Promise<void>;

/** A case that runs only if the environment has all the capabilities that it names. */
export interface ConditionalCase<Context> {
  /** The names of the capabilities. */
  readonly needs: readonly string[];
  /** The body of the case. */
  readonly run: CaseBody<Context>;
}

/** Cases by title, which is a sentence: `"a timeout of null means never"`. */
export type Cases<Context> = Readonly<Record<string, CaseBody<Context> | ConditionalCase<Context>>>;

/** The cases of a suite by topic. */
export type Groups<Context> = Readonly<Record<string, Cases<Context>>>;
