export { herd, herd as default } from "./herd.js";
