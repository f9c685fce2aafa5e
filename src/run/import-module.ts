import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Imports a module of the user's: a URL, or a package's name as a module at the path `from` would. Node strips types itself, so
 * that one in TypeScript needs no build. Where the project hasn't installed `xeval` (`npx xeval` alone), it gets the copy that
 * runs.
 */
export async function importModule(
  wanted: string,
  from: string,
): Promise<{ module: Record<string, unknown>; url: string }> {
  let url = wanted
  // A name is looked up from elsewhere than here, by a specifier that stands for this module and no other: what the module itself
  // imports goes its usual way.
  const ours = URL.canParse(wanted) ? wanted : `xeval-module:${JSON.stringify([wanted, from])}`
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (specifier === ours && ours !== wanted) {
        const found = next(wanted, { ...context, parentURL: pathToFileURL(from).href })
        url = found.url
        return found
      }
      try {
        return next(specifier, context)
      } catch (error) {
        if (!/^xeval(\/|$)/.test(specifier)) throw error
        return next(specifier, { ...context, parentURL: import.meta.url })
      }
    },
  })
  try {
    return { module: await import(ours), url }
  } finally {
    hooks.deregister()
  }
}
