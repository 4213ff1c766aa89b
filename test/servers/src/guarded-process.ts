import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/**
 * The script of a shell between this process and the server. The shell reads from a pipe that only this process keeps open.
 * When this process ends, even by SIGKILL, the pipe closes, and the shell kills the server by its pid and removes the folder. A
 * line in the pipe starts the server (again). While a server runs, a second shell reads the pipe, since the first waits for the
 * server's exit status. The second shell ends before "exited" is printed, so a line never reaches the wrong shell.
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
  /** How many callers wait for output. */
  #waiters = 0;
  /** The server's own folder. Short, since the path of a unix socket is limited to 107 bytes. */
  readonly dir: string = path.join(os.tmpdir(), `coffer-${process.pid}-${randomBytes(5).toString("hex")}`);
  /** The pid of the server that runs, or ran last. */
  pid = 0;
  /** The exit status of the last server, as the shell prints it; `undefined` while one runs. */
  exitStatus: number | undefined = 0;
  readonly #guard: ChildProcess;
  readonly #ended: Promise<void>;
  #folderIsReady = false;
  readonly #news = new EventEmitter();

  constructor(command: (dir: string) => readonly string[]) {
    this.#guard = spawn("/bin/sh", ["-c", GUARD, "sh", this.dir, ...command(this.dir)], {
      // A separate session: Ctrl-C goes to the whole group, and the guard must outlive this process to clean up.
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#ended = new Promise((resolve) => {
      this.#guard.once("close", () => resolve());
      this.#guard.once("error", () => resolve());
    });
    const { stdin, stdout } = this.#guard;
    // The guard may be gone before this write, when the whole machine is shut down.
    stdin?.on("error", () => {});
    if (stdout) createInterface(stdout).on("line", (line) => this.#hear(line));
    // A test that forgets to stop its server must be able to end; the guard cleans up after it.
    this.#guard.unref();
    for (const pipe of [stdin, stdout]) (pipe as { unref?: () => void } | null)?.unref?.();
  }

  /** Resolves when the folder exists. */
  async folderIsReady(): Promise<void> {
    await this.#until(() => this.#folderIsReady);
  }

  /** Starts the server, once the previous one has ended; resolves when the process exists. */
  async launch(): Promise<void> {
    this.exitStatus = undefined;
    this.pid = 0;
    this.#guard.stdin?.write("\n");
    await this.#until(() => this.pid > 0);
  }

  /** Sends a signal; does nothing if the server has ended. */
  signal(name: NodeJS.Signals): void {
    if (this.exitStatus === undefined) process.kill(this.pid, name);
  }

  /** Kills the server, even a frozen one, and keeps the folder for the next start. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.#until(() => this.exitStatus !== undefined);
  }

  /** Kills the server and removes the folder, in the same way as when this process dies. */
  async end(): Promise<void> {
    // Waits for both, since the exit event may come after the end of the pipe: otherwise a process without other work
    // would end in the middle of this.
    this.#guard.ref();
    this.#holdPipe();
    this.#guard.stdin?.end();
    await this.#ended;
    this.exitStatus ??= 137;
  }

  /** The last lines of the server's output. */
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
    // The pipe is unreferenced by default (see above), so it must keep the process alive while a caller waits.
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
