import { useSelect } from '../../state/app-context.ts'
import { linkTo, valuesIn } from '../../state/query-text.ts'
import type { View } from '../../state/state.ts'

const NAMES: Partial<Record<View, string>> = {
  lists: 'Customers, companies, contacts',
  mailing: 'Mailing list',
  reports: 'Figures',
  questions: 'Questions',
}

/** Views that stand behind one name of the header. */
export function PartNav({ parts }: { parts: readonly View[] }) {
  const view = useSelect((s) => s.view)
  const queries = useSelect((s) => s.queries)
  return (
    <nav className="part-nav" aria-label="Parts">
      {parts.map((part) => (
        <a
          key={part}
          href={linkTo(part, valuesIn(queries[part] ?? ''))}
          aria-current={part === view ? 'page' : undefined}
        >
          {NAMES[part]}
        </a>
      ))}
    </nav>
  )
}
