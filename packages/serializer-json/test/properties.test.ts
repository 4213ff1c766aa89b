import { JsonSerializer } from "@coffer/serializer-json";
import { serializerProperties } from "../../../test/suites/serializer-properties.js";

serializerProperties({
  serializer: new JsonSerializer(),
  refusal: /^value.* is /,
  hostile: {
    pieces: [...'-"\\[]{}:,1 \ufffd', "NaN", "Infinity"].map((piece) => Buffer.from(piece)),
    error: Error,
  },
});
