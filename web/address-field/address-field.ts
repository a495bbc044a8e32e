import { type Asking, askingAt, type Check, type Parts } from './ask.ts'
import { suggestBox } from './suggest-box.ts'
import { wordsOf } from './words.ts'

/** By what browsers call a field for their own filling in, so that a checkout's form needs no names of ours. */
const FIELDS: readonly [keyof Parts, string][] = [
  ['line1', 'address-line1'],
  ['line1', 'street-address'],
  ['line2', 'address-line2'],
  ['city', 'address-level2'],
  ['region', 'address-level1'],
  ['postcode', 'postal-code'],
  ['country', 'country'],
]

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/**
 * Helps with the address of every form that has `data-kith-address`, whose value is where the shop's server answers (`/address`): it
 * suggests while somebody types, checks before the form goes out, and shows what may be meant. What was entered can always be
 * kept, and a form whose address nobody can check goes out as it is.
 */
function attach(form: HTMLFormElement): void {
  const asking = askingAt(form.dataset.kithAddress ?? '/address')
  const words = wordsOf(document.documentElement.lang || navigator.language)
  const fields = fieldsOf(form)
  const panel = panelOf(form)
  let settled = ''

  const read = (): Parts =>
    Object.fromEntries([...fields].flatMap(([part, { value }]) => (value.trim() ? [[part, value]] : [])))
  const fill = (parts: Parts & { unit?: string }) => {
    const second = [parts.unit, parts.line2].filter(Boolean).join(', ')
    const all: Parts = { ...parts, ...(second ? { line2: second } : {}) }
    for (const [part, field] of fields) {
      const value = all[part]
      if (value === undefined) continue
      field.value = value
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
  }
  const go = (parts: Parts) => {
    settled = JSON.stringify(parts)
    panel.hidden = true
    form.requestSubmit()
  }
  form.addEventListener('submit', async (event) => {
    const parts = read()
    if (JSON.stringify(parts) === settled || Object.keys(parts).length === 0) return
    event.preventDefault()
    panel.hidden = false
    panel.replaceChildren(line(words.checking))
    const check = await asking.check(parts)
    if (!check || check.next === 'accept') return go(parts)
    show(check, parts)
  })

  const show = (check: Check, parts: Parts) => {
    const offers = check.proposal && check.verdict === 'correctable' ? [check.proposal] : check.candidates
    const choices = offers.map((offer) =>
      button(`${words.use}: ${offer.lines.join(', ')}`, () => {
        fill(offer.parts)
        asking.confirm(check, parts, 'proposal', offer.parts)
        go(read())
      }),
    )
    const keep = button(words.keep, () => {
      asking.confirm(check, parts, 'as-entered')
      go(parts)
    })
    panel.replaceChildren(line(questionOf(check, offers.length)), ...choices, keep)
    panel.focus()
  }

  const questionOf = ({ next, missing }: Check, offers: number): string => {
    if (next === 'ask-for-unit') return words.unit
    if (missing.length > 0) return `${words.missing}: ${missing.map((part) => words.parts[part] ?? part).join(', ')}`
    return offers === 0 ? words.wrong : offers === 1 ? words.meant : words.oneOf
  }

  suggestIn(fields, asking, words.suggestions, fill)
}

function suggestIn(
  fields: ReadonlyMap<keyof Parts, Field>,
  asking: Asking,
  label: string,
  fill: (parts: Parts) => void,
): void {
  for (const part of ['line1', 'city'] as const) {
    const field = fields.get(part)
    if (!(field instanceof HTMLInputElement)) continue
    suggestBox(
      field,
      label,
      (text) => asking.suggest(text, fields.get('country')?.value ?? ''),
      ({ text: _text, street, ...place }) => {
        // The number that was typed before the street, or after it, stays.
        const [number = ''] = /^\d+\w*(?=\s)/.exec(field.value) ?? []
        const line1 = part === 'line1' && street !== undefined ? [number, street].filter(Boolean).join(' ') : undefined
        fill({ ...place, ...(line1 === undefined ? {} : { line1 }) })
      },
    )
  }
}

function fieldsOf(form: HTMLFormElement): Map<keyof Parts, Field> {
  const found = new Map<keyof Parts, Field>()
  for (const [part, name] of FIELDS) {
    const field = form.querySelector<Field>(`[autocomplete~="${name}"]`)
    if (field && !found.has(part)) found.set(part, field)
  }
  return found
}

/** Where questions stand: before the button, told to whoever listens. */
function panelOf(form: HTMLFormElement): HTMLElement {
  const panel = document.createElement('div')
  panel.className = 'kith-address'
  panel.setAttribute('role', 'group')
  panel.setAttribute('aria-live', 'polite')
  panel.tabIndex = -1
  panel.hidden = true
  const submit = form.querySelector('button:not([type]), button[type="submit"], input[type="submit"]')
  if (submit) submit.before(panel)
  else form.append(panel)
  return panel
}

function line(text: string): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.textContent = text
  return paragraph
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-kith-address]')) attach(form)
