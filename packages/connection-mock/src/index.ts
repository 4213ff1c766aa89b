export { RedisMock } from "./redis-mock.js";
