import type { ComponentProps } from 'react'
import type { WhyNot } from '../../state/rights.ts'
import type { Right } from '../../state/state.ts'

type Props = ComponentProps<'button'> & { right: Right; whyNot: WhyNot }

/** A button that takes a right; out of use, with the reason, where the key in hand has it not. */
export function RightButton({ right, whyNot, disabled = false, ...props }: Props) {
  const why = whyNot[right]
  return (
    <button
      type="button"
      {...props}
      disabled={disabled || why !== undefined}
      {...(why === undefined ? {} : { title: why, 'aria-describedby': idOfReason(right) })}
    />
  )
}

/** The element that says why a right is wanting. */
export function idOfReason(right: Right): string {
  return `why-not-${right}`
}
