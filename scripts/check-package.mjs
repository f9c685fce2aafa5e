// The packed package as a user installs it, in an empty folder, on each Node that `engines` allows and on one that it doesn't; with
// the packed example of a plug-in package beside it, used by name.
// Needs the npm registry: run in CI and by hand (`npm run check-package`), not by `npm test`.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const work = mkdtempSync(join(tmpdir(), 'xeval-package-'))
const npm = (args, cwd) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
const xeval = pack('.')
const example = pack('examples/plugin-package')

// Those that are named, or all.
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24', '26']
const wrong = []
for (const version of wanted) {
  const node = folderWith(`node-${version}`, [`node@${version}`])
  const env = { ...process.env, PATH: join(node, 'node_modules/.bin') + delimiter + process.env.PATH }
  const first = spawnSync('node', ['--version'], { env, encoding: 'utf8' }).stdout.trim()
  const problems = version === '20' ? refused(env) : [...demonstrated(version, env), ...extended(version, env)]
  if (problems.length > 0) wrong.push(version)
  console.log(`Node ${first}: ${problems.length === 0 ? 'as expected' : problems.join('\n')}`)
}
rmSync(work, { recursive: true })
process.exit(wrong.length === 0 ? 0 : 1)

/** A Node that is too old is told so. */
function refused(env) {
  const { xevalIn } = projectOf('refused', env)
  return unlike(xevalIn('run', 'safety'), 2, /needs Node 22\.18 or newer/)
}

function demonstrated(version, env) {
  const { xevalIn } = projectOf(`bare-${version}`, env)
  return unlike(xevalIn('run', 'safety'), 0, /safety: demo\/before → demo\/after/)
}

/** A suite, a judge, a dataset, a provider and a report of somebody else's. */
function extended(version, env) {
  const { project, xevalIn } = projectOf(`extended-${version}`, env, [example])
  writeFileSync(join(project, 'xeval.config.json'), '{ "plugins": ["xeval-suite-letters"] }')
  writeFileSync(join(project, 'none.json'), '{}')
  const pair = xevalIn('run', 'letters', '--before', 'counting/exact', '--after', 'counting/one-off', '--json')
  const problems = unlike(pair, 0, /"letter-count"/)
  if (problems.length > 0) return problems
  const { before, after } = JSON.parse(pair.stdout)
  const [base, tuned] = [before.id, after.id]
  const named = ['--plugin', 'xeval-suite-letters', '--config', 'none.json']
  const contract = join(project, 'node_modules/xeval-suite-letters')
  const test = spawnSync('node', ['--test', join(contract, 'contract.test.js')], {
    cwd: contract,
    env,
    encoding: 'utf8',
  })
  const asked = ['run', 'letters', '--model', 'counting/one-off', '--judge', 'letter-model=counting/judge', '--batch']
  return [
    ...unlike(xevalIn('compare', base, tuned), 0, /letter-count +24 +100\.0% +70\.8%/),
    ...unlike(xevalIn('report', base, tuned, '--format', 'one-line'), 0, /^letter-count: −29\.2 pp, regressed/),
    ...unlike(xevalIn('gate', tuned, '--against', base, '--margin', 'letters=0.05'), 1, /^REGRESSED letters/),
    ...unlike(xevalIn(...asked), 0, /right_rate +24 +70\.8%/),
    ...unlike(xevalIn('report', base, tuned, '--format', 'one-line', ...named), 0, /^letter-count: /),
    ...unlike(
      xevalIn('run', 'letters', '--model', 'counting/exact', '--config', 'none.json'),
      2,
      /no suite or benchmark "letters"/,
    ),
    ...unlike(
      xevalIn('run', 'letters', '--resume', base, '--config', 'none.json'),
      2,
      /plug-ins that are not loaded: suite letters/,
    ),
    // Node 22 reports in another form where nobody watches.
    ...unlike(test, 0, /^[ℹ#] pass 6$/m),
  ]
}

/** What a command shows that it should not, or doesn't show that it should. */
function unlike({ status, stdout, stderr }, code, shown) {
  const isRight = status === code && shown.test(stdout + stderr)
  return isRight ? [] : [`exit ${status}, expected ${code} and ${shown}\n${stdout}${stderr}`]
}

/** A project in which the packages are installed, and its xeval. */
function projectOf(name, env, packages = []) {
  const project = folderWith(name, [xeval, ...packages])
  const command = join(project, 'node_modules/.bin/xeval')
  return { project, xevalIn: (...args) => spawnSync(command, args, { cwd: project, env, encoding: 'utf8' }) }
}

/** The tarball of a package, in a folder of its own. */
function pack(folder) {
  const to = join(work, `packed-${folder.replaceAll(/\W+/g, '-')}`)
  mkdirSync(to)
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', to], folder))
  return join(to, filename)
}

/** An npm project in which `packages` are installed, and no Node but the one asked for. */
function folderWith(name, packages) {
  const folder = join(work, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  npm(['install', '--no-audit', '--no-fund', ...packages], folder)
  return folder
}
