import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, XevalError } from '../../core/errors.ts'

/** The part of `node-llama-cpp` (version 3) that is used here; an optional peer has no types to import. */
export interface LlamaCppModule {
  getLlama(options: { build: 'never'; progressLogs: false; logLevel: 'error' }): Promise<Llama>
  LlamaChat: new (options: { contextSequence: Sequence; chatWrapper: object }) => Chat
  JinjaTemplateChatWrapper: new (options: { template: string; tokenizer: unknown }) => object
  LlamaCompletion: new (options: { contextSequence: Sequence }) => TextCompletion
}

export interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>
  createGrammarForJsonSchema(schema: Readonly<Record<string, unknown>>): Promise<object>
  dispose(): Promise<void>
}

export interface LlamaModel {
  readonly tokenizer: unknown
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } }
  tokenize(text: string): readonly unknown[]
  createContext(options: { contextSize: { max: number }; sequences: 1; threads?: number }): Promise<Context>
  dispose(): Promise<void>
}

interface Context {
  readonly contextSize: number
  getSequence(): Sequence
}

export interface Sequence {
  readonly tokenMeter: { readonly usedOutputTokens: number }
  clearHistory(): Promise<void>
}

export interface Sampling {
  signal: AbortSignal
  maxTokens: number
  temperature?: number
  topP?: number
  topK?: number
  minP?: number
  seed?: number
  repeatPenalty: false
  customStopTriggers?: readonly string[]
  grammar?: object
}

export type HistoryItem =
  | { type: 'system' | 'user'; text: string }
  | { type: 'model'; response: (string | Segment | { type: 'functionCall' })[] }

interface Segment {
  type: 'segment'
  segmentType: string
  text: string
}

interface Stopped {
  metadata: { stopReason: string }
}

export interface Chat {
  readonly chatWrapper: {
    generateContextState(options: { chatHistory: readonly HistoryItem[] }): {
      contextText: { tokenize(tokenizer: unknown): readonly unknown[] }
    }
  }
  generateResponse(
    history: readonly HistoryItem[],
    options: Sampling,
  ): Promise<Stopped & { response: string; fullResponse?: (string | Segment | { type: 'functionCall' })[] }>
}

export interface TextCompletion {
  generateCompletionWithMeta(prompt: string, options: Sampling): Promise<Stopped & { response: string }>
}

/** From beside xeval, or from the user's own folder. Throws an error that says how to install it where it is missing. */
export async function loadLlamaCpp(name = 'node-llama-cpp', from = '.'): Promise<LlamaCppModule> {
  try {
    return await import(find(name, from))
  } catch (cause) {
    const missing = messageOf(cause).includes(`'${name}'`)
    throw new XevalError(
      'missing-peer',
      missing ? `llama-cpp: needs the package ${name}` : `${name} did not load: ${messageOf(cause)}`,
      { hint: `Install it where xeval is installed, or here: npm install ${name}`, cause },
    )
  }
}

/** `npx` keeps xeval in a cache, where the user installs nothing: their folder is asked first. */
function find(name: string, from: string): string {
  try {
    return pathToFileURL(createRequire(resolve(from, 'package.json')).resolve(name)).href
  } catch {
    return name
  }
}
