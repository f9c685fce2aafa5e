import { XevalError } from '../../core/errors.ts'
import { shellWords } from '../../core/shell-words.ts'
import { openStudy, writeSheets } from '../../ratings/study-file.ts'
import { makeSheets } from '../../ratings/template.ts'
import { openNamed, parseRatingOptions, ratersOf } from '../options/rating-options.ts'
import type { Verb } from '../program.ts'

const template: Verb = async (args, options) => {
  const parsed = parseRatingOptions(options)
  const { output, mode = 'absolute' } = parsed
  const raters = ratersOf(parsed)
  if (output === undefined || raters.length === 0) {
    throw new XevalError('bad-option', 'ratings template needs a folder and raters', {
      hint: `xeval ratings template ${shellWords(args)} -o sheets --raters 3`,
    })
  }
  const { dirs, answers, names } = await openNamed(args, parsed)
  const study = await openStudy({ runDir: dirs.after, mode, raters, answers })
  const wanted = new Set(raters.map(name => name.normalize('NFC').trim()))
  const sheets = makeSheets(study, answers).filter(({ rater }) => wanted.has(rater))
  const paths = await writeSheets(output, sheets)
  for (const { rater, tooLong } of sheets) {
    if (tooLong.length > 0) {
      process.stderr.write(
        `${rater}: ${tooLong.length} texts are cut in the .csv (Excel holds no more); use the .jsonl\n`,
      )
    }
  }
  process.stdout.write(
    [
      ...paths,
      `${Object.keys(study.items).length} items a rater. Which answer is whose is kept in ${dirs.after}: give raters their sheet only.`,
      `When they are filled: xeval ratings import ${shellWords(names)} --from ${shellWords([output])}/*.csv`,
      '',
    ].join('\n'),
  )
  return 0
}
export default template
