/** LaTeX that is escaped already. */
export type Tex = string

/** One column a benchmark, under the heading of its domain. */
export interface Column {
  domain: Tex
  name: Tex
}

/** A row of cells, one a column. `detail` stands smaller below its figures: an interval. */
export interface ArmRow {
  label: Tex
  cells: readonly { text: Tex; detail?: Tex; bold?: boolean }[]
  /** A thin rule above it. */
  ruled?: boolean
}

export interface ArmsTable {
  columns: readonly Column[]
  rows: readonly ArmRow[]
  caption: Tex
  /** Paragraphs below the table. */
  notes: readonly Tex[]
}

/** More columns than this are scaled to the width of the text. */
const WIDE = 5

/** A booktabs table in the layout of Table 2 of arXiv 2411.16489: domains as spanning headings, arms as rows. */
export function armsTable({ columns, rows, caption, notes }: ArmsTable): Tex {
  const domains = runsOf(columns)
  const tabular = [
    `\\begin{tabular}{@{}l${'c'.repeat(columns.length)}@{}}`,
    '\\toprule',
    ...(domains.every(({ name }) => name === '') ? [] : spanning(domains)),
    `{} & ${columns.map(({ name }) => name).join(' & ')} \\\\`,
    '\\midrule',
    ...rows.flatMap(rowLines),
    '\\bottomrule',
    '\\end{tabular}',
  ]
  return [
    '\\begin{table}[ht]',
    '\\centering',
    `\\caption{${caption}}`,
    ...(columns.length > WIDE
      ? ['\\setlength{\\tabcolsep}{3pt}', '\\resizebox{\\textwidth}{!}{%', ...tabular, '}']
      : tabular),
    '\\par\\medskip',
    '\\begin{minipage}{\\textwidth}\\footnotesize\\raggedright',
    notes.filter(note => note !== '').join('\\par\n'),
    '\\end{minipage}',
    '\\end{table}',
  ].join('\n')
}

function rowLines({ label, cells, ruled }: ArmRow): Tex[] {
  const details = cells.some(({ detail }) => detail !== undefined)
  const line = (first: Tex, texts: readonly Tex[]) => `{${first}} & ${texts.join(' & ')} \\\\`
  const figures = cells.map(({ text, bold }) => (bold ? `\\textbf{${text}}` : text))
  return [
    ...(ruled ? ['\\midrule'] : []),
    line(label, figures),
    ...(details
      ? [
          `${line(
            '',
            cells.map(({ detail }) => (detail === undefined ? '' : `{\\scriptsize ${detail}}`)),
          )}[2pt]`,
        ]
      : []),
  ]
}

interface Domain {
  name: Tex
  from: number
  to: number
}

function runsOf(columns: readonly Column[]): Domain[] {
  const domains: Domain[] = []
  columns.forEach(({ domain }, i) => {
    const last = domains.at(-1)
    if (last?.name === domain) last.to = i
    else domains.push({ name: domain, from: i, to: i })
  })
  return domains
}

/** The first column of the tabular is that of the labels. */
const spanning = (domains: readonly Domain[]): Tex[] => [
  `{} & ${domains.map(({ name, from, to }) => `\\multicolumn{${to - from + 1}}{c}{${name}}`).join(' & ')} \\\\`,
  domains
    .filter(({ name }) => name !== '')
    .map(({ from, to }) => `\\cmidrule(lr){${from + 2}-${to + 2}}`)
    .join(' '),
]
