import { resolve } from 'node:path'
import { defineProvider } from '../../core/provider.ts'

/** Answers made elsewhere: one JSON object a line, found by sample id, by the exact last user message, or by the question that the dataset has. */
export const replay = defineProvider({
  name: 'replay',
  version: 1,
  description: 'Recorded answers in a JSONL file, by sample id or by prompt',
  syntax: 'replay:FILE.jsonl',
  prefixes: ['replay:'],
  accepts: ref => /^replay:./.test(ref),
  free: ['replay:'],
  open: async (ref, { cwd = '.' }) =>
    (await import('./open-replay.ts')).openReplay(resolve(cwd, ref.slice('replay:'.length)), ref),
})
