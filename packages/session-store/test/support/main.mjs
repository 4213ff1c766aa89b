// An application with sessions, as a child process: node main.mjs '{"framework": "express", ...}' prints its port.
import { serve } from "./serve.mjs";

const { port } = await serve(JSON.parse(process.argv[2]));
console.log(port);
// The process ends with its parent, however that ends.
process.stdin.on("end", () => process.exit()).resume();
