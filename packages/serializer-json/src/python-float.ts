/**
 * Python's shortest form of a finite float: `1.5`, `20.0`, `1e+16`, `1e-05`, `-0.0`. JavaScript writes the same digits, but uses an
 * exponent for other numbers and writes it differently.
 */
export function pythonFloat(number: number): string {
  if (Object.is(number, -0)) return "-0.0";
  const size = Math.abs(number);
  if (number !== 0 && (size >= 1e16 || size < 1e-4)) {
    // Without an argument it returns as many digits as are needed to identify the number.
    return number.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const text = String(number);
  return text.includes(".") ? text : `${text}.0`;
}
