// Zod makes a schema in some 20 µs, and the modules that a run loads declare hundreds of them, of which its first request needs
// none: in the bundle a schema that stands at the top of a module is made when it is first used.
import { parseAst } from 'rolldown/parseAst'

const helper = '\0lazy-schema'
/** Methods of zod that make a schema of another. */
const derive = ['extend', 'omit', 'pick', 'partial', 'refine', 'superRefine', 'and', 'or']

export const lazySchemas = {
  name: 'lazy-schemas',
  resolveId: id => (id === helper ? id : undefined),
  load: id => (id === helper ? `export ${lazySchema}` : undefined),
  transform(code, id) {
    if (id.includes('/node_modules/') || !id.endsWith('.ts') || !/^import (type )?\{ ?z ?\} from 'zod'/m.test(code))
      return
    const schemas = schemasIn(parseAst(code, { lang: 'ts' }))
    if (schemas.length === 0) return
    let text = code
    for (const { start, end } of schemas.toReversed())
      text = `${text.slice(0, start)}/* @__PURE__ */ $lazySchema(() => ${text.slice(start, end)})${text.slice(end)}`
    return `import { lazySchema as $lazySchema } from '${helper}'\n${text}`
  },
}

/** What makes the schemas of a module: calls on `z`, or on the name of a schema. */
function schemasIn({ body }) {
  const statements = body.map(node => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
  const constants = statements.filter(node => node?.type === 'VariableDeclaration' && node.kind === 'const')
  return constants.flatMap(({ declarations }) => declarations.flatMap(({ init }) => (isSchema(init) ? init : [])))
}

function isSchema(init) {
  if (init?.type !== 'CallExpression') return false
  let node = init
  let method
  while (node.type === 'CallExpression' || node.type === 'MemberExpression') {
    if (node.type === 'MemberExpression') method = node.property.name
    node = node.type === 'CallExpression' ? node.callee : node.object
  }
  if (node.type !== 'Identifier') return false
  return node.name === 'z' || (/^[A-Z]/.test(node.name) && derive.includes(method))
}

/** Stands for the schema until it is wanted, and afterwards: whoever imported it has this object. */
function lazySchema(make) {
  let made
  const methods = new Map()
  const schema = () => {
    made ??= make()
    return made
  }
  return new Proxy(
    {},
    {
      get(_, key) {
        const value = Reflect.get(schema(), key)
        if (typeof value !== 'function') return value
        // A method means the schema itself, which zod's own tables know.
        if (!methods.has(key)) methods.set(key, value.bind(made))
        return methods.get(key)
      },
      has: (_, key) => Reflect.has(schema(), key),
      getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
    },
  )
}
