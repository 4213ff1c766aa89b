import { fileURLToPath } from "node:url";
import ts from "typescript";

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
  typeRoots: [file("node_modules/@types")],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** A member of an exported class or interface, and the docstrings of its declarations. */
export interface Member {
  readonly name: string;
  readonly isMethod: boolean;
  readonly docs: readonly string[];
}

const program = ts.createProgram([file("packages/cache-core/src/index.ts")], OPTIONS);
const checker = program.getTypeChecker();
const source = program.getSourceFile(file("packages/cache-core/src/index.ts")) as ts.SourceFile;
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);

/** The names of the interfaces that `@coffer/cache-core` exports. */
export const interfaces: readonly string[] = exported
  .filter((symbol) => resolved(symbol).flags & ts.SymbolFlags.Interface)
  .map(({ name }) => name);

/** The members of an exported class or interface, inherited ones included and private ones left out. */
export function membersOf(name: string): Member[] {
  const symbol = exported.find((each) => each.name === name);
  if (symbol === undefined) throw new Error(`@coffer/cache-core exports no ${name}`);
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(resolved(symbol)));
  const visible = members.filter((member) => !member.name.startsWith("#"));
  return visible.map((member) => ({
    name: member.name.replace(/^__@(\w+)@\d+$/, "[Symbol.$1]"),
    isMethod: (member.declarations ?? []).some(
      (each) => ts.isMethodSignature(each) || ts.isMethodDeclaration(each),
    ),
    docs: (member.declarations ?? []).flatMap((each) =>
      ts.getJSDocCommentsAndTags(each).map((comment) => comment.getText()),
    ),
  }));
}

/** The code of every `@example` in the sources of a package, with the file and line that it is from. */
export function examplesOf(path: string): { readonly place: string; readonly code: string }[] {
  return ts.sys.readDirectory(file(`packages/${path}/src`), [".ts"]).flatMap((name) => {
    const text = ts.sys.readFile(name) ?? "";
    return [...text.matchAll(/@example\n\s*\* ```ts\n(.*?)\n\s*\* ```/gs)].map(({ 1: code = "", index }) => ({
      place: `${name.slice(file("packages/").length)}:${text.slice(0, index).split("\n").length}`,
      code: code.replace(/^\s*\* ?/gm, ""),
    }));
  });
}

/** What the compiler finds wrong with modules, each under its name, that may use the globals that `globals` declares. */
export function errorsIn(modules: ReadonlyMap<string, string>, globals: string): string[] {
  const texts = new Map([[file("docs/test/globals.d.ts"), globals]]);
  for (const [name, code] of modules) {
    texts.set(file(`docs/test/${name.replace(/\W/g, "_")}.ts`), `// ${name}\n${code}\nexport {};\n`);
  }
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, text, target);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...texts.keys()], OPTIONS, host))
    .map(({ file: at, messageText }) => {
      const name = at?.text.match(/^\/\/ (.*)/)?.[1] ?? at?.fileName ?? "";
      return `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
