import { reach } from './reach.js'
import { render } from './render.js'
import { texts } from './texts.js'

const $ = id => document.getElementById(id)

/** `info`: what the server says of the session. `draft`: what is set here and not saved yet. */
const state = { language: startLanguage(), info: undefined, position: 0, view: undefined, draft: {}, busy: false }
const say = () => texts[state.language]

start()

async function start() {
  wire()
  state.info = await reach('api/state', lost)
  await go(nextOpen(0) ?? 1)
}

// --- the server ---

function lost() {
  status(say().lost, 'bad')
}
const items = new Map()

const item = position => {
  if (!items.has(position)) items.set(position, reach(`api/items/${position}`, lost))
  return items.get(position)
}

async function save() {
  const vote = voteOf(state.draft)
  if (!vote || state.busy) return
  const { position } = state
  setBusy(true)
  status(say().saving)
  const init = { method: 'PUT', body: JSON.stringify(vote), headers: { 'content-type': 'application/json' } }
  const reply = await reach(`api/items/${position}`, () => status(say().retrying, 'bad'), init)
  setBusy(false)
  if (!reply.saved) return status(say().refused, 'bad')
  items.delete(position)
  state.info.done = reply.done
  const following = nextOpen(position)
  if (following === undefined) finish()
  else await go(following)
  status(`✓ ${say().saved}`, 'good')
}

/** The next item that isn't rated, after this one or from the start again. */
function nextOpen(position) {
  const { done } = state.info
  const order = [...done.keys()].map(at => ((position + at) % done.length) + 1)
  return order.find(at => !done[at - 1] && at !== position) ?? order.find(at => !done[at - 1])
}

// --- what is shown ---

async function go(position) {
  if (state.busy || position < 1 || position > state.info.total) return
  setBusy(true)
  const view = await item(position)
  setBusy(false)
  if (view.refused) return status(say().refused, 'bad')
  Object.assign(state, { position, view, draft: { ...view.vote } })
  $('finished').hidden = true
  openComment(Boolean(view.vote?.comment))
  document.body.classList.remove('ended')
  show()
  status(
    view.vote ? `✓ ${say().before}` : say()[state.info.mode === 'pairwise' ? 'choose' : 'rate'],
    view.vote ? 'good' : '',
  )
  scrollTo({ top: 0 })
  $('main').focus({ preventScroll: true })
  if (position < state.info.total) item(position + 1)
}

function finish() {
  $('finished').hidden = false
  document.body.classList.add('ended')
  show()
  scrollTo({ top: 0 })
}

function show() {
  const words = say()
  const { info, position, view } = state
  document.documentElement.lang = state.language === 'zh' ? 'zh-Hans' : 'en'
  document.body.dataset.mode = info.mode
  $('place').textContent = words.place(position, info.total)
  $('left').textContent = words.left(info.done.filter(done => !done).length)
  $('rater').textContent = info.rater
  $('prompt-title').textContent = words.prompt
  $('prompt').replaceChildren(render(view.prompt, words))
  $('answers').replaceChildren(...view.answers.map(answerCard))
  $('finished-title').textContent = words.finishedTitle
  $('finished-text').textContent = words.finishedText(info.total)
  showSteps()
  showControls()
  showDraft()
}

function answerCard(answer, at) {
  const words = say()
  const card = document.createElement('section')
  const title = document.createElement('h2')
  const text = document.createElement('div')
  title.textContent = state.info.mode === 'pairwise' ? [words.a, words.b][at] : words.answer
  text.className = 'text'
  text.append(render(answer, words))
  card.className = 'answer'
  card.append(title, text)
  return card
}

function showSteps() {
  $('steps').replaceChildren(
    ...state.info.done.map((done, at) => {
      const step = document.createElement('button')
      step.type = 'button'
      step.className = [done ? 'done' : '', at + 1 === state.position ? 'now' : ''].join(' ').trim()
      step.ariaLabel = say().step(at + 1, done)
      step.title = step.ariaLabel
      if (at + 1 === state.position) step.ariaCurrent = 'step'
      step.tabIndex = -1
      step.addEventListener('click', () => go(at + 1))
      return step
    }),
  )
}

function showControls() {
  const words = say()
  const pairwise = state.info.mode === 'pairwise'
  $('language').textContent = words.other
  $('back').textContent = words.back
  $('skip').textContent = words.skip
  $('remark').textContent = words.comment
  $('save').textContent = words.save
  $('comment').placeholder = words.commentHint
  $('comment').ariaLabel = words.comment
  $('slider').ariaLabel = words.slider
  $('number').ariaLabel = words.slider
  $('absolute').hidden = pairwise
  $('pairwise').hidden = !pairwise
  $('anchors').replaceChildren(...words.anchors.map(word => labelled('li', word)))
  $('pairwise').replaceChildren(...Object.entries(words.choices).map(choiceButton))
  $('keys').replaceChildren(
    ...(pairwise ? words.keysPairwise : words.keysAbsolute).map(([key, does]) => {
      const hint = labelled('span', ` ${does}`)
      hint.prepend(labelled('kbd', key))
      return hint
    }),
  )
}

