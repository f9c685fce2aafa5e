import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { type Location, messageOf } from '../core/errors.ts'

/** What stands in a YAML or JSON file, and where a part of it stands. */
export interface YamlContent {
  value: unknown
  /** Where the value of a path begins, or the nearest node above it that is there; of a key without a value, the key. */
  where(path: readonly PropertyKey[]): Location
  /** Where the key of a path stands, as far as it is there. */
  whereKey(path: readonly PropertyKey[]): Location
}

/** Reads YAML, of which JSON is a part. `refuse` makes the error for what is no YAML. `shown` names the file in locations. */
export function readYaml(
  text: string,
  shown: string,
  refuse: (message: string, location: Location, cause?: unknown) => Error,
): YamlContent {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset)
    return { file: shown, line, column: col }
  }
  // A tag that nobody knows is a warning to the library, and would be dropped in silence.
  const [error] = [...document.errors, ...document.warnings]
  if (error !== undefined)
    throw refuse(error.message.split('\n')[0]?.replace(/ at line \d+.*/, '') ?? '', at(error.pos[0]), error)
  return {
    value: contentOf(document, cause => refuse(messageOf(cause), at(0), cause)),
    where: path => at(offsetOf(document, path)),
    whereKey: path => at(keyOf(document, path) ?? offsetOf(document, path)),
  }
}

/** Aliases that grow into more than anybody wrote are refused by the library. */
function contentOf(document: Document.Parsed, refuse: (cause: unknown) => Error): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw refuse(cause)
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function keyOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined
}
