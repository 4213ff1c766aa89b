// Loads the suites as from node_modules, where their users have them: vite does not transform them.
const server = { deps: { external: [/\/dist\/.*\.js$/] } };

export default { test: { include: ["vitest.test.mjs"], server } };
