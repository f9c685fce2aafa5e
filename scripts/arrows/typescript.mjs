// Stands in for the compiler: TypeScript in, the imports that its syntax tree has out, also those of types.
import { importsIn } from '../../src/fixtures/read-module.ts'

export const version = '6.0.0'

export const transpileModule = text => ({
  outputText: importsIn(text)
    .map(specifier => `import ${JSON.stringify(specifier)}`)
    .join('\n'),
})

/** Read when dependency-cruiser loads, for a way of reading that it isn't asked for. */
export const SyntaxKind = {}
