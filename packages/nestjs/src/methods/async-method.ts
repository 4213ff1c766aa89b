/** A method whose results can be cached: it gives a promise, since the cache does. */
type AsyncMethod = (...args: never[]) => Promise<unknown>;

/** Decorates methods whose parameters begin with `Args`, which are those of the functions that make keys and tags. */
export type AsyncMethodDecorator<Args extends readonly unknown[]> = <Method extends AsyncMethod>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> &
    (Parameters<Method> extends readonly [...Args, ...unknown[]]
      ? unknown
      : "the functions for key and tags have other parameters than the method"),
) => void;
