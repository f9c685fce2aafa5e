// Filters the flips. The page says all that it says without this script too.
const form = document.getElementById('filters')
if (form) {
  const flips = [...document.querySelectorAll('.flip')].map(node => ({
    node,
    categories: node.dataset.category.split('\n'),
    text: node.textContent.toLowerCase(),
  }))
  const fields = Object.fromEntries(
    [...form.querySelectorAll('[data-filter]')].map(node => [node.dataset.filter, node]),
  )
  const filter = () => {
    const words = fields.text.value.toLowerCase()
    let shown = 0
    for (const { node, categories, text } of flips) {
      const fits =
        (fields.benchmark.value === '' || node.dataset.benchmark === fields.benchmark.value) &&
        (fields.direction.value === '' || node.dataset.direction === fields.direction.value) &&
        (fields.category.value === '' || categories.includes(fields.category.value)) &&
        text.includes(words)
      node.hidden = !fits
      if (fits) shown++
    }
    document.getElementById('count').textContent = shown < flips.length ? `${shown} / ${flips.length}.` : ''
  }
  form.hidden = false
  form.addEventListener('input', filter)
  form.addEventListener('submit', event => event.preventDefault())
  filter()
}
