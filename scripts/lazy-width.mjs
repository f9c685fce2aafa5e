// string-width makes a segmenter and a pattern of all emoji as soon as it is loaded: 35 ms of every command that prints a table. In
// the bundle each is made when it is first used.
const late = [
  [
    'const segmenter = new Intl.Segmenter();',
    'const segmenter = { segment: text => ($segmenter ??= new Intl.Segmenter()).segment(text) }; let $segmenter;',
  ],
  [
    'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    "const rgiEmojiRegex = { test: text => ($emoji ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text) }; let $emoji;",
  ],
]

export const lazyWidth = {
  name: 'lazy-width',
  transform(code, id) {
    // cli-progress has an old one of its own, which makes nothing.
    if (!id.endsWith('/node_modules/string-width/index.js') || id.includes('/node_modules/cli-progress/')) return
    return late.reduce((text, [eager, lazy]) => {
      if (!text.includes(eager)) throw new Error(`scripts/lazy-width.mjs: string-width has no line ${eager}`)
      return text.replace(eager, () => lazy)
    }, code)
  },
}
