import type { Suggestion } from './ask.ts'

const WAIT_MS = 150
const FEWEST = 3
let made = 0

/**
 * Makes a text field a combobox (WAI-ARIA 1.2, list autocomplete with manual selection): arrows choose, Enter takes, Escape closes; whoever
 * types on is never held up.
 */
export function suggestBox(
  input: HTMLInputElement,
  label: string,
  ask: (text: string) => Promise<readonly Suggestion[]>,
  take: (chosen: Suggestion) => void,
): void {
  const list = document.createElement('ul')
  list.id = `kith-suggestions-${++made}`
  list.className = 'kith-suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  list.hidden = true
  // Inside the label it would be a part of the field's name.
  const beside = input.closest('label') ?? input
  beside.after(list)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }))
    input.setAttribute(name, value)

  let shown: readonly Suggestion[] = []
  let at = -1
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const show = (suggestions: readonly Suggestion[]) => {
    shown = suggestions
    at = -1
    list.replaceChildren(
      ...suggestions.map(({ text }, place) => {
        const item = document.createElement('li')
        item.id = `${list.id}-${place}`
        item.setAttribute('role', 'option')
        item.textContent = text
        // The field keeps the focus: a press would take it away before the click.
        item.addEventListener('pointerdown', (event) => event.preventDefault())
        item.addEventListener('click', () => choose(place))
        return item
      }),
    )
    list.hidden = suggestions.length === 0
    input.setAttribute('aria-expanded', String(suggestions.length > 0))
    input.removeAttribute('aria-activedescendant')
  }
  const choose = (place: number) => {
    const chosen = shown[place]
    show([])
    if (chosen) take(chosen)
  }
  const move = (by: number) => {
    at = (at + by + shown.length) % shown.length
    for (const [place, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(place === at))
    input.setAttribute('aria-activedescendant', `${list.id}-${at}`)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }

  input.addEventListener('input', () => {
    clearTimeout(waiting)
    const text = input.value.trim()
    const turn = ++asked
    if (text.length < FEWEST) return show([])
    waiting = setTimeout(async () => {
      const suggestions = await ask(text)
      // An answer to what was typed before is none to what stands there now.
      if (turn === asked && document.activeElement === input) show(suggestions)
    }, WAIT_MS)
  })
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(at < 0 ? shown.length : -1)
    else if (event.key === 'Enter' && at >= 0) choose(at)
    else if (event.key === 'Escape') show([])
    else return
    event.preventDefault()
  })
  input.addEventListener('blur', () => {
    asked++
    show([])
  })
}
