import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostKey } from './host-key.ts'

const CANARY = 'sk-canary-host-1234'
const env = { XEVAL_API_KEY: CANARY, GPU_KEY: 'sk-canary-gpu-5678' }
const rules = { byHost: {}, insecure: false, ofManifest: false }

test.each([
  'http://localhost:1/v1',
  'http://127.0.0.1:8000/v1',
  'http://[::1]:8/v1',
  'http://a.localhost/v1',
  'https://example.org/v1',
])('a key goes to %s', url => expect(hostKey(url, { env, keys: rules })).toBe(CANARY))

test.each([
  'http://gpu1:8000/v1',
  'http://10.0.0.7/v1',
  'http://example.org',
  'http://127.0.0.1.example.org/v1',
  'http://localhost.example.org',
])('a key is not sent unencrypted to %s unless that is asked for', url => {
  expect(() => hostKey(url, { env, keys: rules })).toThrow(expect.objectContaining({ code: 'key-in-clear' }))
  expect(() => hostKey(url, { env })).toThrow(expect.objectContaining({ code: 'key-in-clear' }))
  expect(hostKey(url, { env, keys: { ...rules, insecure: true } })).toBe(CANARY)
  expect(hostKey(url, { env: {}, keys: rules })).toBeUndefined()
})

test('a host gets the key that is bound to it, by name and port or by name alone, and no other', () => {
  const keys = { ...rules, byHost: { 'gpu1:8443': 'GPU_KEY', 'gpu2.example.org': 'GPU_KEY' } }
  expect(hostKey('https://gpu1:8443/v1', { env, keys })).toBe(env.GPU_KEY)
  expect(hostKey('https://gpu1:9/v1', { env, keys })).toBe(CANARY)
  expect(hostKey('https://gpu2.example.org:9/v1', { env, keys })).toBe(env.GPU_KEY)
  expect(() => hostKey('https://gpu1:8443/v1', { env: {}, keys })).toThrow(
    'GPU_KEY, which has the key for gpu1:8443, is not set',
  )
})

test('an address that only the files of a run name gets a key only if it is bound to it, or on this machine', () => {
  const keys = { ...rules, ofManifest: true }
  expect(() => hostKey('https://evil.example.org/v1', { env, keys })).toThrow(
    expect.objectContaining({
      code: 'key-not-bound',
      hint: expect.stringContaining('--api-key-env evil.example.org=XEVAL_API_KEY'),
    }),
  )
  expect(hostKey('https://a.org/v1', { env, keys: { ...keys, byHost: { 'a.org': 'XEVAL_API_KEY' } } })).toBe(CANARY)
  expect(hostKey('http://localhost:8000/v1', { env, keys })).toBe(CANARY)
})

test('a key in the URL needs none of the environment', () => {
  expect(hostKey('http://KEY@gpu1:8000/v1', { env, keys: rules })).toBeUndefined()
})

test('a host gets the key in the file that is bound to it; what is wrong with the file is told without path or key', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'xeval-key-')), 'key.txt')
  const keys = { ...rules, ofManifest: true, byHost: { 'a.org': `@${file}` } }
  expect(() => hostKey('https://a.org/v1', { env, keys })).toThrow(
    "the file that --api-key-env names for a.org can't be read (ENOENT)",
  )
  await writeFile(file, `\uFEFF${CANARY}\r\n`)
  expect(hostKey('https://a.org/v1', { env, keys })).toBe(CANARY)
  expect(() => hostKey('http://a.org/v1', { env, keys })).toThrow(expect.objectContaining({ code: 'key-in-clear' }))
  await writeFile(file, ' \n')
  expect(() => hostKey('https://a.org/v1', { env, keys })).toThrow('is empty')
  await writeFile(file, `${CANARY}\n${CANARY}\n`)
  expect(() => hostKey('https://a.org/v1', { env, keys })).toThrow(/^(?!.*canary)/)
})
