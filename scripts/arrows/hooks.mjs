// dependency-cruiser reads TypeScript through the JavaScript API of the compiler, which TypeScript 7 doesn't have. It needs the imports
// only, so it gets them from typescript.mjs, under the last version that it takes.
import { registerHooks } from 'node:module'

const standIns = { typescript: './typescript.mjs', 'typescript/package.json': './package.json' }

registerHooks({
  resolve(specifier, context, next) {
    const standIn = context.parentURL?.includes('/node_modules/dependency-cruiser/') ? standIns[specifier] : undefined
    return standIn === undefined
      ? next(specifier, context)
      : { url: new URL(standIn, import.meta.url).href, shortCircuit: true }
  },
})
