import { Lz4Compressor } from "@coffer/compressor-lz4";
import { compressorInterop } from "../../../test/suites/compressor-interop.js";

compressorInterop({ format: "lz4", compressor: new Lz4Compressor({ MAX_VALUE_BYTES: 2 ** 20 }) });
