import {
  compressorSuite,
  ReferenceCompressor,
  ReferenceSerializer,
  serializerSuite,
} from "@coffer/plugin-kit";

/** Two suites: in one a case cannot run, in the other a case fails. */
export function defineSuites({ describe, it }) {
  class Careless extends ReferenceSerializer {
    loads(data) {
      return data.length === 0 ? undefined : super.loads(data);
    }
  }
  const cannot = { "bytes after the value are an error": "said so to see it skipped" };
  serializerSuite({ describe, it, name: "careless", create: () => new Careless(), cannot });
  compressorSuite({ describe, it, name: "reference", create: (options) => new ReferenceCompressor(options) });
}
