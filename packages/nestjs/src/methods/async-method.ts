/** A method whose results can be cached: it returns a promise, as the cache does. */
type AsyncMethod = (...args: never[]) => Promise<unknown>;

/** Decorates methods whose parameters begin with `Args`, those of the functions for keys and tags. */
export type AsyncMethodDecorator<Args extends readonly unknown[]> = <Method extends AsyncMethod>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> &
    (Parameters<Method> extends readonly [...Args, ...unknown[]]
      ? unknown
      : "the functions for key and tags have other parameters than the method"),
) => void;
