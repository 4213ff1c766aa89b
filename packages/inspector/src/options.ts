import type { IncomingMessage } from "node:http";
import { checkNames } from "@coffer/backend-kit";
import { show } from "@coffer/cache-core";

/** Options of `inspector`. */
export interface InspectorOptions {
  /**
   * Returns whether a request may see the caches. Called for every request, including those for the files of the page. Any result other than
   * `true`, or a rejection, is answered with 403.
   */
  // A method, so that the parameter's type may include what frameworks add to a request, such as its session.
  authorize(request: IncomingMessage): boolean | Promise<boolean>;
  /**
   * Whether the page may delete keys and change their expiry.
   * @default false
   */
  readonly write?: boolean | undefined;
  /**
   * The host names by which browsers reach the application, such as `"admin.example.com"`. `localhost` and IP
   * addresses are always accepted; any other name could belong to an attacker who resolves it to this server (DNS
   * rebinding).
   * @default []
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * The path at which the page is mounted, such as `"/cache"`, for a plain `node:http` server. Express and Fastify remove it from `request.url`
   * and need no `base`.
   * @default ""
   */
  readonly base?: string | undefined;
}

/** The options with their defaults. */
export interface CheckedOptions {
  readonly authorize: InspectorOptions["authorize"];
  readonly write: boolean;
  readonly hosts: readonly string[];
}

const KNOWN = ["authorize", "write", "hosts", "base"];

/** @throws TypeError for invalid options, and without `authorize`: access must be decided explicitly. */
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
