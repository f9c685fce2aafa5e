import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { indexPath, openIndexWriter } from '../../files/index-file.ts'
import { thisProcess } from '../../files/owner.ts'
import { openPath } from './segments.ts'

const FLUSH_MS = 50

/**
 * Writes this process's segments, a new one every `segmentBytes`. Nobody waits for it and nothing is synced: what a crash
 * takes is asked for again. The first error ends the writing, and is told once.
 */
export function makeSegmentWriter(dir: string, segmentBytes: number, onError: (error: unknown) => void) {
  let lines: { line: Buffer; key: number }[] = []
  let path = newPath(dir)
  let size = 0
  let queued = 0
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let broken = false
  let file: { handle: FileHandle; index: Awaited<ReturnType<typeof openIndexWriter>>; path: string } | undefined

  const write = async (to: string, batch: { line: Buffer; key: number }[]): Promise<void> => {
    if (file?.path !== to) {
      await closeFile()
      await openFile(to)
    } else if ((await file.handle.stat()).nlink === 0) {
      // Another process pruned it.
      await closeFile()
      path = newPath(dir)
      await openFile(path)
    }
    if (file === undefined) return
    // One write, so that a reader in another process sees whole lines but for the last.
    await file.handle.writeFile(Buffer.concat(batch.map(({ line }) => line)))
    for (const { line, key } of batch) {
      file.index.add(key, size, true)
      size += line.length
    }
    await file.index.flush()
  }

  const openFile = async (to: string): Promise<void> => {
    // Before there is anything to merge, so that nobody does.
    await writeFile(openPath(to), JSON.stringify(await thisProcess()))
    const handle = await open(to, 'ax')
    file = { handle, index: await openIndexWriter(indexPath(to), 0), path: to }
    size = 0
  }

  const closeFile = async (): Promise<void> => {
    if (file === undefined) return
    const { handle, index, path } = file
    file = undefined
    await index.close()
    await handle.close()
    await rm(openPath(path), { force: true })
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = lines
    const to = path
    lines = []
    if (batch.length > 0) {
      writing = writing
        .then(() => (broken ? undefined : write(to, batch)))
        .catch(error => {
          if (!broken) onError(error)
          broken = true
        })
    }
    return writing
  }

  return {
    add(line: Buffer, key: number): void {
      if (broken) return
      lines.push({ line, key })
      queued += line.length
      if (queued >= segmentBytes) {
        void flush()
        path = newPath(dir)
        queued = 0
      }
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref()
    },
    async close(): Promise<void> {
      await flush()
      await closeFile().catch(onError)
    },
  }
}

const newPath = (dir: string): string => join(dir, `${randomBytes(8).toString('hex')}.jsonl`)
