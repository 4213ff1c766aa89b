import type { IncomingMessage } from "node:http";
import { checkNames } from "@coffer/backend-kit";
import { show } from "@coffer/cache-core";

export interface InspectorOptions {
  /**
   * Whether a request may see the caches. Called for every request, also for the files of the page; anything but `true`, a rejection too, is
   * answered with 403.
   */
  // A method, so that what frameworks add to a request, such as its session, may be named as the type of the parameter.
  authorize(request: IncomingMessage): boolean | Promise<boolean>;
  /**
   * Whether keys may be deleted, and their expiry changed.
   * @default false
   */
  readonly write?: boolean | undefined;
  /**
   * The names by which browsers reach the application, such as `"admin.example.com"`. `localhost` and IP addresses are always accepted; any
   * other name could be of an attacker who has it lead to this server (DNS rebinding).
   * @default []
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * The path that the page is mounted at, where nothing removes it from `request.url`: `"/cache"` for a plain `node:http` server. Express and
   * Fastify need none.
   * @default ""
   */
  readonly base?: string | undefined;
}

/** The same, whole. */
export interface CheckedOptions {
  readonly authorize: InspectorOptions["authorize"];
  readonly write: boolean;
  readonly hosts: readonly string[];
}

const KNOWN = ["authorize", "write", "hosts", "base"];

/** @throws TypeError for options that are none, and without `authorize`: nothing is served to just anybody. */
export function checkOptions(options: InspectorOptions): CheckedOptions {
  checkNames(options, KNOWN, "inspector");
  const { authorize, write = false, hosts = [], base = "" } = options;
  if (typeof authorize !== "function") {
    throw new TypeError(
      `inspector: authorize must be a function that says whether a request may see the caches, got ${show(authorize)}`,
    );
  }
  if (typeof write !== "boolean") {
    throw new TypeError(`inspector: write must be true or false, got ${show(write)}`);
  }
  if (!Array.isArray(hosts) || hosts.some((host) => typeof host !== "string" || /[:/]/.test(host))) {
    throw new TypeError(`inspector: hosts must be names without scheme and port, got ${show(hosts)}`);
  }
  if (typeof base !== "string" || (base !== "" && !/^\/.*[^/]$/.test(base))) {
    throw new TypeError(`inspector: base must be a path such as "/cache", got ${show(base)}`);
  }
  return { authorize, write, hosts: hosts.map((host) => host.toLowerCase()) };
}
