import type { Command, CommandArgument, Connection, Script } from "@coffer/cache-core";
import { ConnectionInterrupted, codeOf } from "@coffer/cache-core";
import type { Answer } from "./batch.js";

/**
 * Many SETs in one call. ARGV has three arguments for each key: value, milliseconds to live, NX or XX, the latter two empty where there
 * are none. Answers with the position and the answer of each SET that did not write, so with next to nothing as a rule; the
 * list is made in one go because ioredis-mock knows no other.
 */
const SET_MANY: Script = {
  name: "cofferSetMany",
  source: `
local unwritten = {}
local at = 1
for i, key in ipairs(KEYS) do
  local value, px, condition = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  at = at + 3
  local answer
  if condition == '' then
    if px == '' then answer = redis.pcall('SET', key, value)
    else answer = redis.pcall('SET', key, value, 'PX', px) end
  elseif px == '' then answer = redis.pcall('SET', key, value, condition)
  else answer = redis.pcall('SET', key, value, 'PX', px, condition) end
  if not answer or (type(answer) == 'table' and answer.err) then
    unwritten[#unwritten + 1] = i
    unwritten[#unwritten + 1] = answer
  end
end
return {unpack(unwritten)}`,
};

/** Above this, Redis's own time for copying values through Lua outweighs what one call saves. */
const SMALL = 500;

/** A server without scripts, or a user without the right to run them or to write all of these keys. */
const NO_SCRIPTS = /NOPERM|unknown command|No permission/i;

/** Sends batches of writes, each in the way that is fastest for it. */
export class Writer {
  readonly #connection: Connection;
  #scripts = true;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** As they stand: what is sent next finds them done. */
  inOrder(commands: readonly Command[]): Promise<readonly Answer[]> {
    const [first] = commands;
    if (commands.length > 1 || first === undefined) return this.#connection.sendMany(commands);
    return this.#connection.send(first[0], first[1]).then((reply) => [reply]);
  }

  /**
   * By a script, where that is faster. Where Redis refuses the script as a whole they are sent once more as they stand, and then perhaps
   * after what was sent next.
   */
  fast(commands: readonly Command[]): Promise<readonly Answer[]> {
    if (!this.#scripts || commands.length === 1 || !commands.every(isSmallSet)) return this.inOrder(commands);
    return this.#setMany(commands).catch((error) => {
      if (!isWithoutScripts(error)) throw error;
      // Refused as a whole, so nothing has been written yet.
      this.#scripts = false;
      return this.inOrder(commands);
    });
  }

  #setMany(commands: readonly Command[]): Promise<Answer[]> {
    const keys: string[] = [];
    const args: CommandArgument[] = [];
    for (const [, [key, value, ...options]] of commands) {
      keys.push(key as string);
      const hasTimeout = options[0] === "PX";
      args.push(value as string, (hasTimeout && options[1]) || "", options[hasTimeout ? 2 : 0] ?? "");
    }
    return this.#connection.run(SET_MANY, keys, args).then((unwritten) => {
      const answers: Answer[] = keys.map(() => "OK");
      const pairs = unwritten as Answer[];
      for (let at = 0; at < pairs.length; at += 2)
        answers[Number(pairs[at]) - 1] = typed(pairs[at + 1] as Answer);
      return answers;
    });
  }
}

/** As text: a Buffer costs the driver more than the script saves. */
function isSmallSet([name, args]: Command): boolean {
  const value = args[1];
  return name === "SET" && typeof value === "string" && value.length <= SMALL;
}

/** An error within a script's list is the driver's own. */
function typed(answer: Answer): Answer {
  if (!(answer instanceof Error)) return answer;
  return new ConnectionInterrupted("ERR_REPLY", `Redis refused SET: ${answer.message}`, { cause: answer });
}

function isWithoutScripts(error: unknown): boolean {
  const { cause } = error as Error;
  return codeOf(error) === "ERR_REPLY" && cause instanceof Error && NO_SCRIPTS.test(cause.message);
}
