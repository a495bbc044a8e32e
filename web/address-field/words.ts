/** What the field says, a language each. A new language is one more of these. */
type FieldWords = {
  readonly suggestions: string
  readonly checking: string
  readonly meant: string
  readonly oneOf: string
  readonly use: string
  readonly keep: string
  readonly missing: string
  readonly unit: string
  readonly wrong: string
  readonly parts: Readonly<Record<string, string>>
}

const WORDS: Readonly<Record<string, FieldWords>> = {
  en: {
    suggestions: 'suggestions',
    checking: 'The address is being checked.',
    meant: 'Did you mean this address?',
    oneOf: 'Which of these addresses do you mean?',
    use: 'Use this',
    keep: 'Keep what I entered',
    missing: 'Please add',
    unit: 'Which flat, floor or suite is it?',
    wrong: 'This does not look like an address that mail can reach.',
    parts: {
      houseNumber: 'house number',
      street: 'street',
      unit: 'flat',
      city: 'town',
      region: 'state or province',
      postcode: 'postcode',
      country: 'country',
    },
  },
  de: {
    suggestions: 'Vorschläge',
    checking: 'Die Adresse wird geprüft.',
    meant: 'Meinten Sie diese Adresse?',
    oneOf: 'Welche dieser Adressen meinen Sie?',
    use: 'Diese übernehmen',
    keep: 'Meine Eingabe behalten',
    missing: 'Bitte ergänzen Sie',
    unit: 'Welche Wohnung oder welches Stockwerk ist es?',
    wrong: 'Unter dieser Adresse kommt Post wohl nicht an.',
    parts: {
      houseNumber: 'Hausnummer',
      street: 'Straße',
      unit: 'Wohnung',
      city: 'Ort',
      region: 'Bundesland oder Kanton',
      postcode: 'Postleitzahl',
      country: 'Land',
    },
  },
  es: {
    suggestions: 'sugerencias',
    checking: 'Se está comprobando la dirección.',
    meant: '¿Quiso decir esta dirección?',
    oneOf: '¿A cuál de estas direcciones se refiere?',
    use: 'Usar esta',
    keep: 'Dejar lo que escribí',
    missing: 'Falta',
    unit: '¿Qué piso o puerta es?',
    wrong: 'No parece una dirección a la que llegue el correo.',
    parts: {
      houseNumber: 'número',
      street: 'calle',
      unit: 'piso',
      city: 'localidad',
      region: 'provincia o estado',
      postcode: 'código postal',
      country: 'país',
    },
  },
}

/** Words of a language tag such as `de-AT`; English where there are none of it. */
export function wordsOf(language: string): FieldWords {
  return WORDS[language.split('-')[0]?.toLowerCase() ?? ''] ?? (WORDS.en as FieldWords)
}
