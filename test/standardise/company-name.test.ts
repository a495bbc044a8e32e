import { describe, expect, test } from 'vitest'
import { companyNameCleaner } from '../../server/standardise/company-name.ts'
import { KNOWN } from './rules.ts'

const company = companyNameCleaner(KNOWN)

describe('company name', () => {
  test.each([
    ['Inc.', 'Acme Outfitters, Inc.', 'acme outfitters', 'Inc.'],
    ['letters with points', 'Acme L.L.C.', 'acme', 'LLC'],
    ['spelt out', 'Acme Limited Liability Company', 'acme', 'LLC'],
    ['two forms in one', 'Acme GmbH & Co. KG', 'acme', 'GmbH & Co. KG'],
    ['without blanks', 'Acme GmbH&Co.KG', 'acme', 'GmbH & Co. KG'],
    ['German, spelt out', 'Acme Gesellschaft mit beschränkter Haftung', 'acme', 'GmbH'],
    ['Italian', 'Greco S.p.A.', 'greco', 'S.p.A.'],
    ['Spanish', 'Mardelfel Logística S.L.', 'mardelfel logistica', 'S.L.'],
    ['Mexican', 'Acme S.A. de C.V.', 'acme', 'S.A. de C.V.'],
    ['Dutch', 'van der Veiver Handel B.V.', 'van der veiver handel', 'B.V.'],
    ['Polish', 'Union Tekstylia Sp. z o.o.', 'union tekstylia', 'Sp. z o.o.'],
    ['Greek', 'Παπανικολάου Α.Ε.', 'papanikolaoy', 'AE'],
    ['Bulgarian', 'Топков Текстил ООД', 'topkov tekstil', 'OOD'],
    ['Australian', 'Acme Pty. Ltd.', 'acme', 'Pty Ltd'],
    ['in front', 'SARL Dupont', 'dupont', 'SARL'],
    ['in front, spelt out', 'Limited Liability Company Iskusstvo Krasoty', 'iskusstvo krasoty', 'LLC'],
    ['in front and behind', 'JSC Tactical Missiles Corp.', 'tactical missiles', 'Corp.'],
    ['Russian, spelt out', 'Общество с ограниченной ответственностью "Ромашка"', 'romashka', 'OOO'],
    ['Romanian, spelt out', 'Societatea cu Răspundere Limitată Pro Traffic', 'pro traffic', 'S.r.l.'],
    ['Turkish', 'Koç Holding Anonim Şirketi', 'koc holding', 'A.Ş.'],
    ['Japanese, without a blank', '株式会社トヨタ', 'toyota', 'K.K.'],
    ['a letter before initials', 'Bain Capital Fund X L.P.', 'bain capital fund x', 'LP'],
    ['a slip in one of several words', 'Acme Gesellschaft mit beschränkter Haftnug', 'acme', 'GmbH'],
    ['a slip in it', 'Wessil Fabrics Incroporated', 'wessil fabrics', 'Inc.'],
    ['cut off', 'Liberty Bell Großhandel Münster Gmb', 'liberty bell grosshandel munster', 'GmbH'],
    ['a form alone is a name', 'Limited', 'limited', undefined],
    ['the, and, &', 'The Gillespie & Horton Footwear', 'gillespie horton footwear', undefined],
    ['und', 'Maier und Söhne', 'maier sohne', undefined],
    ['abbreviations', "Int'l Mfg Svcs", 'international manufacturing services', undefined],
    ['saint', 'Saint Paul Textiles', 'st paul textiles', undefined],
    ['letters apart', 'J. P. Morgan', 'jp morgan', undefined],
    ['office', 'Pioneer Fabrics LLC - Head Office', 'pioneer fabrics', 'LLC'],
    ['office, cut off', 'Pioneer Henk Omaha Inc. - Purchasin', 'pioneer henk omaha', 'Inc.'],
    ['branch', 'Union Merchandising Limited (Liverpool)', 'union merchandising liverpool', 'Ltd.'],
    ['branch that the name has', 'Northside Columbus LLC (Columbus)', 'northside columbus', 'LLC'],
  ])('%s: %s', (_why, text, folded, form) => {
    const made = company(text)
    expect([made.name.folded, made.legalForm?.value]).toEqual([folded, form])
    expect(made.name.original).toBe(text)
  })

  test.each([
    ['ÉTIENNE OUTDOOR OTTAWA CORPORATION', 'Étienne Outdoor Ottawa Corp.'],
    ['OTTO BV', 'Otto B.V.'],
    ['İPEK DİYARBAKIR', 'İpek Diyarbakir'],
    ['FFC OUTDOOR GLASGOW LIMITED', 'FFC Outdoor Glasgow Ltd.'],
    ['ACME', 'ACME'],
    ['Feleshfel Trading LLC', 'Feleshfel Trading LLC'],
  ])('%s is shown as %s', (text, value) => expect(company(text).name.value).toBe(value))

  test.each([
    ['Palfin Imports Ltd d/b/a Palfin Direct', 'Palfin Imports Ltd', 'Palfin Direct'],
    ['John Smith trading as Smith & Sons', 'John Smith', 'Smith & Sons'],
    ['Orpal Home L.L.C. (t/a Orpal)', 'Orpal Home L.L.C.', 'Orpal'],
  ])('%s has a trading name', (text, name, trading) => {
    const made = company(text)
    expect([made.name.value, made.tradingName?.value]).toEqual([name, trading])
  })

  test('says nothing for n/a', () => expect(company('N/A').name.folded).toBe(''))

  test('the legal form hints at the country', () => expect(company('Acme GmbH').countries[0]).toBe('DE'))
})
