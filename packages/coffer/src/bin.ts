#!/usr/bin/env node
// Makes `npx coffer ...` find the command line, too. It is a separate package, so that services do not install what
// only people use.
try {
  const { run } = await import("@coffer/cli");
  await run(process.argv.slice(2));
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes("'@coffer/cli'")) throw error;
  console.error("coffer: the command line is a separate package. Run: npm install --save-dev @coffer/cli");
  process.exitCode = 1;
}
