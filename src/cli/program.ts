import { Command, CommanderError } from 'commander'
import { version } from '../run/version.ts'
import { ratingVerbs } from './options/rating-verbs.ts'

/** A verb's module: what it does with its arguments and options, as an exit code. Imported only when it is asked for. */
export type Verb = (args: string[], options: Record<string, unknown>) => Promise<number>

const verbs: Record<string, () => Promise<{ default: Verb }>> = {
  run: () => import('./verbs/run.ts'),
  compare: () => import('./verbs/compare.ts'),
  report: () => import('./verbs/report.ts'),
  score: () => import('./verbs/score.ts'),
  pull: () => import('./verbs/pull.ts'),
  list: () => import('./verbs/list.ts'),
  show: () => import('./verbs/show.ts'),
  batch: () => import('./verbs/batch.ts'),
  merge: () => import('./verbs/merge.ts'),
  doctor: () => import('./verbs/doctor.ts'),
  gate: () => import('./verbs/gate.ts'),
  baseline: () => import('./verbs/baseline.ts'),
  plan: () => import('./verbs/plan.ts'),
  init: () => import('./verbs/init.ts'),
  rate: () => import('./verbs/rate.ts'),
  'ratings template': () => import('./verbs/ratings-template.ts'),
  'ratings import': () => import('./verbs/ratings-import.ts'),
  'ratings agreement': () => import('./verbs/ratings-agreement.ts'),
  cache: () => import('./verbs/cache.ts'),
}

