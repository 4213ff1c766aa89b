export { HerdClient, HerdClient as default } from "./herd-client.js";
