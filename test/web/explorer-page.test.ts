import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { WAYS } from './demo-tasks.ts'
import { askedQuestions } from './questions.ts'

const TOKENS = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8')
const PAGE = readFileSync(new URL('../../docs/explorer.md', import.meta.url), 'utf8')

describe('the page of the explorer', () => {
  test('asks thirty questions and more, two of each kind, each with an answer', () => {
    const questions = askedQuestions()
    expect(questions.length).toBeGreaterThanOrEqual(30)
    expect(questions.map(({ n }) => n)).toEqual(questions.map((_, i) => i + 1))
    const areas = new Map<string, number>()
    for (const { area } of questions) areas.set(area, (areas.get(area) ?? 0) + 1)
    expect(areas.size).toBeGreaterThanOrEqual(13)
    expect([...areas].filter(([, n]) => n < 2)).toEqual([])
    expect(questions.filter(({ answers }) => answers.length === 0)).toEqual([])
  })

  test('has a way to be walked for each of them, and no other', () => {
    expect(Object.keys(WAYS).map(Number)).toEqual(askedQuestions().map(({ n }) => n))
  })

  test('tells every colour of a kind and of a line as it is, in both themes', () => {
    const [light = '', dark = ''] = TOKENS.split('@media')
    const colours = (css: string) => [...css.matchAll(/--((?:kind|edge)-\w+): (#[0-9a-f]{6})/g)]
    const told = colours(light).map(([, name = '', value = '']) => [name, value] as const)
    expect(told.length).toBeGreaterThan(15)
    for (const [name, value] of told) {
      const other = colours(dark).find(([, same]) => same === name)?.[2] ?? ''
      expect(PAGE).toContain(`| \`${name}\` | \`${value}\` | \`${other}\` |`)
    }
  })

  test('tells every size of type that a style sheet uses', () => {
    const styles = new URL('../../web/styles/', import.meta.url)
    const css = readdirSync(styles).map((file) => readFileSync(new URL(file, styles), 'utf8'))
    const sizes = new Set(
      css.flatMap((text) => [...text.matchAll(/font(?:-size)?: ([\d.]+(?:px|pt))/g)].map(([, size]) => size)),
    )
    const told = [...PAGE.matchAll(/^\| ([\d.]+) px \| \d+/gm)].map(([, size]) => `${size}px`)
    // Fields on a phone and paper are told in the sentence below the table.
    expect([...sizes].filter((size) => ![...told, '16px', '10pt'].includes(size ?? ''))).toEqual([])
  })

  test('shows pictures that are there', () => {
    const pictures = [...PAGE.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path)
    expect(pictures.length).toBeGreaterThanOrEqual(6)
    for (const path of pictures) expect(existsSync(new URL(`../../docs/${path}`, import.meta.url)), path).toBe(true)
  })
})
