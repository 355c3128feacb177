// What of WebAssembly is used here: Node's types leave it out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    readonly exports: object;
    constructor(module: Module, imports: Record<string, Record<string, (...args: number[]) => number | undefined>>);
  }
  class CompileError extends Error {}
}
