import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startScriptedEndpoint } from '../testing/index.ts'
import { openAnthropicService } from './anthropic/anthropic-batch-service.ts'
import { openOpenAIService } from './openai/openai-batch-service.ts'

const CANARY = 'sk-canary-redirect-1234'

test.each([
  ['openai', openOpenAIService, { authorization: `Bearer ${CANARY}` }],
  ['anthropic', openAnthropicService, { 'x-api-key': CANARY }],
])('batches of %s follow no redirect: neither key nor prompts get to another address', async (_, open, headers) => {
  const elsewhere = await startScriptedEndpoint(() => ({ body: { id: 'x', data: [] } }))
  for (const status of [301, 302, 303, 307, 308]) {
    const named = await startScriptedEndpoint(({ path }) => ({
      status,
      headers: { location: `http://localhost:${elsewhere.port}${path}` },
    }))
    const endpoint = { baseUrl: named.url, origin: '', path: '/v1', query: '', headers, secrets: [CANARY], keyHint: '' }
    const service = open(endpoint, 10_000)
    const file = join(await mkdtemp(join(tmpdir(), 'xeval-batch-')), 'batch.jsonl')
    await writeFile(file, `${JSON.stringify({ custom_id: 'a', params: {}, body: { prompt: 'secret question' } })}\n`)
    const { signal } = new AbortController()
    const submission = {
      file,
      path: '/v1/chat/completions' as const,
      run: 'r',
      seq: 1,
      sha256: '0',
      at: '2026-01-01T00:00:00Z',
      requests: 1,
      known: new Set<string>(),
      uploaded: 'f',
      holds: async () => false,
      signal,
      onUploaded: async () => undefined,
      onCreating: async () => undefined,
    }
    for (const act of [
      () => service.create(submission),
      () => service.poll('b', signal),
      () => service.find(submission),
    ])
      await expect(act()).rejects.toMatchObject({
        code: 'redirected',
        action: 'stop',
        message: expect.stringContaining('redirect'),
      })
    expect(named.requests.length).toBeGreaterThan(0)
    await named.close()
  }
  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})
