/** A command as MONITOR reports it, in the order in which the server ran it. */
export interface MonitoredCommand {
  /** In upper case. */
  readonly name: string;
  /** Read as UTF-8, without the name. */
  readonly args: readonly string[];
  /** The same, byte by byte. */
  readonly bytes: readonly Buffer[];
  /** The database that is chosen after the command, which matters for SELECT alone. */
  readonly db: number;
  /** Address and port of who sent it; "lua" for what a script did. */
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
  // Redis writes every byte outside of printable ASCII as \xHH, so one character is one byte here.
  const text = quoted.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex?: string, letter = "") =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, "latin1");
}
