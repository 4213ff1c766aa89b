/** A command as MONITOR reports it. */
export interface MonitoredCommand {
  /** In upper case. */
  readonly name: string;
  /** The arguments after the name, decoded as UTF-8. */
  readonly args: readonly string[];
  /** The arguments after the name, as bytes. */
  readonly bytes: readonly Buffer[];
  /** The selected database after the command: it differs from the one before only for SELECT. */
  readonly db: number;
  /** The address and port of the client; "lua" for a command of a script. */
  readonly client: string;
}

/** Reads a line of MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "set" "key" "\x00\n"`. */
export function monitoredCommand(line: string): MonitoredCommand {
  const head = /^[\d.]+ \[(\d+) (.*?)\] /.exec(line);
  if (head === null) throw new Error(`Not a line of MONITOR: ${line}`);
  const [name, ...bytes] = [...line.slice(head[0].length).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
    ([, quoted = ""]) => unquoted(quoted),
  );
  return {
    name: String(name).toUpperCase(),
    args: bytes.map(String),
    bytes,
    db: Number(head[1]),
    client: head[2] ?? "",
  };
}

const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b" };

function unquoted(quoted: string): Buffer {
  // Redis writes every byte outside of printable ASCII as \xHH, so each character is one byte.
  const text = quoted.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex?: string, letter = "") =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, "latin1");
}
