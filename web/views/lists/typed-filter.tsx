import { type FormEvent, useEffect, useState } from 'react'

// While a year is typed it is one of the first centuries.
const A_DAY = /^(?:19|[2-9]\d)\d{2}-/

type Props = { label: string; type: string; value: string; onSet: (value: string) => void }

/** A filter that is typed: it holds from Enter on, or when the field is left; a day that is picked, at once. */
export function TypedFilter({ label, type, value, onSet }: Props) {
  const [text, setText] = useState(value)
  // Taken out elsewhere, it goes from here as well.
  useEffect(() => setText(value), [value])
  const apply = () => {
    if (text.trim() !== value) onSet(text.trim())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    apply()
  }
  return (
    <form onSubmit={submit}>
      <label>
        {label}
        <input
          type={type}
          min={type === 'number' ? 1 : undefined}
          value={text}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value)
            if (type === 'date' && A_DAY.test(event.target.value)) onSet(event.target.value)
          }}
          onBlur={apply}
        />
      </label>
    </form>
  )
}
