import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../core/hash.ts'
import type { Fetch } from './download.ts'
import { pullFile, takeFile } from './pull.ts'

const root = mkdtempSync(join(tmpdir(), 'xeval-pull-'))
afterAll(() => rmSync(root, { recursive: true }))
let folder = ''
let runs = 0
beforeEach(() => {
  folder = join(root, String(runs++))
})

const content = Buffer.from('{"prompt":"汉字"}\n'.repeat(50))
const pin = { url: 'https://raw.githubusercontent.com/o/r/c/f.jsonl', sha256: sha256(content), bytes: content.length }
const target = () => join(folder, 'data', 'f.jsonl')
const left = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.includes('.'))

interface Call {
  url: string
  authorization: string | null
}

/** A network of fixed answers, which notes what it was asked. */
function network(answers: Record<string, () => Response>): { fetch: Fetch; calls: Call[] } {
  const calls: Call[] = []
  const fetch: Fetch = async (url, { headers, redirect }) => {
    expect(redirect).toBe('manual')
    calls.push({ url, authorization: new Headers(headers).get('authorization') })
    const answer = answers[url]
    if (!answer) throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })
    return answer()
  }
  return { fetch, calls }
}

const to =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } })
const whole = () => new Response(content)

function inPieces(...pieces: (Uint8Array | Error)[]): Response {
  let at = 0
  return new Response(
    new ReadableStream({
      pull(controller) {
        const piece = pieces[at++]
        if (piece === undefined) controller.close()
        else if (piece instanceof Error) controller.error(piece)
        else controller.enqueue(piece)
      },
    }),
  )
}

test('a pinned file is downloaded, its progress told, and found there the next time', async () => {
  const { fetch, calls } = network({ [pin.url]: () => inPieces(content.subarray(0, 100), content.subarray(100)) })
  const progress: [number, number | undefined][] = []
  const onProgress = (done: number, total: number | undefined) => progress.push([done, total])
  expect(await pullFile(pin, target(), { fetch, onProgress })).toEqual({ fetched: true })
  expect(readFileSync(target()).equals(content)).toBe(true)
  expect(progress).toEqual([
    [100, content.length],
    [content.length, content.length],
  ])
  expect(await pullFile(pin, target(), { fetch })).toEqual({ fetched: false })
  expect(calls).toHaveLength(1)
  expect(left()).toEqual([join('data', 'f.jsonl')])
})

test('redirects are followed to known hosts, and the token stays with the first', async () => {
  const gated = { ...pin, url: 'https://huggingface.co/datasets/o/r/resolve/c/f.jsonl' }
  const { fetch, calls } = network({
    [gated.url]: to('/other/f.jsonl', 307),
    'https://huggingface.co/other/f.jsonl': to('https://cas-bridge.xethub.hf.co/f?X-Signature=s', 302),
    'https://cas-bridge.xethub.hf.co/f?X-Signature=s': to('https://huggingface.co/back', 301),
    'https://huggingface.co/back': whole,
  })
  await pullFile(gated, target(), { fetch, token: 'secret' })
  expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret', null, null])
})

test.each([
  ['http', to('http://raw.githubusercontent.com/f'), 'only https'],
  ['another host', to('https://evil.example/f'), 'redirects to evil.example'],
  ['a look-alike of a known host', to('https://evilhf.co/f'), 'redirects to evilhf.co'],
  ['a known host at another port', to('https://huggingface.co:8443/f'), 'redirects to huggingface.co:8443'],
  ['an address inside the network', to('https://169.254.169.254/f'), 'redirects to 169.254.169.254'],
  ['an address with a user name', to('https://me:pw@raw.githubusercontent.com/f'), 'must not contain a user name'],
  ['itself, for ever', to(pin.url), 'more than 5 redirects'],
  ['no URL', to('https://'), 'not a URL'],
])('a redirect to %s is refused', async (_, answer, message) => {
  const { fetch } = network({ [pin.url]: answer })
  await expect(pullFile(pin, target(), { fetch })).rejects.toThrow(
    expect.objectContaining({ code: 'download-refused', message: expect.stringContaining(message) }),
  )
})

test('an address that is not https is refused before anything is asked', async () => {
  const { fetch, calls } = network({})
  await expect(pullFile({ ...pin, url: 'http://h/f' }, target(), { fetch })).rejects.toThrow('only https')
  expect(calls).toEqual([])
})

test.each([
  ['download-refused', 'status 404', () => new Response('<html>', { status: 404 })],
  ['download-refused', 'status 403', () => new Response('', { status: 403 })],
  ['wrong-hash', sha256('another file'), () => new Response('another file')],
  ['wrong-hash', pin.sha256, () => inPieces(content.subarray(0, 300))],
  ['too-large', 'more than', () => inPieces(content, Buffer.from('x'))],
  ['too-large', 'more than', () => new Response('', { headers: { 'content-length': '999999999' } })],
  ['download-failed', 'was interrupted', () => inPieces(content.subarray(0, 300), new Error('socket hang up'))],
])('%s (%s) leaves nothing behind, and what stood there before stays', async (code, message, answer) => {
  const { fetch } = network({ [pin.url]: answer })
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(target(), 'an older file')
  await expect(pullFile(pin, target(), { fetch })).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
  expect(left()).toEqual([join('data', 'f.jsonl')])
  expect(readFileSync(target(), 'utf8')).toBe('an older file')
})

test('an unreachable host is named, with the way around it', async () => {
  await expect(pullFile(pin, target(), network({}))).rejects.toThrow(
    expect.objectContaining({ code: 'download-failed', hint: expect.stringContaining('--from FILE') }),
  )
})

test('an interrupted download stops and leaves nothing', async () => {
  const controller = new AbortController()
  const { fetch } = network({
    [pin.url]: () => inPieces(content.subarray(0, 10), new DOMException('stop', 'AbortError')),
  })
  const pulled = pullFile(pin, target(), { fetch, signal: controller.signal, onProgress: () => controller.abort() })
  await expect(pulled).rejects.toThrow('stop')
  expect(left()).toEqual([])
})

test('two at once both end with the whole file', async () => {
  const { fetch } = network({ [pin.url]: () => inPieces(content.subarray(0, 10), content.subarray(10)) })
  await Promise.all([pullFile(pin, target(), { fetch }), pullFile(pin, target(), { fetch })])
  expect(readFileSync(target()).equals(content)).toBe(true)
  expect(left()).toEqual([join('data', 'f.jsonl')])
})

test('a file that the user has is checked in the same way', async () => {
  mkdirSync(folder, { recursive: true })
  const from = join(folder, 'mine.jsonl')
  writeFileSync(from, content)
  await takeFile(pin, from, target())
  expect(readFileSync(target()).equals(content)).toBe(true)
  writeFileSync(from, 'wrong')
  await expect(takeFile(pin, from, join(folder, 'b.jsonl'))).rejects.toThrow(pin.sha256)
  await expect(takeFile(pin, join(folder, 'absent'), target())).rejects.toThrow('does not exist')
  await expect(takeFile(pin, folder, target())).rejects.toThrow('does not exist')
})

test('a place that can’t be written is named with the reason', async () => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'data'), 'a file in the folder’s place')
  const { fetch } = network({ [pin.url]: whole })
  await expect(pullFile(pin, target(), { fetch })).rejects.toThrow(expect.objectContaining({ code: 'unwritable' }))
})
