import fc from "fast-check";

/** The surrogates, which are not characters by themselves. */
const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, like fast-check's unit "binary". That first builds a table of all characters, which takes
 * more than a second in each process.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((number) => String.fromCodePoint(number < SURROGATES.from ? number : number + SURROGATES.count));
