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
  // One group, since its own tests run all of them: here it is cases that return promises.
  const create = (options) => new ReferenceCompressor(options);
  compressorSuite({ describe, it, name: "reference", create, groups: ["damage"] });
}