function choiceButton([choice, words]) {
  const button = labelled('button', words)
  button.type = 'button'
  button.dataset.choice = choice
  button.addEventListener('click', () => set({ choice }))
  return button
}

function showDraft() {
  const { rating, choice, comment } = state.draft
  $('slider').classList.toggle('unset', rating === undefined)
  $('slider').value = rating ?? 50
  $('slider').style.setProperty('--at', `${rating ?? 0}%`)
  $('slider').setAttribute('aria-valuetext', rating === undefined ? '–' : String(rating))
  if (document.activeElement !== $('number')) $('number').value = rating ?? ''
  for (const button of $('pairwise').children) button.ariaPressed = String(button.dataset.choice === choice)
  if ($('comment').value !== (comment ?? '')) $('comment').value = comment ?? ''
  if (comment) openComment(true)
  $('remark').classList.toggle('filled', Boolean(comment))
  $('save').disabled = state.busy || voteOf(state.draft) === undefined
}

// --- what the rater does ---

function set(change) {
  if (state.busy) return
  Object.assign(state.draft, change)
  status(voteOf(state.draft) || state.info.mode === 'pairwise' ? '' : say().range)
  showDraft()
}

/** What would be sent, or undefined where nothing valid is set yet. */
function voteOf({ rating, choice, comment }) {
  const extra = comment?.trim() ? { comment: comment.trim() } : {}
  if (state.info.mode === 'pairwise') return choice && { choice, ...extra }
  return rating >= 0 && rating <= 100 ? { rating, ...extra } : undefined
}

const nudge = by => set({ rating: Math.min(100, Math.max(0, Math.round((state.draft.rating ?? 50) + by))) })

function skip() {
  go(nextOpen(state.position) ?? Math.min(state.position + 1, state.info.total))
}

function openComment(wanted) {
  $('comment').hidden = !wanted
  $('remark').ariaExpanded = String(wanted)
}

function remark() {
  openComment($('comment').hidden)
  if (!$('comment').hidden) $('comment').focus()
}

const actions = {
  absolute: {
    ArrowLeft: event => nudge(event.shiftKey ? -10 : -1),
    ArrowRight: event => nudge(event.shiftKey ? 10 : 1),
  },
  pairwise: Object.fromEntries(
    Object.entries({
      1: 'left',
      a: 'left',
      ArrowLeft: 'left',
      2: 'tie',
      ArrowDown: 'tie',
      3: 'right',
      ArrowRight: 'right',
    }).map(([key, choice]) => [key, () => set({ choice })]),
  ),
  both: { s: skip, b: () => go(state.position - 1), c: remark, Enter: save },
}

function onKey(event) {
  if (!state.view || event.altKey || event.ctrlKey || event.metaKey) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
    return
  }
  const { target, key } = event
  if (target === $('comment')) {
    if (key === 'Escape') $('main').focus()
    return
  }
  if (key === 'Enter' && target.tagName === 'BUTTON' && target !== $('save') && !target.dataset.choice) return
  if (key === 'Enter' && target.tagName === 'A') return
  if (state.info.mode === 'absolute' && /^\d$/.test(key) && target !== $('number')) {
    $('number').focus()
    $('number').select()
    return
  }
  const action = actions[state.info.mode][key] ?? actions.both[key.length === 1 ? key.toLowerCase() : key]
  if (!action) return
  event.preventDefault()
  if (target === $('number')) $('number').blur()
  action(event)
}

function wire() {
  $('slider').addEventListener('input', () => set({ rating: Number($('slider').value) }))
  // A click on the middle of an untouched slider moves nothing, and is meant as 50 all the same.
  $('slider').addEventListener('click', () => set({ rating: Number($('slider').value) }))
  $('number').addEventListener('input', () =>
    set({ rating: $('number').value === '' ? undefined : $('number').valueAsNumber }),
  )
  $('number').addEventListener('blur', showDraft)
  $('comment').addEventListener('input', () => set({ comment: $('comment').value }))
  $('back').addEventListener('click', () => go(state.position - 1))
  $('skip').addEventListener('click', skip)
  $('remark').addEventListener('click', remark)
  $('save').addEventListener('click', save)
  $('language').addEventListener('click', switchLanguage)
  document.addEventListener('keydown', onKey)
}

function switchLanguage() {
  state.language = state.language === 'en' ? 'zh' : 'en'
  localStorage.setItem('xeval-language', state.language)
  status('')
  if (state.view) show()
}

function startLanguage() {
  return localStorage.getItem('xeval-language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')
}

function setBusy(busy) {
  state.busy = busy
  document.body.classList.toggle('busy', busy)
  if (state.info && state.view) $('save').disabled = busy || voteOf(state.draft) === undefined
}

function status(text, kind = '') {
  $('status').textContent = text
  $('status').className = `status ${kind}`
}

function labelled(tag, text) {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
