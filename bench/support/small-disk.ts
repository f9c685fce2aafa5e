import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A real file system that is almost full. */
export interface SmallDisk {
  dir: string
  how: 'mount' | 'user namespace'
  /** Takes the ballast out, so that there is room. */
  free(): Promise<void>
  close(): Promise<void>
}

const run = promisify(execFile)
const SIZE = 4096

/**
 * A tmpfs with so many kilobytes left: mounted where that is allowed, else mounted in a user namespace of one's own and
 * reached through /proc. Undefined where neither can be had.
 */
export async function openSmallDisk(room: number): Promise<SmallDisk | undefined> {
  const target = await mkdtemp(join(tmpdir(), 'xeval-disk-'))
  const mounted = (await mount(target)) ?? (await mountInNamespace(target))
  if (mounted === undefined) {
    await rm(target, { recursive: true })
    return undefined
  }
  const ballast = join(mounted.dir, 'ballast')
  await fill(ballast, room)
  await mkdir(join(mounted.dir, 'runs'))
  return { ...mounted, free: () => rm(ballast) }
}

async function mount(target: string): Promise<Pick<SmallDisk, 'dir' | 'how' | 'close'> | undefined> {
  const options = ['-t', 'tmpfs', '-o', `size=${SIZE}k`, 'tmpfs', target]
  const isMounted = await run('mount', options).then(
    () => true,
    () => false,
  )
  if (!isMounted) return undefined
  return { dir: target, how: 'mount', close: async () => void (await run('umount', ['--lazy', target])) }
}

/** A process that sleeps holds the namespace. */
async function mountInNamespace(target: string): Promise<Pick<SmallDisk, 'dir' | 'how' | 'close'> | undefined> {
  const script = `mount -t tmpfs -o size=${SIZE}k tmpfs "$0" && echo mounted && exec sleep 600`
  const unshare = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, target]
  const holder = spawn('unshare', unshare, { stdio: ['ignore', 'pipe', 'ignore'] })
  const isMounted = await new Promise<boolean>(resolve => {
    holder.once('error', () => resolve(false))
    holder.once('exit', () => resolve(false))
    holder.stdout.once('data', () => resolve(true))
  })
  if (!isMounted) return undefined
  return {
    dir: `/proc/${holder.pid}/root${target}`,
    how: 'user namespace',
    close: async () => {
      holder.kill('SIGKILL')
      await sleep(20)
    },
  }
}

/** Writes a file that leaves `room` kilobytes. */
async function fill(path: string, room: number): Promise<void> {
  const file = await open(path, 'w')
  const { bfree, bsize } = await statfs(path)
  await file.writeFile(Buffer.alloc(bfree * bsize - room * 1024))
  await file.close()
}
