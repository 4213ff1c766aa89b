import type { Writable } from "node:stream";
import { MAX_TEXT, type RequestPiece } from "./request-encoder.js";

/** Writes pieces in order, adjacent strings in one write. */
export function writePieces(
  socket: Pick<Writable, "write" | "cork" | "uncork">,
  pieces: readonly RequestPiece[],
): void {
  if (pieces.length > 1) socket.cork();
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string" && text.length + piece.length <= MAX_TEXT) {
      text += piece;
      continue;
    }
    if (text !== "") socket.write(text, "latin1");
    text = "";
    if (typeof piece === "string") text = piece;
    else socket.write(piece);
  }
  if (text !== "") socket.write(text, "latin1");
  if (pieces.length > 1) socket.uncork();
}