/** Parses the arguments and runs the verb. Resolves with the exit code; prints errors to stderr, and nothing twice. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0
  const program = makeProgram(async (name, args, options) => {
    const load = verbs[name]
    if (load === undefined) throw new Error(`verb ${name} has no module`)
    code = await (await load()).default(args, options)
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const { printError } = await import('./terminal/print-error.ts')
    return printError(error)
  }
}

type Act = (name: string, args: string[], options: Record<string, unknown>) => Promise<void>

function makeProgram(act: Act): Command {
  const program = new Command('xeval')
    .description('Tells what fine-tuning did to a model: paired before/after evaluation with honest uncertainty.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nxeval run safety      the demonstration: no key, no network\nxeval list            suites, benchmarks, datasets, judges, providers, reports, runs',
    )
  const verb = (syntax: string, description: string, parent = program): Command => {
    const command = parent.command(syntax).description(description)
    const name = parent === program ? command.name() : `${parent.name()} ${command.name()}`
    return command.action(() => act(name, command.args, command.opts()))
  }
  runVerb(verb('run <suite...>', 'run suites or benchmarks on one model, or on two and compare them'))
  runVerb(
    verb(
      'batch <write|collect> <name...>',
      'runs over files for `vllm run-batch`: write RUN|SUITE…, collect RUN FILE…',
    ).option('-o, --output <dir>', 'where request files go (the run’s own folder)'),
  )
  verb('merge <run...>', 'the shards of a run as one run')
    .option('-o, --output <dir>', 'the folder of runs that it goes to (.xeval/runs)')
    .option('--partial', 'also where shards are missing or unfinished')
    .option('--no-metrics', 'copy only; `xeval score` computes the metrics later')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  compareOptions(
    verb('compare [run...]', 'compare two runs, paired by sample; or say what a published table can claim'),
  )
  reportOptions(verb('report <run...>', 'one run, two compared, or a series (base, epoch 1, 2 …) against the first'))
  verb('score <run>', "a run's metrics again from its files, with no request")
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  verb(
    'pull <name...>',
    'download data sets and upstream templates, by pinned URL and SHA-256; dataset:NAME or judge:NAME for one of two',
  ).option('--from <file>', 'take it from a file, or a folder that holds it under its name')
  verb('list [kind]', 'suites, benchmarks, datasets, judges, providers, reports or runs')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  verb('show <name>', 'a benchmark, dataset, judge or run')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  verb('cache <action> [args...]', 'stats, prune, clear, or explain RUN ID: why a sample was asked for again')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  verb('doctor', 'what this machine has, and what is missing').option('--json', 'print one JSON document')
  gateVerb(verb('gate <after>', 'compare with a run or baseline, and exit 0 passed, 1 regressed, 4 inconclusive'))
  verb('baseline [action] [name] [run]', 'set NAME RUN, or list')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
  planVerb(verb('plan <suite...>', 'requests, tokens, price, time, and the smallest difference that n can detect'))
  verb('init', 'write xeval.config.ts and a nightly workflow').option('--force', 'replace files that are there')
  ratingVerbs(verb, program)
  return program
}

const collect = (value: string, all: string[] = []): string[] => [...all, value]

function runVerb(command: Command): void {
  command
    .option(
      '--model <ref>',
      'the model: openai/NAME, anthropic/NAME, URL#NAME, ollama/NAME, llama-cpp:FILE, replay:FILE',
    )
    .option('--before <ref>', 'the model before fine-tuning')
    .option('--after <ref>', 'the model after it')
    .option('--judge <[id=]ref>', 'the judge, and its model where it needs one', collect)
    .option('--judge-api <api>', 'chat or completions')
    .option('--judge-concurrency <n>', 'judge requests in flight, or auto')
    .option('--judge-temperature <t>', '0…2, or default for the server’s own (default 0)')
    .option(
      '--judge-max-tokens <n>',
      'output tokens per judge reply (default: the judge’s own, 4096 for one that thinks)',
    )
    .option('--judge-param <key=value>', 'any other request parameter of the judge', collect)
    .option('--upstream-parsing', "the authors' own lenient reading of judge replies")
    .option('--limit <n>', 'samples a benchmark, or all')
    .option('--seed <n>', 'of sampling and epochs')
    .option('--stratify <field>', 'sample each value of this field in proportion')
    .option('--focus <mark>', 'only samples that are marked so, such as planning')
    .option('--epochs <k>', 'answers a sample')
    .option('--temperature <t>', '0…2, or default for the server’s own (default 0, or 0.6 with several epochs)')
    .option('--top-p <p>', 'nucleus sampling')
    .option('--max-tokens <n>', 'output tokens at most')
    .option('--system <file>', 'a system prompt')
    .option('--api <api>', 'chat or completions')
    .option('--template <file>', 'for raw completions: text with {{prompt}}')
    .option('--param <key=value>', 'any other request parameter', collect)
    .option('--reasoning-tags <open,close>', 'tags between which the model thinks, besides the usual ones', collect)
    .option('--concurrency <n>', 'requests in flight, or auto')
    .option('--rpm <n>', 'requests a minute')
    .option('--tpm <n>', 'tokens a minute')
    .option(
      '--stream <how>',
      'auto, on or off: replies token by token, which outlive the idle limits of gateways (auto)',
    )
    .option('--timeout <s>', 'seconds a request')
    .option('--idle-timeout <s>', 'seconds without a byte, after which a request is made again (120 within a stream)')
    .option('--hedge <s>', 'ask again beside a request that takes so many seconds, or longer than p95 of all')
    .option('--on-rate-limit <what>', 'wait or fail')
    .option('--max-errors <share>', 'failed requests at most, of models and judges (default 5%)')
    .option('--max-unscored <share>', 'answers without a score at most (default 50%)')
    .option('--budget-usd <x>', 'stop, resumably, after so many dollars, judges included')
    .option('--budget-tokens <n>', 'stop, resumably, after so many tokens, judges included')
    .option('--prices <file>', 'prices by REF to use instead of ours')
    .option('--cache', 'take answers of other runs to the very same request, by the model’s name')
    .option('--no-cache', 'ask for everything, and keep nothing')
    .option('--batch [stage]', 'through the provider’s batches: all, model or judge')
    .option('--shard <i/n>', 'the i-th of n parts of the samples, for `xeval merge`')
    .option('--data <dir>', 'read DIR/<dataset>/<file> instead of what was pulled')
    .option('--out <dir>', 'where runs go (.xeval/runs)')
    .option('--resume [run]', 'go on with a run that was cut off')
    .option('--dry-run', 'plan, and send nothing')
    .option('--json', 'print one JSON document')
    .option('--report <file>', 'write the report there too')
    .option('--lang <tag>', 'en or zh')
    .option('--config <file>', 'instead of xeval.config.ts|js|json')
  pairOptions(command)
}

function gateVerb(command: Command): void {
  command
    .option('--against <run>', 'a run, or a baseline')
    .option('--max-errors <share>', 'errored samples at most, such as 5%')
    .option('--junit <file>', 'write JUnit XML there')
    .option('--json', 'print one JSON document')
    .option('--lang <tag>', 'en or zh')
    .option('--out <dir>', 'where the runs are')
    .option('--config <file>', 'instead of xeval.config.ts|js|json')
  pairOptions(command)
}

function planVerb(command: Command): void {
  command
    .option('--model <ref>', 'the model')
    .option('--before <ref>', 'the model before fine-tuning')
    .option('--after <ref>', 'the model after it')
    .option('--judge <[id=]ref>', 'the judge, and its model', collect)
    .option('--limit <n>', 'samples a benchmark, or all')
    .option('--epochs <k>', 'answers a sample')
    .option('--seed <n>', 'of sampling')
    .option('--stratify <field>', 'sample each value of this field in proportion')
    .option('--max-tokens <n>', 'output tokens at most')
    .option('--concurrency <n>', 'requests in flight, or auto')
    .option('--judge-concurrency <n>', 'judge requests in flight, or auto')
    .option('--rpm <n>', 'requests a minute')
    .option('--tpm <n>', 'tokens a minute')
    .option('--from <run>', 'an earlier run: its tokens, latency and spread')
    .option('--probe', 'measure tokens and latency on 5 samples')
    .option('--prices <file>', 'prices by REF to use instead of ours')
    .option('--data <dir>', 'read DIR/<dataset>/<file>')
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
    .option('--config <file>', 'instead of xeval.config.ts|js|json')
}

function compareOptions(command: Command): void {
  reportOptions(command)
  command
    .option('--json', 'the same as --format json')
    .option(
      '--published <file>',
      'a table of rates or counts with n, as JSON or CSV; o1-journey-part2 comes with xeval',
    )
}

function reportOptions(command: Command): void {
  command
    .option('--format <name>', 'terminal, markdown, latex, html, csv, json or junit')
    .option('-o, --output <file>', 'write it there; its extension names the format, and flips go beside it')
    .option('--lang <tag>', 'en or zh')
    .option('--out <dir>', 'where the runs are')
    .option('--config <file>', 'instead of xeval.config.ts|js|json')
  pairOptions(command)
}

/** How two runs are held against each other. */
function pairOptions(command: Command): void {
  command
    .option('--margin <suite=m>', 'the loss that would matter, such as safety=0.02', collect)
    .option('--alpha <p>', 'level of the whole table (0.05)')
    .option('--test <how>', 'of yes/no scores: mid-p or exact McNemar (mid-p)')
    .option('--adjust <how>', 'p-values over the table: holm, or bh to explore (holm)')
    .option('--allow-diff <topics>', 'compare although the runs differ in these: judge,parameters …', collect)
    .option('--force', 'compare whatever the runs differ in')
}
