export { JsonSerializer, JsonSerializer as default } from "./json-serializer.js";
