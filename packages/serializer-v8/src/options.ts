import type { OptionDeclarations } from "@coffer/cache-core";

/** What the settings may say to the serializer. */
export interface V8Options {
  /**
   * Python's pickle protocol, so that a cache's settings can be taken over from Django. It is checked as there (a whole
   * number up to 5, -1 for the highest, also as a text) and changes nothing: V8 has one format.
   */
  readonly PICKLE_VERSION?: number | string;
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends V8Options {}
}

export const OPTIONS: OptionDeclarations = {
  PICKLE_VERSION: {
    // Whatever Python's int() takes, which is more than a type can say: the serializer checks it.
    type: "any",
    description:
      "Accepted for settings that come from Django: a whole number up to 5, or -1 for the highest. It changes nothing.",
  },
};
