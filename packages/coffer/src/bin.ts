#!/usr/bin/env node
// `npx coffer ...` where the command line is installed, too. It is a package of its own, so that services do without what only people use.
try {
  const { run } = await import("@coffer/cli");
  await run(process.argv.slice(2));
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes("'@coffer/cli'")) throw error;
  console.error("coffer: the command line is a package of its own. Run: npm install --save-dev @coffer/cli");
  process.exitCode = 1;
}
