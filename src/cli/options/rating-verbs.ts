import type { Command } from 'commander'

type MakeVerb = (syntax: string, description: string, parent?: Command) => Command

const collect = (value: string, all: string[] = []): string[] => [...all, value]

/** `xeval rate` and `xeval ratings …`. */
export function ratingVerbs(verb: MakeVerb, program: Command): void {
  shared(verb('rate <before> [after]', 'rate answers blind in the browser, several raters at once'))
    .option('--rater <name>', 'a rater, with a link of their own', collect)
    .option('--host <host>', 'listen there instead of on this machine alone')
    .option('--port <n>', 'the port (8737)')
    .option('--name <host>', 'another name that the page is reached by', collect)
  const ratings = program.command('ratings').description('blind ratings in files: template, import, agreement')
  shared(verb('template <before> [after]', 'write blinded sheets, one a rater', ratings))
    .option('-o, --output <dir>', 'the folder for the sheets')
    .option('--raters <n>', 'how many: R1, R2 …')
    .option('--rater <name>', 'a rater by name', collect)
  shared(verb('import <before> [after]', 'read filled sheets into the runs, all or nothing', ratings))
    .option('--from <file...>', 'CSV, TSV or JSONL; a column `rating`, or a column a rater')
    .option('--scale <min-max>', 'the scale they were filled on (0-100)')
    .option('--rater <name>', 'whose they are, where no column says so', collect)
    .option('--pseudonyms', 'store pseudonyms instead of names')
    .option('--partial', 'take the good cells where some are bad')
    .option('--json', 'print one JSON document')
  verb('agreement <before> [after]', 'means, difference, agreement and raters, with intervals', ratings)
    .option('--json', 'print one JSON document')
    .option('--out <dir>', 'where the runs are')
}

const shared = (command: Command): Command =>
  command
    .option('--mode <mode>', 'absolute (0–100), or pairwise: which answer is better')
    .option('--out <dir>', 'where the runs are')
