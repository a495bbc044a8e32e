import { describe, expect, test } from 'vitest'
import { Change } from '../../server/model/change.ts'
import { PathsView } from '../../server/model/relation-views.ts'
import { HistoryView } from '../../server/model/service-views.ts'
import { ExplainView } from '../../server/model/views.ts'
import { pathGraph } from '../../web/canvas/path-graph.ts'
import { dayAt, daysOf, markBeside, offsetOf } from '../../web/state/past-days.ts'
import { actorName, changeInWords } from '../../web/words/history-words.ts'
import { cameTogether, linksOf, tie } from '../../web/words/link-words.ts'
import { planInWords, plannedGoldens, plannedLines, toldInWords } from '../../web/words/plan-words.ts'
import { differencesOf } from '../../web/words/then-and-now.ts'
import { CATHERINE_GOLDEN, CATHERINE_WHY } from './fixtures/goldens.ts'
import { CATHERINE, CHARLES } from './fixtures/ids.ts'
import { CATHERINE_THEN, HISTORY, MERGE_EFFECTS, NO_EFFECTS, pathsBetween } from './fixtures/steward.ts'

const change = (kind: Change['kind'], more: object = {}) =>
  Change.parse({
    ...{ seq: 1, at: '2024-09-10T06:00:00Z', kind, actor: 'demo', entity: 'person', golden: CATHERINE },
    ...{ attributes: [], sources: [], before: {}, after: {}, joined: [], left: [], from: [], heirs: [], ...more },
  })

describe('a change in words', () => {
  test.each<[why: string, given: Change, title: string]>([
    ['first', change('created', { joined: ['crm:person:1'] }), 'First known, from 1 record (crm).'],
    ['joined', change('updated', { joined: ['crm:person:1', 'erp:person:2'] }), '2 records (crm, erp) joined.'],
    ['left', change('updated', { left: ['crm:person:1'] }), '1 record (crm) left.'],
    ['values', change('updated', { attributes: ['city'] }), 'Its values changed.'],
    ['household alone', change('updated', { attributes: ['household'] }), 'Its household is another.'],
    [
      'merged',
      change('merged', { from: [CHARLES], joined: ['crm:person:9'] }),
      'Another one was merged into it; 1 record (crm) came along.',
    ],
    ['retired', change('retired', { heirs: [CHARLES] }), 'It was merged into another; its number leads there.'],
    [
      'held',
      change('updated', { attributes: ['status'], before: { status: 'active' }, after: { status: 'held' } }),
      'It is held now.',
    ],
  ])('%s', (_why, given, title) => expect(changeInWords(given).title).toBe(title))

  test('values that became others are named as the page names them, relations without their ids', () => {
    const told = changeInWords(
      change('updated', {
        attributes: ['emails', 'company', 'members'],
        before: { emails: ['a@x.example'], company: 'com_1' },
        after: { emails: ['b@x.example', 'c@x.example'], company: 'com_2' },
      }),
    )
    expect(told.values).toEqual([{ label: 'E-mail', before: 'a@x.example', after: 'b@x.example, c@x.example' }])
    expect(told.title).toBe('Its values changed. Its company is another.')
  })

  test.each([
    ['demo', undefined, 'the demonstration'],
    ['key-7', 'maria', 'maria'],
    ['key-7', undefined, 'key-7'],
  ])('%s and %s are %s', (actor, user, name) => expect(actorName({ actor, user })).toBe(name))
})

