export { V8Serializer, V8Serializer as default } from "./v8-serializer.js";
