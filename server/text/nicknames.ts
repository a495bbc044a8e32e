/**
 * Given names that stand for one another, one family of names a line, folded (lower-case ASCII). A name may be in
 * several lines: `pat` is Patrick and Patricia. Compiled for this project from common usage in several languages.
 */
const FAMILIES = `
abigail abby abbie gail
abraham abe bram avi
adelaide addie adele heidi
agnes aggie nessa
alan allan allen alain al
albert al bert bertie alberto
alexander alex alec alexandre alessandro alejandro aleksandr aleksander aleksandar alexandros olexander oleksandr sandy sasha sascha xander lex al alexej
alexandra alex sandra sasha lexi lexie sandy alessandra alejandra aleksandra ola
alexei alexey aleksei aleksey alyosha
alfred alf fred alfie alfredo
alice ali alicia allie alison ally
amanda mandy amy
amelia amy millie mia emilia
anastasia ana stacy stacey nastya nastia nastassia anastassia asya
andrew andy drew andre andreas andres andrea andrei andrey andrzej anders andrej
andrea andie andi drea
angela angie angelina angelika angel
ann anne anna annie anita ana hannah nan nancy anya ania annette anka hanna
annabelle anabella annabel anabel bella belle
anthony tony antonio anton antoine antony toni antoni
antonia toni tonia antonie
arthur art artie arturo artur
barbara barb barbie babs bobbie basia barbra
bartholomew bart barty bartosz bartek
beatrice bea trixie bee beatriz beatrix
benedict ben benny bennie benedikt benito
benjamin ben benny benji bennie benjy bibi binyamin beniamino
bernard bernie barney bernhard bernardo bernd
bradley brad
brandon bran
brenda bren
brian bryan bryant
bridget bridie biddy brigitte birgit brigid
calvin cal
cameron cam
carl karl carlos charles karol carlo
caroline carol carrie carolyn carolina karoline lina caro karolina
carol carole karol caroline carolyn
catherine cathy kate katie cat kathy kitty cath cathryn katherine katharine kathryn katharina catarina catalina caterina kathrin katrin kati kathi ekaterina yekaterina katya katarzyna kasia katerina kat kay
cecilia cecily cissy celia cecile
charles charlie chuck chas charley chip carlos carl chaz karl carlo
charlotte lottie charlie lotte lotta charlize
christian chris christiaan kristian cristian kit
christina chris tina chrissy christine christiane kristina kristine cristina kirsten kirstin christa krystyna kris krista
christopher chris kit topher christoph kristopher christophe cristobal krzysztof christoforos kester
clara claire clare klara
clement clem clemens klemens
clifford cliff
conrad konrad curt kurt
constance connie constanze
cornelius cornelis kees neil con cor corneel
cynthia cindy cyndi
dana dane daniel
daniel dan danny dani daniil danilo daniele
danielle dani daniela ellie
darlene darleen
david dave davy davey davide dawid dovid
deborah deb debbie debra debby debora
dennis denny denis denys denise
derek derrick rick dirk
dmitri dima dmitry dimitri dimitrios dimitris dmitriy dmytro mitya
dolores lola lolly
dominic dom nick dominik domenico dominique
donald don donnie donny
dorothy dot dottie dolly dorothea dorothee dora thea
douglas doug dougie
edgar ed eddie
edith edie
edmund ed eddie ned ted edmond
edward ed eddie ted ned eduardo edouard eduard teddy edoardo edvard edek
eleanor ellie nell nora ella eleonora elinor elena lenore nellie
elena helen helena lena alena ilona yelena elene
elizabeth liz beth betty betsy eliza lizzie libby elisabeth elsie lisa liza bess elspeth elise else lisbeth sissi bettina ellie isabel elsa lilibet lisette elzbieta ela erzsebet liesel liese elisa elisabetta betti lillibeth
ellen ellie nell helen elena
emily em emmy emilia millie emilie
emma em emmy
emmanuel manuel manny manolo emanuel manu
eric erik erich rick erick
ernest ernie ernst ernesto
esther essie hester
eugene gene evgeny yevgeny eugen eugenio evgeni zhenya evgeniy
eva eve evie evelyn ewa
evelyn eve evie evelin
faisal faysal feisal
ferdinand ferdie fernando ferdi nando
florence flo flossie florrie
frances fran fanny francesca franny franziska francisca frankie franzi
francis frank francisco francesco franz francois franciszek frankie fran paco pancho curro ciccio kiko
franklin frank frankie
frederick fred freddie freddy friedrich fritz frederic frederik federico fryderyk rick
frederica freda freddie frieda friederike rike
gabriel gabe gabi gavriel
gabrielle gabby gabi gabriele gabriela
gareth gary gaz
geoffrey geoff jeff jeffrey jeffery geoffery
george georg georges jorge giorgio jurgen juergen yuri jerzy georgie georgios gheorghe giorgos jordi joerg jorg jorgen
georgina georgia georgie gina
gerald gerry jerry gerard gerhard geraldo gerd gerardo gert
geraldine gerry geri
gertrude trudy gertrud trude gert gertie
gilbert gil bert
giovanni gianni john juan gino vanni
giuseppe beppe joseph pino peppe
gordon gord
grace gracie
gregory greg gregor grzegorz gregorio grigory gregg grigori
guillermo memo william guille
gwendolyn gwen wendy
hannelore hanne lore
harold harry hal harald
harriet hattie harry
heather heath
heinrich heinz heiner henry hein heino henrik
helen helena nell ellen elena helene nellie lena eleni
henrietta hettie etta harriet henriette
henry harry hank hal henri heinrich enrique enrico henrik hendrik henryk
herbert herb bert heribert
hubert bert hugh
howard howie
hugh hugo huey hughie
ian iain ean john
ignatius nacho ignacio iggy ignaz ignacy
irene rena irina irena irini
isaac ike izzy isac itzhak
isabel bella belle izzy isabella isabelle isabell izabela isobel ishbel ysabel
ivan vanya john ivo
jacob jake jack jakob jacques james jakub jacobo jaap kuba
jacqueline jackie jacqui jacky
james jim jimmy jamie jem jaime diego santiago jacob jimmie giacomo jimbo
jane janie jenny jean joan johanna jana janet
janet jan jane jeannette jenny
jason jay jase
jasmine jas jazz yasmin yasmine yasmeen jasmin
jean jeanne jeannie jeanie joan
jeffrey jeff geoff geoffrey jeffery
jennifer jen jenny jenn jennie jenna
jeremy jerry jem jeremiah jez
jeremiah jerry jem jeremy
jerome jerry hieronymus
jessica jess jessie jessy
joachim achim jochen jo joaquin chimo
joan joanie jo joanne johanna jeanne
joanne jo joanna joan johanna jojo asia
joel jo
johannes hans johann jan john jo hannes jean juan johan giovanni ivan
john johnny jack jon jonny johnnie ian sean evan juan jean johann jan giovanni ivan joao yannis ioannis hans shaun shawn johnathan
jonathan jon jonny nathan john johnathan jonathon johnny
jose pepe joseph chepe jo
josefa pepa fina josefina
joseph joe joey youssef yousef jo jos josef jose giuseppe jozef iosif yusuf yosef josip sepp jupp
josephine jo josie fifi josefine josefina josefa pepa jojo
joshua josh
joyce joy
juan juanito john
judith judy judi jutta
julia julie jules juliana giulia yulia julka julija yuliya iuliia juliya yuliia iulia
julian jules jul julio julius
june junie
karen karin carin kari
katherine kate kathy katie kat kay kathryn kitty catherine cathy kathleen katharine katharina kathi kati kathrin katrin katya katarzyna kasia
kathleen kathy kath kate katie kay cathleen kathie
keith keef
kelly kel kellie kelley
kenneth ken kenny
kevin kev
kimberly kim kimberley kimmy
kristen kristin kirsten christen kris kristina
lawrence larry laurie lorenz laurence lars lorenzo laurent lawrie
leah lea lia lee leigh
lee leigh lea li
leonard len lenny leo leon leonardo leonhard lennie
leopold leo poldi
leslie les lesley
lillian lily lilly lil lilian liliana
linda lynn lindy lyn lynda
lionel leo len
lisa liza elisa
logan loge
lori laura lora laurie
louis lou luis lewis ludwig luigi louie ludovic lajos lutz gigi
louise lou luisa luise lulu louisa
lucas luke luca lukas lukasz luc lucaz
lucy lucille lucia luzie lucie lou lucinda
lydia liddy lidia
madeline maddie maddy madeleine magdalena lena
magdalena lena magda maggie madeleine madalena leni
malcolm mal
manuel manny manolo emmanuel manu manni
marc mark marco marcus markus marcos marek marko
marcus mark marc markus marco marcos
margaret maggie meg peggy marge margie daisy greta margarita margarethe rita margot gretchen peg margareta margherita marguerite maisie madge peggie malgorzata gosia margrit grete gretel mags
maria mary marie mia mariah maja maryam marija ria mimi mitzi marja marika
marianne maryann marian mariana mary
marilyn mary lyn
marjorie marge margie
marshall marsh
martha marty mattie marta
martin marty mart martijn marcin martino
mary molly polly marie maria mamie may mae moll maryann minnie
matilda tilly mattie tilda mathilde tilde mathilda
matthew matt matty matthias mathew mateo matteo mathias mateusz matthieu mathieu matti
maureen mo
maurice morris moe mauricio moritz maurizio morrie mo moriz
max maximilian maxwell maxim massimo maximiliano maxi maxime maks
megan meg meghan meggie
melanie mel
melissa mel missy lissa
melvin mel
mercedes merche mercy
michael mike mick mikey mickey mitch michel miguel mikhail michal micky mischa misha micha mikael michele mihail mikhael michail
michelle shelly michele shell chelle
mildred millie
mohammed mohamed muhammad mohammad muhammed mhd mohamad md mehmet mo mohd muhamad muhammet
monica monika moni monique
morgan mo
nancy nan ann
natalie nat nattie natalia natasha talia nathalie natalya nataliya
nathaniel nate nathan nat nathanael
nathan nate nat
neil neal niall nigel
nicholas nick nicky nico nicolas nikolaus klaus niklas nikolai claus nicola nikos nikolaos colin mikolaj nikolay nils niels nic nicolo
nicole nikki nicky nicola nicki nicoletta
norbert bert nobby
norman norm
oliver ollie olly olivier oli
olivia liv livvy olive libby
oscar oskar ossie
pamela pam pammy
patricia pat patty trish tricia patti patsy trisha patrizia pati
patrick pat paddy patricio patrice rick padraig patryk
paul pablo paolo pavel pawel pauly paulo pol pauli
paula pauline paulina polly paola
penelope penny pen nell
peter pete pedro pierre piotr petros pieter pietro pyotr petr petar
philip phil phillip pip felipe philipp philippe filip philippos flip filippo
phyllis phyl
priscilla cilla prissy
rachel rach rae raquel rachael shelly
ralph ralf raoul raul
ramon moncho ray raimund
randall randy randolph
raymond ray raimund ramon raymund ramond
rebecca becky becca bex reba rebekah rebekka
reginald reg reggie ron rex
reinhard reinhold reiner rainer
renata renate rena
richard rick dick richie rich ricky ricardo ricky riccardo ryszard rico richy dickie ritchie
robert bob rob bobby robbie bert roberto rupert ruprecht robby bobbie robin bobi
roberta bobbie robbie berta
roderick rod roddy rick rodrigo
rodney rod
roger rodge rogelio ruediger rodger
roland rollo rolando roly orlando
ronald ron ronnie ronny ronaldo
rosa rose rosie rosita roza rosalie
rosemary rose rosie romy rosamaria rosemarie rosemay
rosemarie rose romy rosi rosemary
roxanne roxy roxana
rudolf rudi rudy rolf rodolfo rudolph
russell russ rusty
samantha sam sammy sammie
samuel sam sammy samson
sandra sandy alexandra sandie sandrine
sarah sally sadie sara zara sahra sal sarita
scott scotty
sean shaun shawn john
sebastian seb basti bastian sebastien bas
sergei sergey serge sergio sergej serhiy sergiy serhii
sharon shaz shari
shirley shirl
silvia sylvia silvie sylvie
simon si simeon szymon semyon
sidney sid sydney
sophie sophia sofia sofie zofia zosia soph fie
stanley stan stanislaw stas
stephanie steph stefanie steffi stefania stephie estefania stephany
stephen steve stefan steven stephan steph stevie esteban etienne stefano stefanos stepan szczepan istvan stephane
stewart stuart stu
susan sue susie suzie suzanne susanne susanna susana suzanna suki zuzanna sanne zuzana suse sanna shoshana
tatiana tanya tania tatjana tatyana
terence terry terrence terrance
teresa terry tess tessa theresa terri resi therese tracy teresita
thaddeus tad ted thad tadeusz
theodore ted theo teddy teodoro theodor fyodor teodor fedor ned
thomas tom tommy tomas tommaso tomasz thom tomek tam tommie
timothy tim timmy timo timotheus
tobias toby tobi
tracy tracey trace
ulrich uli ueli ulli
ulrike ulli rike uli
ursula ursel uschi ulla
valentin val valentino valentine
valerie val valeria valery
vanessa nessa
vasili vasily basil wassili vasyl vasileios vasilis
veronica ronnie vera veronika roni vroni
victor vic viktor vittorio vick
victoria vicky tori vickie viktoria vicki torie
vincent vince vinny vin vincenzo vicente vinnie enzo
viola violet violetta
virginia ginny ginger gina
vladimir vlad volodya wladimir volodymyr vladi wlodzimierz
wallace wally wallis
walter walt wally walther wat gualtiero wouter
wendy gwen wen
werner wern
wilhelm willi willy wim william helmut wilhelmus
wilhelmina mina willa minna wilma billie mien
william bill will billy liam willie wilhelm willy guillermo guillaume wim bil willem guglielmo
wolfgang wolf wolfi
xavier javier xavi javi
yuri jurij iouri yury
yves ivo
yvonne eve evonne
zachary zach zack zak zac zachariah
ahmed ahmad ahmet
aisha ayesha aicha aysha aishah ayse
abdullah abdallah abdulla
fatima fatma fatimah fatemeh fatime fatoumata
hussein hussain hossein hossain husain huseyin husayn
ibrahim ebrahim brahim abraham avraham
karim kareem
katelyn kaitlyn caitlin caitlyn kaitlin katelynn kaitlynn cait kate
khaled khalid halid
mustafa mostafa moustafa
omar umar omer
rashid rasheed rachid
said saeed sayed
walid waleed oualid
`

/** Numbers of the families that each name belongs to, sorted. Two names that share a number can stand for one another. */
export const NICKNAME_FAMILIES: ReadonlyMap<string, readonly number[]> = familiesByName()

/** By number of the family: the letter that its first name, the whole one, begins with. Bob is an R., Liz an E. */
export const FORMAL_INITIALS: readonly string[] = FAMILIES.trim()
  .split('\n')
  .map((line) => line.charAt(0))

function familiesByName(): Map<string, number[]> {
  const byName = new Map<string, number[]>()
  for (const [family, line] of FAMILIES.trim().split('\n').entries()) {
    for (const name of line.split(' ')) {
      const known = byName.get(name)
      if (!known) byName.set(name, [family])
      else if (!known.includes(family)) known.push(family)
    }
  }
  return byName
}