describe('a plan in words', () => {
  test('who stays, who leads where, and what flips', () => {
    expect(planInWords(MERGE_EFFECTS)).toBe('2 customers become 1. Catherine Johnson keeps its number.')
    expect(plannedGoldens(MERGE_EFFECTS).map(({ fate, before, after }) => [fate, before, after])).toEqual([
      ['stays', 'Catherine Johnson, 4 records', 'Catherine Johnson, 5 records'],
      ['retired', 'Catherine Johnson, 1 record', 'its number leads to Catherine Johnson'],
    ])
    expect(plannedGoldens(MERGE_EFFECTS)[0]?.values).toEqual([
      { label: 'City', before: ['Ann Arbor'], after: ['Grand Rapids'], rule: 'mostRecent' },
    ])
  })

  test('households and orders by name, money in its currency', () => {
    expect(plannedLines(MERGE_EFFECTS).map(({ who, before, after }) => `${who}: ${before} → ${after}`)).toEqual([
      'Catherine Johnson: Johnson household → none',
      '2 orders, 1,500.00 USD: Catherine Johnson of Grand Rapids → Catherine Johnson',
    ])
  })

  test('that one is held for it, or another says something else, is no value of theirs and told apart', () => {
    const flips = [
      { golden: CATHERINE, attribute: 'status', from: 'active', to: 'held' },
      { golden: CHARLES, attribute: 'city', from: 'Ann Arbor', to: null },
    ]
    const names = { ...MERGE_EFFECTS.names, [CHARLES]: 'Charles Johnson' }
    expect(plannedLines({ ...MERGE_EFFECTS, flips, names }).slice(0, 2)).toEqual([
      { who: 'Catherine Johnson', what: 'Status', before: 'active', after: 'held' },
      { who: 'Charles Johnson', what: 'City', before: 'Ann Arbor', after: 'none' },
    ])
  })

  test('nothing happens, and nobody is told', () => {
    expect(planInWords(NO_EFFECTS)).toMatch(/^Nothing would change/)
    expect(toldInWords(NO_EFFECTS)).toEqual(['No system has records in it.', 'No system is written to.'])
  })
})

describe('links', () => {
  const why = ExplainView.parse({ ...CATHERINE_WHY, query: { statement: '', params: {} } })
  test('the weakest link is the smallest number shown among those that join', () => {
    const { joining, weakest } = linksOf(why)
    expect(Math.min(...joining.map(({ bits }) => bits))).toBe(weakest?.bits)
  })

  test('a link that is not needed stands apart', () => {
    const joins = why.joins.slice(0, 2)
    expect(linksOf({ ...why, joins }).further).toHaveLength(why.links.length - 2)
  })

  test('how they came together, and what was a person’s word', () => {
    expect(cameTogether(why)).toBe('4 records from 4 sources came together in 3 joins, strongest first.')
    const decided = { ...why, links: why.links.slice(1) }
    expect(cameTogether(decided)).toContain('1 join is a person’s word.')
    expect(why.joins.map((join) => tie(join, decided))[0]).toBe('a person’s word')
  })
})

describe('days', () => {
  const days = (by: 'known' | 'true') => daysOf(CATHERINE_GOLDEN, HistoryView.parse(HISTORY), by, '2025-01-01')
  test('known days are those of the versions, true days those that the systems tell', () => {
    expect(days('known').marks).toEqual(['2024-01-05', '2024-09-10'])
    expect(days('true').marks).toEqual(expect.arrayContaining(['2022-03-14', '2024-06-21']))
    expect(days('true').first <= '2022-03-14').toBe(true)
  })

  test('there and back', () => {
    const { first } = days('known')
    expect(dayAt({ first }, offsetOf({ first }, '2024-03-01'))).toBe('2024-03-01')
    expect(markBeside(days('known'), '2024-03-01', 'earlier')).toBe('2024-01-05')
    expect(markBeside(days('known'), '2024-09-10', 'later')).toBe('2025-01-01')
    expect(markBeside(days('known'), '2024-01-05', 'earlier')).toBeUndefined()
  })

  test('what was otherwise then', () => {
    const { others } = differencesOf(CATHERINE_THEN, CATHERINE_GOLDEN)
    expect(others.map(({ label, was, is }) => [label, was.length, is.length])).toEqual([
      ['Family name', 1, 1],
      ['Belongs with', 0, 1],
      ['Records', 2, 4],
    ])
  })
})

test('a path on the canvas: each node once, each relation the way it leads', () => {
  const { focus, nodes, edges } = pathGraph(PathsView.parse(pathsBetween(CATHERINE, CHARLES)))
  expect(focus).toBe(CATHERINE)
  expect(nodes.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    `customer ${CATHERINE}`,
    'contactPoint point:phone:+17345550188',
    `customer ${CHARLES}`,
  ])
  expect(edges.map(({ from, to }) => [from, to])).toEqual([
    [CATHERINE, 'point:phone:+17345550188'],
    [CHARLES, 'point:phone:+17345550188'],
  ])
})
