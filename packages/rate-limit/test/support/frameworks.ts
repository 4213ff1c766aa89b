/** The options of each framework's limiter, and its answer to a request that could not be counted. */
export const FRAMEWORKS = [
  {
    framework: "express" as const,
    limit: (limit: number, window: number) => ({ limit, windowMs: window }),
    letThrough: { passOnStoreError: true },
    failure: /^"ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)"$/,
  },
  {
    framework: "fastify" as const,
    limit: (limit: number, window: number) => ({ max: limit, timeWindow: window }),
    letThrough: { skipOnError: true },
    failure: /"code":"ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)"/,
  },
];
