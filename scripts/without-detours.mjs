// A module that is imported late and lies in a chunk with others gets a chunk of its own that only passes its names on. A run
// would load eight of them before its first request, a millisecond each: what is wanted is taken from where it is.
import { posix } from 'node:path'

export const withoutDetours = {
  name: 'without-detours',
  generateBundle(_, output) {
    const needed = new Set(Object.values(output).flatMap(({ imports = [] }) => imports))
    const detours = new Map(Object.values(output).flatMap(chunk => (needed.has(chunk.fileName) ? [] : detourOf(chunk))))
    for (const chunk of Object.values(output)) if (chunk.type === 'chunk') chunk.code = shortened(chunk, detours)
    for (const file of detours.keys()) delete output[file]
  },
}

/** The chunk's file, where its names are, and what they are called there. */
function detourOf({ type, isEntry, fileName, code }) {
  if (type !== 'chunk' || isEntry) return []
  const [, names, from] = /^export \{ ([\w$ ,]+) \} from "(\.[^"]+)";\s*(?:export \{\};\s*)?$/.exec(code) ?? []
  if (names === undefined) return []
  const pairs = names
    .split(', ')
    .map(name => name.split(' as '))
    .map(([there, here = there]) => [here, there])
  return [[fileName, { file: posix.join(posix.dirname(fileName), from), pairs }]]
}

function shortened({ code, fileName }, detours) {
  return code.replace(/\bimport\("(\.[^"]+)"\)/g, (whole, path) => {
    const detour = detours.get(posix.join(posix.dirname(fileName), path))
    if (detour === undefined) return whole
    const to = posix.relative(posix.dirname(fileName), detour.file)
    const names = detour.pairs.map(([here, there]) => `${here}: found.${there}`)
    return `import("${to.startsWith('.') ? to : `./${to}`}").then((found) => ({ ${names.join(', ')} }))`
  })
}
