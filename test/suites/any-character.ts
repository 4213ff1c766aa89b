import fc from "fast-check";

/** The surrogates are no characters of their own. */
const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, like fast-check's unit "binary", which first makes a table of all: that takes more than a
 * second of each process.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((number) => String.fromCodePoint(number < SURROGATES.from ? number : number + SURROGATES.count));
