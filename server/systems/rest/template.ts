import { ownValue } from '../../collections/own-value.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

const PLACEHOLDER = /\{(\w+)\}/g

/** Names in braces, wherever in a template they stand. */
export function placeholdersIn(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  if (typeof template !== 'object' || template === null) return []
  return Object.values(template).flatMap(placeholdersIn)
}

/** A text with its placeholders replaced; one that nothing is known for is replaced by nothing. */
export function fillText(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
  write: (value: string) => string = (value) => value,
): string {
  return template.replace(PLACEHOLDER, (_, name: string) => write(ownValue(values, name) ?? ''))
}

/**
 * A path with its placeholders replaced, percent-encoded. A parameter whose placeholders are all empty is left out.
 * Undefined where the path would be another one: a part of it is empty, or leads up.
 */
export function fillPath(template: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  const [path = '', query] = splitOnce(template, '?')
  if (placeholdersIn(path).some((name) => !ownValue(values, name))) return undefined
  const filled = fillText(path, values, encodeURIComponent)
  if (filled.split('/').some((part) => part === '.' || part === '..')) return undefined
  const parameters = (query ?? '').split('&').filter((each) => {
    const names = placeholdersIn(each)
    return each !== '' && (names.length === 0 || names.some((name) => ownValue(values, name)))
  })
  const text = parameters.map((each) => fillText(each, values, encodeURIComponent)).join('&')
  return text === '' ? filled : `${filled}?${text}`
}

function splitOnce(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/**
 * JSON with its placeholders replaced: a text that is nothing but one becomes what that stands for, whatever it is, and is
 * left out where that is undefined; in a longer text it is replaced by text.
 */
export function fillJson(
  template: JsonValue,
  values: Readonly<Record<string, JsonValue | undefined>>,
): JsonValue | undefined {
  if (typeof template === 'string') {
    const [name] = placeholdersIn(template)
    if (name !== undefined && template === `{${name}}`) return ownValue(values, name)
    return fillText(template, textsOf(values))
  }
  if (typeof template !== 'object' || template === null) return template
  if (isList(template)) return template.map((each) => fillJson(each, values)).filter((each) => each !== undefined)
  const entries = Object.entries(template).map(([key, each]) => [key, fillJson(each, values)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined))
}

function textsOf(values: Readonly<Record<string, JsonValue | undefined>>): Record<string, string> {
  const scalars = Object.entries(values).filter(([, value]) => ['string', 'number'].includes(typeof value))
  return Object.fromEntries(scalars.map(([name, value]) => [name, String(value)]))
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
