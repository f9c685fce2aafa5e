import type { Dispatcher, Pool, ProxyAgent } from 'undici'
import type { ModelOptions } from '../../core/provider.ts'
import { proxyFor } from './proxy.ts'

/** Kept-alive connections to one origin, straight or through a proxy of the environment. */
export interface Connections {
  dispatch(options: Omit<Dispatcher.DispatchOptions, 'origin'>, handler: Dispatcher.DispatchHandler): void
  close(): Promise<void>
  /** For messages, where there is a proxy. */
  via?: string
}

export async function openConnections(
  origin: string,
  { timeoutMs, connections, env }: Pick<ModelOptions, 'timeoutMs' | 'connections' | 'env'>,
): Promise<Connections> {
  const proxy = proxyFor(origin, env)
  const timeout = Math.min(timeoutMs, 10_000)
  if (proxy === undefined) {
    const PoolClass = await loadPool()
    const pool = new PoolClass(origin, { connections, connect: { timeout }, allowH2: false })
    return { dispatch: (options, handler) => void pool.dispatch(options, handler), close: () => pool.destroy() }
  }
  const ProxyClass = await loadProxyAgent()
  // A plain request goes to the proxy as it is; only TLS needs a tunnel, which some proxies give to port 443 alone.
  const agent = new ProxyClass({
    uri: proxy.url,
    connections,
    proxyTunnel: false,
    allowH2: false,
    proxyTls: { timeout },
    requestTls: { timeout },
  })
  return {
    dispatch: (options, handler) => void agent.dispatch({ ...options, origin }, handler),
    close: () => agent.destroy(),
    via: proxy.shown,
  }
}

/** The pool alone loads in a third of the time of the whole of undici, whose entry also brings fetch and WebSocket. */
async function loadPool(): Promise<typeof Pool> {
  const poolModule: string = 'undici/lib/dispatcher/pool.js'
  const found: { default: typeof Pool } | undefined = await import(poolModule).catch(() => undefined)
  return found?.default ?? (await import('undici')).Pool
}

const loadProxyAgent = async (): Promise<typeof ProxyAgent> => (await import('undici')).ProxyAgent
