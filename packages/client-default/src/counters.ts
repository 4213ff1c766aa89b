import type { Connection, IncrOptions, Key, VersionOption } from "@coffer/cache-core";
import { isCacheKey, KeyNotFound, kindOf, narrow, show } from "@coffer/cache-core";
import { checkInteger, checkOptions, VERSION } from "./arguments.js";
import { KeyOrder } from "./key-order.js";
import { toBoolean } from "./replies.js";
import { INCR, MOVE, REPLACE } from "./scripts.js";
import { transfer } from "./transfer.js";
import { ValueCommands } from "./values.js";

const INCR_OPTIONS: ReadonlySet<string> = new Set(["version", "ignoreKeyCheck"]);
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

type Numeric = number | bigint;

/** Counting, and moving keys from version to version. */
export abstract class CounterCommands extends ValueCommands {
  /** Of those that count what Redis cannot. */
  readonly #slowly: KeyOrder = new KeyOrder();

  async incr(key: Key, delta: Numeric = 1, options?: IncrOptions): Promise<Numeric> {
    const { ignoreKeyCheck = false } = checkOptions(options, INCR_OPTIONS) ?? {};
    const redisKey = this.keyspace.make(key, options);
    checkDelta(delta);
    // Redis counts in 64 bits; other steps are for the slow way.
    const step = typeof delta === "bigint" || Number.isSafeInteger(delta) ? BigInt(delta) : undefined;
    // What is encrypted, Redis cannot count.
    if (this.codec.encrypts || step === undefined || step < INT64.min || step > INT64.max) {
      return this.#addSlowly(redisKey, delta, ignoreKeyCheck);
    }
    const args = [String(step), ignoreKeyCheck ? "1" : "0"];
    return this.writing(redisKey, (lane) =>
      lane.run(INCR, [redisKey], args, (reply, connection) => {
        if (reply === null) throw new KeyNotFound(redisKey);
        if (!Array.isArray(reply)) return narrow(BigInt(String(reply)));
        // The key is held until this is done, but not for others that count: of them, too, the first goes first.
        return this.#slowly.exclusively([redisKey], () =>
          this.#addInJavaScript(connection, redisKey, delta, ignoreKeyCheck, reply[0] as Buffer),
        );
      }),
    );
  }

  decr(key: Key, delta: Numeric = 1, options?: IncrOptions): Promise<Numeric> {
    checkDelta(delta);
    return this.incr(key, -delta, options);
  }

  /** By steps beyond 64 bits, by fractions, and what is encrypted. Later calls on the key wait. */
  #addSlowly(redisKey: string, delta: Numeric, fromZero: boolean): Promise<Numeric> {
    return this.writing(redisKey, (lane) =>
      lane.exclusively([redisKey], (connection) =>
        this.#addInJavaScript(connection, redisKey, delta, fromZero),
      ),
    );
  }

  /**
   * Atomic all the same: the sum replaces the value that it was made from, else all begins again; that happens only when
   * another caller has got on meanwhile, so it ends.
   * @param read the value's bytes, where they have been read already.
   */
  async #addInJavaScript(
    connection: Connection,
    redisKey: string,
    delta: Numeric,
    fromZero: boolean,
    read?: Buffer,
  ): Promise<Numeric> {
    const bytes = () => connection.send("GET", [redisKey]) as Promise<Buffer | null>;
    for (let stored = read ?? (await bytes()); ; stored = await bytes()) {
      if (stored === null && !fromZero) throw new KeyNotFound(redisKey);
      const sum = add(
        stored === null ? 0 : checkNumeric(await this.codec.decode(this.unpack(stored), redisKey), redisKey),
        delta,
      );
      const encoded = await this.codec.encode(sum, redisKey);
      const reply =
        stored === null
          ? await connection.send("SET", [redisKey, encoded, "NX"])
          : await connection.run(REPLACE, [redisKey], [stored, this.repack(encoded, stored)]);
      if (reply !== null && reply !== 0) return sum;
    }
  }

  async incrVersion(key: Key, delta = 1, options?: VersionOption): Promise<number> {
    checkOptions(options, VERSION);
    checkInteger(delta, "delta");
    if (this.codec.encrypts) {
      throw new TypeError(
        "incrVersion and decrVersion cannot be had with a CIPHER, which binds a value to its key and version: read it and set it under the other version",
      );
    }
    const { redisKey, original, version, prefix } = this.keyspace.makeKey(key, options);
    if (typeof version !== "number") {
      throw new TypeError(
        `incrVersion needs a version that is a number, and ${show(isCacheKey(key) ? redisKey : key)} has ${show(version)}`,
      );
    }
    const next = this.keyspace.make(original, { version: version + delta, prefix });
    if (!(await this.move(redisKey, next))) throw new KeyNotFound(redisKey);
    return version + delta;
  }

  decrVersion(key: Key, delta = 1, options?: VersionOption): Promise<number> {
    return this.incrVersion(key, -checkInteger(delta, "delta"), options);
  }

  /** Renames a key, value and expiry untouched; false where it is missing. */
  protected move(from: string, to: string): Promise<boolean> {
    if (this.areTogether([from, to])) return this.run(MOVE, [from, to], []).then(toBoolean);
    this.loads.written([from, to]);
    const source = this.laneFor(from, true);
    const target = this.laneFor(to, true);
    if (source === target) {
      return source.exclusively([from, to], (both) => transfer(both, from, both, to));
    }
    // Both keys get into line now, not one after the other: of two moves that had a key each and waited for the other's, none would end.
    let arrived: (target: Connection) => void = () => {};
    const other = new Promise<Connection>((resolve) => {
      arrived = resolve;
    });
    const moved = source.exclusively([from], async (its) => transfer(its, from, await other, to));
    const held = target.exclusively([to], (its) => {
      arrived(its);
      return moved;
    });
    return Promise.all([moved, held]).then(([outcome]) => outcome);
  }
}

function checkDelta(delta: unknown): void {
  if (typeof delta === "bigint" || (typeof delta === "number" && Number.isFinite(delta))) return;
  throw new TypeError(`delta must be a finite number or a bigint, got ${show(delta)}`);
}

function checkNumeric(value: unknown, redisKey: string): Numeric {
  if (typeof value === "number" || typeof value === "bigint") return value;
  throw new TypeError(`incr needs a number, and ${show(redisKey)} holds ${kindOf(value)}`);
}

function add(value: Numeric, delta: Numeric): Numeric {
  if (isWhole(value) && isWhole(delta)) return narrow(BigInt(value) + BigInt(delta));
  return Number(value) + Number(delta);
}

function isWhole(value: Numeric): boolean {
  return typeof value === "bigint" || Number.isInteger(value);
}
