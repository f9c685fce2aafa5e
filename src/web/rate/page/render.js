/** Rich text (rich-text.ts) as elements. Strings only ever become text nodes: nothing is parsed as HTML. */
export const render = (nodes, words) => {
  const parts = document.createDocumentFragment()
  for (const node of nodes) parts.append(typeof node === 'string' ? node : build(node, words))
  return parts
}

const html = new Set(
  'p h3 h4 h5 h6 ul ol li blockquote hr pre table thead tbody tr th td strong em del code a br'.split(' '),
)
const mathml = new Set(
  (
    'math mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup munder mover munderover mmultiscripts mprescripts ' +
    'mtable mtr mtd mstyle mpadded mphantom menclose'
  ).split(' '),
)
const mathAttributes = new Set(
  (
    'accent accentunder class depth displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize ' +
    'movablelimits notation rspace scriptlevel separator stretchy symmetric width'
  ).split(' '),
)

function build(node, words) {
  if (node.tag === 'tex') return withClass(document.createElement('code'), 'tex', node.children)
  if (node.tag === 'image') {
    const span = withClass(document.createElement('span'), 'image', [`${words.image}: `])
    span.append(render(node.children, words))
    return span
  }
  if (node.tag === 'pre') return codeBlock(node)
  if (mathml.has(node.tag)) return mathNode(node, words)
  if (!html.has(node.tag)) return document.createTextNode('')
  const made = document.createElement(node.tag)
  if (node.tag === 'a' && /^(https?:\/\/|mailto:)/i.test(node.href ?? '')) {
    made.href = node.href
    made.target = '_blank'
    made.rel = 'noopener noreferrer nofollow'
  }
  if (node.tag === 'ol' && /^\d+$/.test(node.note ?? '')) made.start = Number(node.note)
  made.append(render(node.children, words))
  return node.tag === 'table' ? scrolling(made) : made
}

function codeBlock({ children, note }) {
  const pre = document.createElement('pre')
  if (note) pre.dataset.language = note
  pre.tabIndex = 0
  pre.append(withClass(document.createElement('code'), '', children))
  return pre
}

function mathNode(node, words) {
  const made = document.createElementNS('http://www.w3.org/1998/Math/MathML', node.tag)
  if (node.tag === 'math' && node.note === 'block') made.setAttribute('display', 'block')
  for (const [name, value] of Object.entries(node.attributes ?? {}))
    if (mathAttributes.has(name)) made.setAttribute(name, value)
  made.append(render(node.children, words))
  return made
}

function scrolling(table) {
  const frame = withClass(document.createElement('div'), 'wide', [])
  frame.tabIndex = 0
  frame.append(table)
  return frame
}

function withClass(made, name, children) {
  if (name) made.className = name
  made.append(...children.filter(child => typeof child === 'string'))
  return made
}
