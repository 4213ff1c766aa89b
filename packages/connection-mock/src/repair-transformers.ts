type Transform = (reply: unknown, context: { protocol: number; replyMapping: string }) => unknown;

interface MockClass {
  readonly Command?: {
    transformers?: { readonly argument: object; readonly reply: Record<string, Transform> };
  };
}

/**
 * On ioredis 6, ioredis-mock 8.13 calls the driver's reply transformers without the context that they need, so ZRANGE, ZPOPMIN and a dozen
 * others throw a TypeError. This passes the context, only for the mock.
 */
export function repairTransformers(Mock: unknown): void {
  const { Command } = Mock as MockClass;
  const transformers = Command?.transformers;
  if (Command === undefined || transformers === undefined) return;
  const context = { protocol: 2, replyMapping: "legacy" };
  const reply = Object.entries(transformers.reply).map(([name, transform]): [string, Transform] => [
    name,
    (given) => transform(given, context),
  ]);
  Command.transformers = { ...transformers, reply: Object.fromEntries(reply) };
}
