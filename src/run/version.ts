import { readFileSync } from 'node:fs'

// Read, not imported: tsc would copy package.json into dist/, where it would become the scope of every self-import.
const read = (url: URL): string | undefined => {
  try {
    return /"version": "([^"]+)"/.exec(readFileSync(url, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/** The package's version, from the source tree or from `dist/`. */
export const version: string =
  read(new URL('../../package.json', import.meta.url)) ??
  read(new URL('../../../package.json', import.meta.url)) ??
  '0.0.0'
