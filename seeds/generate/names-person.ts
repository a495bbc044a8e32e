/** Given names by frequency, most frequent first. Own selection, North American flavour. */
export const FEMALE: readonly string[] = words(`Mary Jennifer Elizabeth Linda Patricia Jessica Susan Sarah Karen Ashley
  Emily Nancy Margaret Amanda Lisa Sandra Michelle Melissa Kimberly Stephanie Rebecca Laura Sharon Catherine Cynthia Amy
  Kathleen Angela Donna Deborah Rachel Carolyn Samantha Nicole Christine Heather Maria Julia Anna Olivia Emma Hannah Megan
  Victoria Katherine Diane Teresa Gloria Joan Alice Judith Grace Sophia Natalie Brittany Allison Danielle Erin Vanessa
  Lauren Abigail Andrea Tiffany Jacqueline Monica Erica Paula Robin Holly Tracy Claire Bethany Sheila Wendy Audrey
  Naomi Ruth Marlene Priscilla Colleen Tamara Yvonne Renee Felicia Bridget Joanna Molly Miranda Kelsey Whitney Simone
  Daphne Leona Ingrid Rosalie Corinne Adele Beatrice Willa Philippa Marguerite Tabitha Odessa Winifred Lorelei Celeste`)

export const MALE: readonly string[] = words(`James Michael Robert John David William Richard Joseph Thomas Christopher
  Charles Daniel Matthew Anthony Mark Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Edward Jason Jeffrey
  Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander
  Patrick Raymond Jack Dennis Tyler Aaron Adam Nathan Henry Peter Zachary Douglas Kyle Noah Ethan Jeremy Walter Keith
  Christian Roger Sean Austin Gerald Carl Harold Dylan Arthur Lawrence Jordan Jesse Bryan Wayne Ralph Russell Philip
  Vincent Bobby Martin Curtis Leonard Marcus Theodore Oliver Wesley Garrett Spencer Clifford Dominic Elliott Graham
  Leland Quentin Rufus Silas Tobias Ambrose Desmond Everett Fletcher Gideon Hollis Ira Jasper Lowell Merritt Percival`)

/** Surnames by frequency, most frequent first. */
export const SURNAMES: readonly string[] = words(`Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor
  Thomas Moore Martin Jackson Thompson White Lee Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill
  Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart
  Morris Murphy Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks
  Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Perry Butler Barnes Fisher
  Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace Cole West Hayes Ellis Gibson Bryant Marshall
  Stevens Murray Tucker Porter Hunter Hicks Crawford Boyd Mason Kennedy Warren Dixon Burns Gordon Shaw Holmes Rice
  Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson Stone Hawkins Dunn Perkins Hudson Spencer
  Gardner Stephens Payne Pierce Berry Matthews Arnold Wagner Willis Watkins Olson Carroll Duncan Snyder Hart Cunningham
  Bradley Lane Andrews Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Sims Austin Peters Kelley
  Franklin Lawson Fields Ryan Schmidt Carr Wheeler Chapman Oliver Montgomery Richards Williamson Johnston Banks Meyer
  Bishop McCoy Howell Morrison Hansen Garza Harvey Little Burton Stanley George Jacobs Reid Fuller Lynch Dean Gilbert
  Garrett Welch Larson Frazier Burke Hanson Mendenhall Moreno Bowman Brewer Lucas Holland Barrett Curtis Jennings Lowe
  Pearson Becker Kessler Novak Lindgren Sorensen Petrov Kowalski Nowak Rinaldi Esposito Ferrara Moretti Vandenberg
  Dykstra Hoekstra Lundquist Halvorsen Ostrander Prewitt Quigley Radcliffe Sagebiel Thibodeaux Underhill Vickery
  Wetherby Yarborough Zimmerman Abernathy Birdsong Culpepper Dunleavy Eastwood Farnsworth Goodnight Hathaway Ivory
  Jessup Kirkbride Langford Mayhew Nettles Oakley Pickering Quarles Rutledge Sizemore Tillman Upchurch Vance Whitlock
  Youngblood Zeller Applegate Bracken Cavanaugh Delaney Engstrom Fitzwater Gallagher Hargrove Inman Jernigan Kincaid
  Loomis McAllister Northcutt Overstreet Peacock Ravenel Stallworth Trammell Usher Venable Winslow Yancey Zook`)

