// Compiles every golden of the LaTeX report with the program that it asks for. Needs pdflatex and xelatex (ctex).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const folder = resolve('reports/latex/goldens')
const out = mkdtempSync(join(tmpdir(), 'xeval-latex-'))
let failed = 0
for (const file of readdirSync(folder).filter(name => name.endsWith('.tex'))) {
  const program = /% !TeX program = (\w+)/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? 'pdflatex'
  const args = ['-interaction=nonstopmode', '-halt-on-error', `-output-directory=${out}`, join(folder, file)]
  const { status, stdout, error } = spawnSync(program, args, { encoding: 'utf8' })
  // Hostile text must not break the document; it may well be ugly.
  const bad = file.startsWith('hostile') ? /^!.*$/gm : /^(!|Overfull|LaTeX Warning: |Missing character).*$/gm
  const problems = error ? [`${program}: ${error.message}`] : (stdout.match(bad) ?? [])
  if (status !== 0 || problems.length > 0) failed++
  console.log(
    `${problems.length === 0 && status === 0 ? 'ok    ' : 'FAILED'} ${program.padEnd(8)} ${file}${problems.map(line => `\n       ${line}`).join('')}`,
  )
}
rmSync(out, { recursive: true })
process.exitCode = failed > 0 ? 1 : 0
