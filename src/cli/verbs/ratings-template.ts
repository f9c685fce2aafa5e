import { XevalError } from '../../core/errors.ts'
import { text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { modeOptions, ratedArguments, raterOptions, ratersOf } from '../../core/options/ratings.ts'
import { shellWords } from '../../core/shell-words.ts'
import { defineVerb } from '../define-verb.ts'
import { openNamed } from '../terminal/open-rated.ts'

export const ratingsTemplate = defineVerb({
  name: 'ratings template',
  help: 'write blinded sheets, one per rater',
  arguments: ratedArguments,
  options: {
    ...raterOptions,
    output: under('Files')('<dir>', text, 'folder for the sheets (required)', { short: 'o', completes: 'folder' }),
    ...modeOptions,
  },
  async action(runs, options, context) {
    const { output, mode = 'absolute' } = options
    const raters = ratersOf(options)
    if (output === undefined || raters.length === 0) {
      throw new XevalError('bad-option', 'ratings template needs a folder and raters', {
        hint: `xeval ratings template ${shellWords(runs.filter(run => run !== undefined))} -o sheets --raters 3`,
      })
    }
    const { dirs, answers, names } = await openNamed(runs, options.out, context)
    const [{ openStudy, writeSheets }, { makeSheets }] = await Promise.all([
      import('../../ratings/study-file.ts'),
      import('../../ratings/template.ts'),
    ])
    const study = await openStudy({ runDir: dirs.after, mode, raters, answers })
    const wanted = new Set(raters.map(name => name.normalize('NFC').trim()))
    const sheets = makeSheets(study, answers).filter(({ rater }) => wanted.has(rater))
    const paths = await writeSheets(output, sheets)
    for (const { rater, tooLong } of sheets) {
      if (tooLong.length > 0) {
        process.stderr.write(
          `${rater}: ${tooLong.length} texts are truncated in the .csv (Excel’s cell limit); use the .jsonl\n`,
        )
      }
    }
    process.stdout.write(
      [
        ...paths,
        `${Object.keys(study.items).length} items per rater. The key to the blinding is in ${dirs.after}: give raters only their sheets.`,
        `When they are filled in: xeval ratings import ${shellWords(names)} --from ${shellWords([output])}/*.csv`,
        '',
      ].join('\n'),
    )
    return 0
  },
})
