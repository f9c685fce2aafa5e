import { pluginKinds } from '../../core/api.ts'
import { XevalError } from '../../core/errors.ts'
import { flag, oneOf, text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { defineVerb } from '../define-verb.ts'

const option = under('Files')

export const init = defineVerb({
  name: 'init',
  help: 'write xeval.config.mts and a nightly workflow, a task of your own, or a package for your own plug-in',
  arguments: [{ name: 'name', optional: true }],
  options: {
    plugin: option(
      '<kind>',
      oneOf(...pluginKinds),
      `write a package NAME instead of a config: ${pluginKinds.join(', ')}`,
    ),
    task: option('<name>', text, 'write a commented task NAME.yaml with data, instead of a config'),
    force: option(undefined, flag, 'replace existing files'),
  },
  loadsItself: true,
  async action([name], { plugin, task, force = false }, context) {
    if (task !== undefined && (name !== undefined || plugin !== undefined))
      throw new XevalError('bad-option', '--task cannot be combined with --plugin or another name', {
        hint: '`xeval init --task NAME` writes NAME.yaml.',
      })
    if ((name === undefined) !== (plugin === undefined)) {
      throw new XevalError('bad-option', name === undefined ? '--plugin needs a name' : 'a name needs --plugin', {
        hint: '`xeval init` writes a config, `xeval init --plugin suite NAME` a package.',
      })
    }
    const { initPlugin, initProject, initTask } = await import('../../run/init.ts')
    if (task !== undefined) {
      const files = await initTask(task, force, context)
      process.stdout.write(
        `${files.join('\n')}\nRun it with: npx xeval run ${files[0]} --model http://localhost:8000/v1\n`,
      )
      return 0
    }
    if (name === undefined || plugin === undefined) {
      const files = await initProject(force, context)
      process.stdout.write(`${files.join('\n')}\nAdd your models to ${files[0]}, then run: npx xeval plan safety\n`)
      return 0
    }
    const { folder, files } = await initPlugin(plugin, name, force, context)
    process.stdout.write(`${files.join('\n')}\nCheck it with: cd ${folder} && npm install && npm test\n`)
    return 0
  },
})
