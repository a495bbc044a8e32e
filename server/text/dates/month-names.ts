/** Months as they are called in languages of their own, by number; forms that stand beside a day where they differ. */
const COMMON: readonly string[] = [
  'january januar janner janvier enero gennaio januari janeiro',
  'february februar feber fevrier febrero febbraio februari fevereiro',
  'march marz maerz mars marzo maart marco mrz',
  'april avril abril aprile',
  'may mai mayo maggio mei maio',
  'june juni juin junio giugno junho',
  'july juli juillet julio luglio julho',
  'august aout agosto augustus',
  'september septembre septiembre settembre setembro sept',
  'october oktober octobre octubre ottobre outubro',
  'november novembre noviembre novembro',
  'december dezember decembre diciembre dicembre dezembro',
]
/** Nordic, Polish, Czech, Hungarian, Romanian, Turkish, Indonesian, Russian, Ukrainian and Greek. */
const FURTHER: readonly string[] = [
  'styczeń stycznia leden ledna ianuarie ocak tammikuuta январь января січень січня ιανουάριος ιανουαρίου',
  'luty lutego únor února februarie şubat helmikuuta февраль февраля лютий лютого φεβρουάριος φεβρουαρίου',
  'marzec marca březen března március martie mart maret maaliskuuta март марта березень березня μάρτιος μαρτίου',
  'kwiecień kwietnia duben dubna április nisan huhtikuuta апрель апреля квітень квітня απρίλιος απριλίου',
  'maj maja květen května május mayıs toukokuuta май мая травень травня μάιος μαΐου',
  'czerwiec czerwca červen června június iunie haziran kesäkuuta июнь июня червень червня ιούνιος ιουνίου',
  'lipiec lipca červenec července július iulie temmuz heinäkuuta июль июля липень липня ιούλιος ιουλίου',
  'sierpień sierpnia srpen srpna augusti augusztus ağustos agustus elokuuta август августа серпень серпня αύγουστος αυγούστου',
  'wrzesień września září szeptember septembrie eylül syyskuuta сентябрь сентября вересень вересня σεπτέμβριος σεπτεμβρίου',
  'październik października říjen října octombrie ekim lokakuuta октябрь октября жовтень жовтня οκτώβριος οκτωβρίου',
  'listopad listopada noiembrie kasım marraskuuta ноябрь ноября листопада νοέμβριος νοεμβρίου',
  'grudzień grudnia prosinec prosince decembrie desember aralık joulukuuta декабрь декабря грудень грудня δεκέμβριος δεκεμβρίου',
]

/** Small letters without accents, of any script. */
function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
}

const tableOf = (lists: readonly string[]) => lists.map((names) => names.split(' ').map(lettersOf))
const TABLES = [tableOf(COMMON), tableOf(FURTHER)]

/**
 * Month of a name or its abbreviation of three letters or more; 0 if none or several fit. A whole name goes before an
 * abbreviation (červen, červenec), the languages most used before others (mar is no marraskuuta).
 */
export function monthOf(word: string): number {
  const w = lettersOf(word)
  if (w.length < 3) return 0
  for (const fits of [(name: string) => name === w, (name: string) => name.startsWith(w)])
    for (const table of TABLES) {
      const found = table.flatMap((names, i) => (names.some(fits) ? [i + 1] : []))
      if (found.length > 0) return found.length === 1 ? (found[0] ?? 0) : 0
    }
  return 0
}
