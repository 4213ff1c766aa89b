import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/**
 * A shell between us and the server. It reads from a pipe that only this process holds open: however we end, even
 * by SIGKILL, the pipe closes, and the shell kills the server by its pid and removes the folder. A line in the pipe
 * starts the server (again). While one runs, a second shell does the reading, since the first has to wait for the
 * server to tell how it ended; it is gone before "exited" is said, so a line never reaches the wrong one.
 */
const GUARD = `
trap '' PIPE
exec 3<&0
dir=$1; shift
mkdir -m 700 "$dir" || exit
echo made
while read -r order <&3; do
  "$@" >>"$dir/log" 2>&1 3<&- &
  server=$!
  ( read -r rest <&3; kill -9 "$server" ) 2>/dev/null &
  watch=$!
  echo "started $server"
  wait "$server"
  status=$?
  kill "$watch" 2>/dev/null
  wait "$watch"
  echo "exited $status"
done
rm -rf "$dir"
`;

type Pipe = { ref?: () => void; unref?: () => void } | null;

/** One server's process and its folder; neither outlives this process. */
export class GuardedProcess {
  /** How many wait for news. */
  #waiters = 0;
  /** The server's own folder. Short, since the path of a unix socket may not have more than 107 bytes. */
  readonly dir: string = path.join(os.tmpdir(), `coffer-${process.pid}-${randomBytes(5).toString("hex")}`);
  /** Of the server that runs or ran last. */
  pid = 0;
  /** The status of the server that ended last, as the shell gives it; `undefined` while one runs. */
  exitStatus: number | undefined = 0;
  readonly #guard: ChildProcess;
  readonly #ended: Promise<void>;
  #folderIsReady = false;
  readonly #news = new EventEmitter();

  constructor(command: (dir: string) => readonly string[]) {
    this.#guard = spawn("/bin/sh", ["-c", GUARD, "sh", this.dir, ...command(this.dir)], {
      // A session of its own: Ctrl-C goes to the whole group, and the guard has to outlive us to clean up.
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#ended = new Promise((resolve) => {
      this.#guard.once("close", () => resolve());
      this.#guard.once("error", () => resolve());
    });
    const { stdin, stdout } = this.#guard;
    // The guard may be gone before we write, when the whole machine is being shut down.
    stdin?.on("error", () => {});
    if (stdout) createInterface(stdout).on("line", (line) => this.#hear(line));
    // A test that forgets to stop its server must be able to end; the guard cleans up after it.
    this.#guard.unref();
    for (const pipe of [stdin, stdout]) (pipe as { unref?: () => void } | null)?.unref?.();
  }

  /** Resolves when the folder is there. */
  async folderIsReady(): Promise<void> {
    await this.#until(() => this.#folderIsReady);
  }

  /** Starts the server, once the one before has ended; resolves when the process is there. */
  async launch(): Promise<void> {
    this.exitStatus = undefined;
    this.pid = 0;
    this.#guard.stdin?.write("\n");
    await this.#until(() => this.pid > 0);
  }

  /** Sends a signal; nothing happens when the server has ended. */
  signal(name: NodeJS.Signals): void {
    if (this.exitStatus === undefined) process.kill(this.pid, name);
  }

  /** Kills the server, even a frozen one, and keeps the folder for the next launch. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.#until(() => this.exitStatus !== undefined);
  }

  /** Kills the server and removes the folder, on the very way that is taken when this process dies. */
  async end(): Promise<void> {
    // Both, for its end is told when the pipe has ended, too: a process that waits for nothing else would end in the middle of this.
    this.#guard.ref();
    this.#holdPipe();
    this.#guard.stdin?.end();
    await this.#ended;
    this.exitStatus ??= 137;
  }

  /** The last lines that the server has written. */
  async log(lines = 20): Promise<string> {
    const file = path.join(this.dir, "log");
    if (!existsSync(file)) return "";
    return (await readFile(file, "utf8")).trimEnd().split("\n").slice(-lines).join("\n");
  }

  #hear(line: string): void {
    const [what, number] = line.split(" ");
    if (what === "made") this.#folderIsReady = true;
    if (what === "started") this.pid = Number(number);
    if (what === "exited") this.exitStatus = Number(number);
    this.#news.emit("heard");
  }

  async #until(state: () => boolean): Promise<void> {
    // The pipe is let go of by default (see above), so while somebody waits it has to keep the process alive.
    this.#waiters += 1;
    this.#holdPipe();
    const ended = this.#ended.then(() => "ended");
    while (!state()) {
      if ((await Promise.race([once(this.#news, "heard"), ended])) === "ended") {
        throw new Error(`The guard of ${this.dir} has ended; can folders be made beside it?`);
      }
    }
    this.#waiters -= 1;
    if (this.#waiters === 0) (this.#guard.stdout as Pipe)?.unref?.();
  }

  #holdPipe(): void {
    (this.#guard.stdout as Pipe)?.ref?.();
  }
}
