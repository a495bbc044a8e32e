/**
 * East Asian family names in the spellings that people use for them, one name a line, folded: Revised Romanisation,
 * McCune–Reischauer, Pinyin, Wade–Giles and Cantonese. Short as they are, no measure of letters tells that Park is Bak.
 */
const SPELLINGS = `
gim kim ghim
i lee yi rhee ri li
bag bak park pak
choe choi choy
jeong jung chung chong jong
gang kang
jo cho joh
yun yoon youn
jang chang zhang cheung teo
im lim rim
o oh
seo suh so
sin shin
gwon kwon
hwang huang wong
an ahn
ryu yu yoo you ryoo
jeon jun chun chon
mun moon
baek paik paek back
heo hur huh ho
no roh noh ro
sim shim
gu koo ku
gwag gwak kwak
u woo wu ng
chen chan tan
wang wong
zhou chow chou
xu hsu tsui
lin lam
liu lau liew
liang leung
he ho
cai tsai choi choy
xie hsieh tse
jiang chiang
zeng tseng tsang
zhao chao chiu
zhu chu
guo kuo kwok
qian chien
deng teng tang
zheng cheng
ye yeh ip yip
zhong chung
yang yeung
ma mah
huang ng ooi
`

/** Numbers of the names that a spelling may stand for. */
export const FAMILY_SPELLINGS: ReadonlyMap<string, readonly number[]> = spellings()

function spellings(): Map<string, number[]> {
  const map = new Map<string, number[]>()
  for (const [name, line] of SPELLINGS.trim().split('\n').entries())
    for (const spelling of line.split(' ')) map.set(spelling, [...(map.get(spelling) ?? []), name])
  return map
}
