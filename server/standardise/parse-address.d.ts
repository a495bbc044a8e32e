/** parse-address ships no types. */
declare module 'parse-address' {
  type Location = Partial<
    Record<
      | 'number'
      | 'prefix'
      | 'street'
      | 'type'
      | 'suffix'
      | 'sec_unit_type'
      | 'sec_unit_num'
      | 'city'
      | 'state'
      | 'zip'
      | 'plus4',
      string
    >
  >
  const parser: { parseLocation(text: string): Location | null }
  export default parser
}
