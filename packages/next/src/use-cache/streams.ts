import { ReadableStream } from "node:stream/web";

export async function toBytes(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function fromBytes(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      // The render may transfer the bytes, so it gets its own copy; a Buffer of Node may share its memory with
      // others.
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
}
