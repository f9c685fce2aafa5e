import { expect, test } from 'vitest'
import { isSameModel } from './served-name.ts'

test.each([
  ['gpt-4o', 'gpt-4o-2024-08-06'],
  ['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929'],
  ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet-20241022'],
  ['gemini-2.0-flash', 'models/gemini-2.0-flash-001'],
  ['mistral-large-latest', 'mistral-large-2411'],
  ['grok-4', 'grok-4-0709'],
  ['openai/gpt-4o', 'gpt-4o'],
  ['Qwen/Qwen2.5-7B-Instruct', 'qwen2.5-7b-instruct'],
  ['gemma-3-1b-it', '/models/gemma-3-1b-it.gguf'],
  ['model', 'C:\\models\\model.gguf'],
  ['big', '/srv/big-00001-of-00003.gguf'],
  ['llama3', 'llama3:latest'],
  ['meta-llama/llama-3.1-8b-instruct:free', 'meta-llama/llama-3.1-8b-instruct'],
  ['Qwen/Qwen3-8B', `/hub/models--Qwen--Qwen3-8B/snapshots/${'a1'.repeat(20)}`],
])('%s and %s are one model', (asked, served) => {
  expect([isSameModel(asked, served), isSameModel(served, asked)]).toEqual([true, true])
})

test.each([
  ['my-sft', 'gemma-3-1b-it'],
  ['gpt-4o', 'gpt-4o-mini-2024-07-18'],
  ['gpt-4o-2024-05-13', 'gpt-4o-2024-08-06'],
  ['llama3:8b', 'llama3:70b'],
  ['sft', 'sft-1000'],
  ['sft-500', 'sft-1500'],
  ['qwen3-8b', 'qwen3-32b'],
  ['gpt-4', 'gpt-4.1'],
  ['/ckpt/sft/model', '/ckpt/base/model'],
  ['org-a/model', 'org-b/model'],
  ['sft', 'sft-q4'],
  ['base', ''],
])('%s and %s are two models', (asked, served) => {
  expect([isSameModel(asked, served), isSameModel(served, asked)]).toEqual([false, false])
})
