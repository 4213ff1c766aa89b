import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

export type Color = "bold" | "dim" | "green" | "red" | "yellow";

/** Whether to use colours: on a terminal that has them, unless NO_COLOR or TERM=dumb disables them. */
export function hasColors(stream: WriteStream = process.stdout): boolean {
  return stream.isTTY === true && stream.hasColors();
}

export function paint(color: Color, text: string, stream: WriteStream = process.stdout): string {
  // Later versions of Node would check stdout as well, which may be a file while stderr is the terminal.
  return hasColors(stream) ? styleText(color, text, { validateStream: false }) : text;
}