/** Pools of other origins: given names, surnames. Accents and double surnames are part of the data. */
export const ORIGINS = {
  hispanic: {
    female: words(
      'María Guadalupe Sofía Ana Lucía Verónica Mónica Gabriela Inés Ángela Rocío Adriana Paloma Ximena Noemí',
    ),
    male: words(
      'José Luis Juan Carlos Miguel Jesús Andrés Ramón Óscar Iván Martín Sebastián Raúl Héctor Rubén Joaquín',
    ),
    surnames: words(`García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez
      Díaz Reyes Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza Vázquez Castillo Jiménez Núñez Salazar
      Peña Guzmán Ibáñez Cárdenas Villalobos`),
  },
  european: {
    female: words(
      'Ingrid Helga Zoë Amélie Geneviève Noémie Françoise Katarzyna Agnieszka Søren-Marie Birgit Anneliese Élise',
    ),
    male: words('Jürgen Günther Björn Søren Łukasz François Étienne Rémi Benoît André Matthias Wolfgang Gaétan'),
    surnames:
      words(`Müller Schröder Köhler Böhm Jäger Weiß Lévesque Bélanger Gagné Côté Bouchard Tremblay Wójcik Dąbrowski
      Sørensen Åkesson Lindström Nuñes Lefèvre Krüger`),
  },
  asian: {
    female: words('Mei Li-Wei Anjali Priya Ji-woo Yuki Thuy Linh Sunita Deepa Hana Min-ji Xiao Lakshmi Ayesha'),
    male: words('Wei Jun Arjun Rahul Hiroshi Kenji Minh Duc Sanjay Vikram Sung-ho Tariq Ravi Chen Amir'),
    surnames:
      words(`Nguyen Kim Patel Tran Wang Chen Li Singh Zhang Park Pham Liu Khan Yang Choi Shah Gupta Huang Wu Le Sharma
      Tanaka Suzuki Cho Rao Hussain`),
  },
} as const

/** Short and pet forms, lower case. */
export const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  ...pairs(`william:bill will billy|robert:bob rob bobby|richard:rick rich dick|james:jim jimmy|john:jack johnny|joseph:joe
    joey|thomas:tom tommy|charles:charlie chuck|michael:mike mick|daniel:dan danny|matthew:matt|anthony:tony|steven:steve|
    stephen:steve|andrew:andy drew|christopher:chris|joshua:josh|kenneth:ken kenny|edward:ed eddie ted|timothy:tim|
    jeffrey:jeff|nicholas:nick|jonathan:jon|benjamin:ben benny|samuel:sam|gregory:greg|alexander:alex|patrick:pat|
    raymond:ray|lawrence:larry|gerald:jerry|walter:walt|henry:hank|peter:pete|douglas:doug|zachary:zach|philip:phil|
    vincent:vince|leonard:len lenny|theodore:ted theo|nathan:nate|jacob:jake`),
  ...pairs(`elizabeth:liz beth betty|margaret:maggie peggy meg|jennifer:jen jenny|patricia:pat patty trish|susan:sue susie|
    jessica:jess|katherine:kate kathy katie|catherine:cathy kate cat|kathleen:kathy|deborah:deb debbie|rebecca:becky|
    christine:chris tina|cynthia:cindy|sandra:sandy|samantha:sam|stephanie:steph|judith:judy|amanda:mandy|
    melissa:mel missy|teresa:terry tess|jacqueline:jackie|abigail:abby|nicole:nikki|kimberly:kim|angela:angie|
    danielle:dani|natalie:nat|victoria:vicky tori|allison:allie|priscilla:cilla|guadalupe:lupe`),
  josé: ['Pepe'],
  jesús: ['Chuy'],
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

function pairs(text: string): Record<string, readonly string[]> {
  return Object.fromEntries(
    text.split('|').map((entry) => {
      const [name = '', short = ''] = entry.trim().split(':')
      return [name.trim(), words(short).map((s) => s.charAt(0).toUpperCase() + s.slice(1))]
    }),
  )
}
