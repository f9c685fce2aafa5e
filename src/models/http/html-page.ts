/** A web page where an API should have answered. */
export interface HtmlPage {
  /** Whose page it is, and its title. */
  what: string
  /** What to do about it. */
  hint: string
}

/** Says whose page it is; undefined for anything but a page. */
export function htmlPage(body: string): HtmlPage | undefined {
  const start = body.trimStart().slice(0, 500)
  if (!/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|title|\?xml[^>]*>\s*<(!doctype html|html))/i.test(start))
    return undefined
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.replace(/\s+/g, ' ').trim()
  const text = `${title ?? ''} ${body.slice(0, LOOKED_AT)}`
  const known = kinds.find(({ signs }) => signs.test(text))
  const named = title ? ` (${title.slice(0, 100)})` : ''
  return { what: `${known?.what ?? 'an HTML page'}${named}`, hint: known?.hint ?? usual }
}

const LOOKED_AT = 20_000

const usual =
  'This is a web page, not an API. Check the URL (that of an API usually ends in /v1), and open it in a browser to see the page.'

interface Kind {
  what: string
  signs: RegExp
  hint: string
}

/** The first that fits: a page of Cloudflare may also say 503, and one to sign in may come from any of them. */
const kinds: readonly Kind[] = [
  {
    what: 'a Cloudflare challenge page',
    signs: /just a moment\.\.\.|cf[-_]chl|challenge-platform|checking your browser|cf-turnstile/i,
    hint: 'Cloudflare, in front of the server, treats xeval as a bot. Ask the server’s owner to exempt the API from the challenge, or use an address that is not behind Cloudflare.',
  },
  {
    what: 'a Cloudflare page that blocks the request',
    signs:
      /attention required! \| cloudflare|sorry, you have been blocked|cf-error-details[\s\S]*?(1020|access denied)/i,
    hint: 'A Cloudflare rule in front of the server blocks this machine or this prompt. Ask the server’s owner to allow it, or use an address that is not behind Cloudflare.',
  },
  {
    what: 'a Cloudflare error page',
    signs: /cloudflare/i,
    hint: 'Cloudflare could not reach the server behind it, or stopped waiting for it. Check that the server runs; --stream on helps if answers take long.',
  },
  {
    what: 'a firewall page that blocks the request',
    signs:
      /request rejected|the requested url was rejected|incapsula|imperva|sucuri|akamai|errors\.edgesuite|reference #?\d+\.[0-9a-f]+|aws ?waf|request (was )?blocked|web application firewall|\bwaf\b|mod_?security|不安全的?请求|对网站造成安全威胁|访问被(拦截|阻断)|防火墙/i,
    hint: 'A web application firewall in front of the server blocks the request, often because of words in the prompt. Ask its owner to exempt the API, or reach the server directly.',
  },
  {
    what: 'a page of this network’s proxy',
    signs:
      /\bsquid\b|err_access_denied|the requested url could not be retrieved|zscaler|blue ?coat|forcepoint|fortiguard|netskope|websense|web filter/i,
    hint: 'This network’s proxy blocks the request. Add the server to NO_PROXY if it is inside the network, or have the proxy allow it.',
  },
  {
    what: 'a sign-in page of the network',
    signs: /captive|hotspot|\bwi-?fi\b|network (login|sign[- ]?in|authentication)|上网认证|认证上网|无线网络/i,
    hint: 'This network requires a sign-in first (captive portal). Open any page in a browser, sign in, and run the command again.',
  },
  {
    what: 'a sign-in page',
    signs: /type=["']?password|\b(log|sign)[ -]?in\b|single sign[- ]on|\bsso\b|oauth|登录|登陆/i,
    hint: 'The server is behind a sign-in page. Use the URL of its API, with a key, instead of its web interface.',
  },
  {
    what: 'a server’s web interface',
    signs: /open webui|gradio|text generation web ui|lobechat|librechat|chatbox|lm studio|swagger ui|fastapi/i,
    hint: 'This is the web interface, not the API. The URL of an API usually ends in /v1.',
  },
  {
    what: 'an error page of a web server',
    signs:
      /<center>nginx|\bnginx\b|apache|\bcaddy\b|\bhaproxy\b|bad gateway|gateway time-?out|service (temporarily )?unavailable/i,
    hint: 'The web server in front cannot reach the model’s server, or has no such page. Check that the model’s server runs and that the URL ends in /v1.',
  },
]
