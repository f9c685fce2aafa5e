/** All 2,000 tables of `bench/reference/tables.py` through the command line; prints the largest distances. Needs a build, takes minutes. */
import { tablesByCli } from './support/tables-by-cli.ts'

console.log(await tablesByCli(Array.from({ length: 20 }, (_, block) => block)))
