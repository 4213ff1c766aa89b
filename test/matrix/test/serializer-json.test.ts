import { suitesWith } from "./with-codec.js";

await suitesWith("@coffer/serializer-json");
