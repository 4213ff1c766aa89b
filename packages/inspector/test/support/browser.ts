import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page as Tab } from "playwright-core";
import { expect, onTestFinished } from "vitest";

/** The path of Chromium: Debian's, unless COFFER_CHROMIUM is set. */
const PATHS = [
  process.env.COFFER_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = PATHS.find((path) => path !== undefined && existsSync(path));

/** Why there is no browser; undefined: there is one. */
export const lacking: string | undefined =
  process.env.COFFER_TEST_ALL === undefined
    ? "tests in a browser run with COFFER_TEST_ALL"
    : executablePath === undefined
      ? "there is no Chromium: apt-get install chromium, or name one in COFFER_CHROMIUM"
      : undefined;

/** @throws if there is none. */
export function openBrowser(): Promise<Browser> {
  // Containers run as root, for which Chromium has no sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: String(executablePath), args });
}

/**
 * A tab for one test; at its end there must have been no error, no violated policy and no request to another origin.
 */
export async function openTab(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("console", (message) => {
    // The tests themselves check the API's answers.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      complaints.push(message.text());
    }
  });
  tab.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  tab.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`a request to ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  return tab;
}
