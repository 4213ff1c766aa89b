import { InvalidArgumentError } from "commander";

/** For options that count something. */
export function wholeNumber(typed: string): number {
  const number = Number(typed);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number from 1 up.");
  return number;
}
