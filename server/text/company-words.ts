/**
 * Words that many companies carry, folded and in several languages: what a company does, what it is, how large it calls
 * itself. They tell little until a load has counted its own. Compiled for this project.
 */
const GENERIC = `
association associates bank banca banco banque bau bureau business capital center centro commerce commercial company
construction consulting consultants consultoria corporation credit department design development digital distribution
electric electronics energy energia engineering enterprise enterprises equipment estate estates europe european export
fabrik finance financial financiera food foods general global government group handel health holding
house import imports industrial industrie industries industry innovation institute insurance international investment
investments kompania labs laboratories land life limited logistics logistik machinery management manufacturing marine market
marketing media medical metal metals ministry motor motors national network networks office oil organization organisation
partners petroleum pharma pharmaceuticals plant power products produkte project projects properties property public real
republic research resources retail royal sales savings science sciences security securities service services servicios
shipping shop software solutions state states steel store stores studio supply system systems technical technology tech
technik telecommunications textile textiles tourism trade trading transport travel united university world
works werke zavod gong si you xian fen kabushiki shrkh mktb
first new north south east west old great red blue green golden city town
`
/** Words of things that a company owns, keeps or is owned by, and that are no company of that name. */
const ENTITIES =
  'fund funds trust foundation pension fonds fondo fondos fundo stiftung stichting fundacion fondation fondazione union club'

/** Words that only join others. */
const JOINING =
  'of for de del della di da do dos des du la le les el los van der den und and et in at on to by the im am al'

export const GENERIC_WORDS: ReadonlySet<string> = new Set(GENERIC.trim().split(/\s+/))
export const ENTITY_WORDS: ReadonlySet<string> = new Set(ENTITIES.split(' '))
export const JOINING_WORDS: ReadonlySet<string> = new Set(JOINING.split(' '))

/** What a role, department or title holds, folded, of someone who takes invoices. */
export const BILLING_WORDS = [
  'billing',
  'finance',
  'invoice',
  'accounts payable',
  'buchhaltung',
  'rechnung',
  'facturation',
  'comptab',
] as const
