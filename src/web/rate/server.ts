import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { XevalError } from '../../core/errors.ts'
import { directoryOf, type RunDirs, readArms } from '../../ratings/import-ratings.ts'
import { lockRatings, openRatingLog, type RatingLog } from '../../ratings/rating-store.ts'
import { linkToken, type RatedAnswer, type Study } from '../../ratings/study.ts'
import { allowedHosts, headers, hostInLinks, sameOrigin, whoHas } from '../guard.ts'
import { makeSession, type Session, Vote } from './session.ts'

export interface RatingServerOptions {
  study: Study
  /** The answers that the study was made of. */
  answers: readonly RatedAnswer[]
  /** Where `ratings.jsonl` is written. */
  dirs: RunDirs
  /** Other than loopback only where the user asked for it; the caller prints the warning. @default '127.0.0.1' */
  host?: string
  /** 0 takes a free one; a fixed one lets pages that are open go on after a restart. @default 0 */
  port?: number
  /** Other names that the page is reached by (a proxy's). */
  names?: readonly string[]
}

export interface RatingServer {
  port: number
  /** Each rater's own link, the same at every start of one study. */
  links: { rater: string; url: string }[]
  /** Lets go of the port and of the runs' ratings. */
  close(): Promise<void>
}

/**
 * Serves the rating page to all raters of a study at once. An answer `saved` means that the rating is on disk (fsync).
 * Throws `ratings-busy` where another process has the runs' ratings, `port-in-use` where the port is taken.
 */
export async function startRatingServer(options: RatingServerOptions): Promise<RatingServer> {
  const { study, dirs, host = '127.0.0.1', port = 0, names = [] } = options
  const closers: (() => PromiseLike<void>)[] = []
  // The last that was opened is closed first.
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const lock = await lockRatings(Object.values(dirs))
    closers.push(() => lock[Symbol.asyncDispose]())
    const folders = [...new Set(Object.values(dirs))]
    const known = await readArms(dirs)
    const logs = new Map<string, RatingLog>()
    for (const dir of folders) {
      const log = await openRatingLog(dir)
      closers.push(() => log.close())
      logs.set(dir, log)
    }
    const sessions = new Map(study.raters.map(rater => [rater, makeSession(study, rater, options.answers, known)]))
    let hosts: ReadonlySet<string> = new Set()
    const app = pages({ study, dirs, sessions, logs, hosts: () => hosts })
    const listening = await listen(app, host, port)
    closers.push(listening.close)
    hosts = allowedHosts(host, listening.port, names)
    const shown = `http://${hostInLinks(host)}:${listening.port}`
    const links = study.raters.map(rater => ({ rater, url: `${shown}/${linkToken(study, rater)}/` }))
    return { port: listening.port, links, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Served {
  study: Study
  dirs: RunDirs
  sessions: ReadonlyMap<string, Session>
  logs: ReadonlyMap<string, RatingLog>
  hosts: () => ReadonlySet<string>
}

function pages({ study, dirs, sessions, logs, hosts }: Served): Hono<{ Variables: { session: Session } }> {
  const app = new Hono<{ Variables: { session: Session } }>()
  const raterOf = whoHas(new Map(study.raters.map(rater => [linkToken(study, rater), rater])))
  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
  })
  app.use(sameOrigin(hosts))
  app.use('/:token/*', async (context, next) => {
    const session = sessions.get(raterOf(context.req.param('token')) ?? '')
    if (session === undefined) return context.text('Forbidden', 403)
    context.set('session', session)
    return next()
  })
  app.get('/:token/api/state', context => {
    const { rater, total, done } = context.get('session')
    return context.json({ rater, mode: study.mode, total, done: done() })
  })
  app.get('/:token/api/items/:position{[0-9]{1,6}}', context => {
    const view = context.get('session').view(Number(context.req.param('position')))
    return view ? context.json(view) : context.json({ error: 'no such item' }, 404)
  })
  app.put('/:token/api/items/:position{[0-9]{1,6}}', tooLarge, async context => {
    const session = context.get('session')
    const vote = Vote.safeParse(await context.req.json().catch(() => undefined))
    const record =
      vote.success && session.record(Number(context.req.param('position')), vote.data, new Date().toISOString())
    if (!record) return context.json({ error: 'not a rating of this item' }, 400)
    await logs.get(directoryOf(record, dirs, study))?.append(record)
    session.saved(record)
    return context.json({ saved: true, done: session.done() })
  })
  app.get('/:token', context => context.redirect(`/${context.req.param('token')}/`))
  app.get('/:token/', context => asset(context, 'page.html'))
  app.get('/:token/:file', context => asset(context, context.req.param('file')))
  app.notFound(context => context.text('Forbidden', 403))
  app.onError((error, context) => context.json({ error: error.message }, 500))
  return app
}

async function asset(context: Context, name: string): Promise<Response> {
  const type = Object.hasOwn(assets, name) ? assets[name] : undefined
  if (type === undefined) return context.text('Not found', 404)
  const body = await readFile(new URL(`./page/${name}`, import.meta.url), 'utf8')
  return context.body(body, 200, { 'content-type': `${type}; charset=utf-8` })
}

const tooLarge = bodyLimit({
  maxSize: 64 * 1024,
  onError: context => context.json({ error: 'the comment is too long' }, 413),
})

const assets: Readonly<Record<string, string>> = {
  'page.html': 'text/html',
  'page.css': 'text/css',
  'text.css': 'text/css',
  'controls.css': 'text/css',
  'page.js': 'text/javascript',
  'reach.js': 'text/javascript',
  'render.js': 'text/javascript',
  'texts.js': 'text/javascript',
}

async function listen(app: Hono<{ Variables: { session: Session } }>, hostname: string, port: number) {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, hostname, port }, info => resolve(info.port))
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') return reject(error)
    reject(
      new XevalError('port-in-use', `port ${port} on ${hostname} is already in use`, {
        hint: 'Choose another port, such as --port 8738',
        cause: error,
      }),
    )
  })
  return {
    port: await promise,
    close: () =>
      new Promise<void>((done, fail) => {
        server.close(error => (error ? fail(error) : done()))
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
