import type { CommandArgument, Reply } from "@coffer/cache-core";

type Stored = Buffer | Buffer[] | Map<string, Buffer> | Map<string, number>;

const bulk = (value: string | number): Buffer => Buffer.from(`${value}`);

/** The part of Redis that the connection suite uses. */
export class MemoryDatabase {
  readonly #keys = new Map<string, Stored>();

  /** @throws Error with Redis's message. */
  execute(command: string, args: readonly CommandArgument[]): Reply {
    const bytes = args.map((arg) => (Buffer.isBuffer(arg) ? Buffer.from(arg) : Buffer.from(String(arg))));
    const [key = "", ...texts] = bytes.map(String);
    switch (command) {
      case "PING":
        return "PONG";
      case "FLUSHDB":
        this.#keys.clear();
        return "OK";
      case "ECHO":
        return bytes[0] as Buffer;
      case "SET":
        if (texts[1] === "NX" && this.#keys.has(key)) return null;
        this.#keys.set(key, bytes[1] as Buffer);
        return "OK";
      case "GET":
        return this.#text(key) ?? null;
      case "MGET":
        return [key, ...texts].map((each) => this.#text(each) ?? null);
      case "EXISTS":
        return this.#keys.has(key) ? 1 : 0;
      case "INCR":
      case "INCRBY": {
        const sum = Number(this.#text(key) ?? 0) + Number(texts[0] ?? 1);
        if (!Number.isInteger(sum)) throw new Error("ERR value is not an integer or out of range");
        this.#keys.set(key, bulk(sum));
        return sum;
      }
      case "RPUSH":
        return this.#of<Buffer[]>(key, () => []).push(...bytes.slice(1));
      case "LRANGE":
        return [...this.#of<Buffer[]>(key, () => [])];
      case "SADD":
        this.#of<Map<string, Buffer>>(key, () => new Map()).set(texts[0] as string, bytes[1] as Buffer);
        return 1;
      case "SMEMBERS":
        return [...this.#of<Map<string, Buffer>>(key, () => new Map()).values()];
      case "HSET":
        for (let at = 0; at < texts.length; at += 2) {
          this.#of<Map<string, Buffer>>(key, () => new Map()).set(
            texts[at] as string,
            bytes[at + 2] as Buffer,
          );
        }
        return texts.length / 2;
      case "HGETALL":
        return [...this.#of<Map<string, Buffer>>(key, () => new Map())].flatMap(([field, value]) => [
          bulk(field),
          value,
        ]);
      case "ZADD":
        for (let at = 0; at < texts.length; at += 2)
          this.#scores(key).set(texts[at + 1] as string, Number(texts[at]));
        return texts.length / 2;
      case "ZINCRBY":
        this.#scores(key).set(
          texts[1] as string,
          (this.#scores(key).get(texts[1] as string) ?? 0) + Number(texts[0]),
        );
        return bulk(this.#scores(key).get(texts[1] as string) as number);
      case "ZSCORE":
        return bulk(this.#scores(key).get(texts[0] as string) as number);
      case "ZRANGE":
        return this.#ranked(key).flatMap(([member, score]) => [bulk(member), bulk(score)]);
      case "ZPOPMAX":
        return (this.#ranked(key).at(-1) ?? []).map(bulk);
      case "SCAN":
        return [bulk(0), [...this.#keys.keys()].map(bulk)];
      default:
        throw new Error(`ERR unknown command '${command}'`);
    }
  }

  #text(key: string): Buffer | undefined {
    const stored = this.#keys.get(key);
    return Buffer.isBuffer(stored) ? stored : undefined;
  }

  #of<T extends Stored>(key: string, make: () => T): T {
    if (!this.#keys.has(key)) this.#keys.set(key, make());
    return this.#keys.get(key) as T;
  }

  #scores(key: string): Map<string, number> {
    return this.#of<Map<string, number>>(key, () => new Map());
  }

  #ranked(key: string): [string, number][] {
    return [...this.#scores(key)].sort(([, a], [, b]) => a - b);
  }
}
