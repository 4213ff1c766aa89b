export { MsgPackSerializer, MsgPackSerializer as default } from "./msgpack-serializer.js";
