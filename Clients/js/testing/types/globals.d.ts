// Of the runtime, what the samples and the package name; @types/node and lib.dom have them too.
interface AbortSignal { readonly aborted: boolean }
declare class AbortController { readonly signal: AbortSignal }
declare const console: { log(...values: unknown[]): void };
