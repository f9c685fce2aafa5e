import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import { defineProvider } from '../../core/provider.ts'

/** A GGUF file in this process, through the optional peer `node-llama-cpp`. */
export const llamaCpp = defineProvider({
  name: 'llama-cpp',
  version: 1,
  description: 'A GGUF file in this process (needs the optional package node-llama-cpp)',
  syntax: 'llama-cpp:FILE.gguf[#threads=N]',
  prefixes: ['llama-cpp:'],
  free: ['llama-cpp:'],
  peer: { name: 'node-llama-cpp', isInstalled },
  accepts: ref => /^llama-cpp:./.test(ref),
  async open(ref, options) {
    const [, named = '', threads] = /^llama-cpp:(.+?)(?:#threads=([1-9]\d{0,3}))?$/.exec(ref) ?? []
    const path = resolve(options.cwd ?? '.', named)
    if (!existsSync(path))
      throw new XevalError('model-file', `${named} does not exist`, {
        hint: 'Write llama-cpp:PATH with the path of a GGUF file; append #threads=N to set the number of cores.',
        location: { file: path },
      })
    const { openLlamaCppModel } = await import('./llama-cpp-model.ts')
    return openLlamaCppModel(ref, path, { ...options, ...(threads && { threads: Number(threads) }) })
  },
})

function isInstalled(): boolean {
  try {
    import.meta.resolve('node-llama-cpp')
    return true
  } catch {
    return false
  }
}
