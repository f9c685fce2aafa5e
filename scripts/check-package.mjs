// The packed package as a user installs it, in an empty folder, on each Node that `engines` allows and on one that it doesn't.
// Needs the npm registry: run in CI and by hand (`npm run check-package`), not by `npm test`.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const work = mkdtempSync(join(tmpdir(), 'xeval-package-'))
const npm = (args, cwd) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
npm(['pack', '--ignore-scripts', '--pack-destination', work], process.cwd())
const tarball = join(
  work,
  readdirSync(work).find(name => name.endsWith('.tgz')),
)

const wrong = []
for (const version of ['20', '22', '24', '26']) {
  const { first, shown, code } = tryOn(version)
  const isRefused = code === 2 && /needs Node 22\.18 or newer/.test(shown)
  const isRun = code === 0 && /safety: demo\/before → demo\/after/.test(shown)
  const isRight = version === '20' ? isRefused : isRun
  if (!isRight) wrong.push(version)
  console.log(`Node ${first}: ${isRight ? 'as expected' : `exit ${code}\n${shown}`}`)
}
rmSync(work, { recursive: true })
process.exit(wrong.length === 0 ? 0 : 1)

function tryOn(version) {
  const node = folderWith(`node-${version}`, [`node@${version}`])
  const project = folderWith(`project-${version}`, [tarball])
  const env = { ...process.env, PATH: join(node, 'node_modules/.bin') + delimiter + process.env.PATH }
  const run = (command, args) => spawnSync(command, args, { cwd: project, env, encoding: 'utf8' })
  const { status, stdout, stderr } = run(join(project, 'node_modules/.bin/xeval'), ['run', 'safety'])
  return { first: run('node', ['--version']).stdout.trim(), shown: stdout + stderr, code: status }
}

/** An npm project in which `packages` are installed, and no Node but the one asked for. */
function folderWith(name, packages) {
  const folder = join(work, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  npm(['install', '--no-audit', '--no-fund', ...packages], folder)
  return folder
}
