import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

export type Color = "bold" | "dim" | "green" | "red" | "yellow";

/** Whether colours are welcome: on a terminal that has them, and where neither NO_COLOR nor TERM=dumb says otherwise. */
export function hasColors(stream: WriteStream = process.stdout): boolean {
  return stream.isTTY === true && stream.hasColors();
}

export function paint(color: Color, text: string, stream: WriteStream = process.stdout): string {
  // Later Nodes would ask stdout once more, which may be a file while stderr is the terminal.
  return hasColors(stream) ? styleText(color, text, { validateStream: false }) : text;
}
