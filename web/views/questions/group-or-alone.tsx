import { useApp, useLoaded } from '../../state/app-context.ts'
import { linkTo, queryText } from '../../state/query-text.ts'
import { number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'

/** How many companies belong to a group, and how many stand alone. */
export function GroupOrAlone() {
  const { api } = useApp()
  const list = (group: 'in' | 'none') => ({ entity: 'company', group })
  const both = useLoaded('companies by group', async (signal) => {
    const totalOf = async (group: 'in' | 'none') =>
      (await api.goldens(queryText({ ...list(group), limit: 1 }), signal)).total
    return { grouped: await totalOf('in'), alone: await totalOf('none') }
  })
  return (
    <Answer of={both} what="the groups">
      {({ grouped, alone }) => (
        <p>
          <a href={linkTo('lists', list('in'))}>{plural(grouped, 'company', 'companies')}</a> belong to a group;{' '}
          <a href={linkTo('lists', list('none'))}>{number(alone)}</a> stand alone.
        </p>
      )}
    </Answer>
  )
}
