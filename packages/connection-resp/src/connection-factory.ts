import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { ImproperlyConfigured } from "@coffer/cache-core";
import {
  BaseConnectionFactory,
  connectionOptions,
  PARSER,
  type ParserClass,
  RespParser,
} from "@coffer/connection-kit";
import { respDriver } from "./resp-driver.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * Parses the replies: a class with the interface of the npm package `redis-parser`, which can be named here
     * itself.
     * @default RespParser
     */
    readonly PARSER_CLASS?: unknown;
  }
}

/** Makes connections to single servers by a `RespClient`. Its hooks are those of `BaseConnectionFactory`. */
export class ConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = {
    ...connectionOptions(respDriver),
    PARSER_CLASS: {
      type: "plugin",
      kind: PARSER,
      default: RespParser,
      description: 'The parser of the replies: "redis-parser", or any class with its interface.',
    },
  };

  /**
   * @throws ImproperlyConfigured for problems in `CONNECTION_POOL_KWARGS`, and for a `PARSER_CLASS` that is not a
   * parser.
   */
  constructor(options: CacheOptions = {}) {
    const { PARSER_CLASS: parserClass = RespParser, REDIS_CLIENT_KWARGS } = options;
    const kwargs = { parserClass, ...REDIS_CLIENT_KWARGS };
    checkParser(kwargs.parserClass as ParserClass);
    super(respDriver, { ...options, REDIS_CLIENT_KWARGS: kwargs });
  }
}

/** Checks an object and not the class, since its methods may be fields. */
function checkParser(Parser: ParserClass): void {
  const ignore = () => {};
  const parser = new Parser({
    returnReply: ignore,
    returnError: ignore,
    returnFatalError: ignore,
    returnBuffers: true,
  });
  if (typeof parser.execute === "function") return;
  throw new ImproperlyConfigured([
    new Error(`PARSER_CLASS: ${Parser.name || "the class"} is not a parser: it lacks the method execute`),
  ]);
}
