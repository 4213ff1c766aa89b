import { readFileSync } from "node:fs";
import { type CacheOptions, ImproperlyConfigured, type OptionDeclarations } from "@coffer/cache-core";
import { ConnectionFactory, type ConnectionParams } from "@coffer/connection-ioredis";
import { OPTIONS } from "./options.js";

/**
 * Connections by ioredis, with the password from a file. A starting point: override `makeConnectionParams`,
 * `getConnection`, `getOrCreateConnectionPool`, `getConnectionPool`, `connect` or `disconnect`.
 */
export class ExampleConnectionFactory extends ConnectionFactory {
  static override readonly options: OptionDeclarations = { ...ConnectionFactory.options, ...OPTIONS };

  readonly #passwordFile: string | undefined;

  constructor(options: CacheOptions = {}) {
    super(options);
    this.#passwordFile = options.EXAMPLE_PASSWORD_FILE;
  }

  /** @throws ImproperlyConfigured if the file cannot be read. */
  override makeConnectionParams(url: string): ConnectionParams {
    const params = super.makeConnectionParams(url);
    return this.#passwordFile === undefined
      ? params
      : { ...params, password: readSecret(this.#passwordFile) };
  }
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new ImproperlyConfigured([
      new Error(`EXAMPLE_PASSWORD_FILE: ${file} cannot be read: ${(cause as Error).message}`, { cause }),
    ]);
  }
}
