export { Chaos, type ChaosOptions, type Fault } from "./chaos/chaos.js";
export { ChaosClusterConnection } from "./chaos/chaos-cluster-connection.js";
export { ChaosConnection } from "./chaos/chaos-connection.js";
export { ChaosConnectionFactory } from "./chaos/chaos-connection-factory.js";
export { type CipherSuiteOptions, cipherSuite } from "./cipher/cipher-suite.js";
export { type CompressorSuiteOptions, compressorSuite } from "./compressor/compressor-suite.js";
export {
  type ConnectionCapabilities,
  type ConnectionFactorySuiteOptions,
  type ConnectionOptions,
  connectionFactorySuite,
} from "./connection/connection-factory-suite.js";
export { ReferenceCipher } from "./doubles/reference-cipher.js";
export { ReferenceCompressor } from "./doubles/reference-compressor.js";
export { ReferenceSerializer } from "./doubles/reference-serializer.js";
export { type KeyFunctionSuiteOptions, keyFunctionSuite } from "./key-function/key-function-suite.js";
export {
  type ParserHandlers,
  type ParserSuiteOptions,
  parserSuite,
  type ReplyParser,
} from "./parser/parser-suite.js";
export { type SerializerSuiteOptions, serializerSuite } from "./serializer/serializer-suite.js";
export type { It, Runner, SuiteOptions } from "./suite/runner.js";
