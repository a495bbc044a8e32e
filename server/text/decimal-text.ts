/**
 * A decimal number in plain form (`-1234.5`), or undefined. Reads `1,234.50`, `1.234,50`, `1 234,50`, `(12.00)` and a
 * currency sign around it. The last of comma and point is the decimal one; a single one with three digits behind it and
 * no other is taken for a thousands separator only when it is a comma.
 */
export function readDecimalText(text: string): string | undefined {
  let body = text
    .trim()
    .replace(/^[^\d(+.,-]+|[^\d).,]+$/g, '')
    .trim()
  let sign = ''
  if (/^\(.*\)$/.test(body)) {
    sign = '-'
    body = body.slice(1, -1)
  }
  const signed = /^([+-])\s*(.*)$/.exec(body)
  if (signed) {
    if (signed[1] === '-') sign = '-'
    body = (signed[2] ?? '').replace(/^[^\d.,]+/, '')
  }
  body = body.replace(/[\s\u00A0\u202F']/g, '')
  if (!/^[\d.,]*\d[\d.,]*$/.test(body)) return undefined
  const comma = body.lastIndexOf(',')
  const point = body.lastIndexOf('.')
  const decimal = comma > point ? (point < 0 && /^\d{1,3}(,\d{3})+$/.test(body) ? '' : ',') : point >= 0 ? '.' : ''
  const at = decimal === '' ? -1 : body.lastIndexOf(decimal)
  const several = decimal !== '' && body.indexOf(decimal) !== at
  const whole = (at < 0 || several ? body : body.slice(0, at)).replace(/[.,]/g, '')
  const fraction = at < 0 || several ? '' : body.slice(at + 1)
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  return fraction === '' ? `${sign}${digits}` : `${sign}${digits}.${fraction}`
}
