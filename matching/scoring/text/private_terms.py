"""Words of private life: places of origin, peoples, faiths, health, family, status, housing.

All lists are folded (lower case, no accent) and written for this project; names of countries and
cities are facts.
"""

COUNTRIES = frozenset(
    """
    afghanistan albanie algerie angola argentine armenie azerbaidjan bangladesh belgique benin
    bielorussie birmanie bolivie bosnie bresil bulgarie burkina cambodge cameroun centrafrique chili
    chine chypre colombie comores congo croatie cuba djibouti egypte equateur erythree espagne
    estonie ethiopie gabon gambie georgie ghana grece guinee guadeloupe guyane haiti honduras
    hongrie inde indonesie irak iran irlande israel italie jamaique jordanie kazakhstan kenya kosovo
    koweit laos lettonie liban liberia libye lituanie macedoine madagascar malaisie mali malte maroc
    martinique maurice mauritanie mayotte mexique moldavie mongolie montenegro mozambique namibie
    nepal nicaragua niger nigeria ouganda ouzbekistan pakistan palestine paraguay perou philippines
    pologne portugal qatar roumanie russie rwanda salvador senegal serbie slovaquie slovenie somalie
    soudan suede syrie tadjikistan tanzanie tchad tchequie tchetchenie thailande tibet togo tunisie
    turkmenistan turquie ukraine uruguay venezuela vietnam yemen zambie zimbabwe afrique maghreb
    algeria morocco tunisia syria ukraina espana italia brasil turkiye romania poland angleterre
    allemagne amerique asie
""".split()
)
TWO_WORD_COUNTRIES = (
    r"cote d ?'? ?ivoire|burkina faso|sri lanka|cap[ -]vert|arabie saoudite|emirats arabes"
    r"|coree du (?:nord|sud)|afrique du (?:nord|sud)|afrique de l'ouest|republique tcheque|ivory coast"
    r"|el salvador|sierra leone|guinee (?:bissau|equatoriale|conakry)|rdc|bled"
)
CITIES = frozenset(
    """
    abidjan abuja accra addis aleppo alep alger algiers alexandrie amman ankara annaba antananarivo
    bagdad bamako bangui banjul beyrouth bissau bogota bouake brasilia brazzaville bucarest budapest
    bujumbura cairo casablanca chisinau colombo conakry constantine cotonou dakar damas damascus
    dacca dhaka djerba douala erevan fes freetown gaza hanoi harare havane herat homs islamabad
    istanbul izmir jakarta jerusalem kaboul kabul kandahar karachi kathmandu kharkiv kharkov
    khartoum kiev kigali kinshasa kyiv lahore lagos libreville lima lisboa lisbonne lome luanda lviv
    managua manille maputo mariupol marioupol marrakech meknes mexico minsk mogadiscio monrovia
    moscou moscow mossoul nairobi ndjamena niamey nouakchott odessa odesa oran ouagadougou oujda
    ouaga pekin peshawar pristina porto-novo rabat saigon sarajevo setif sfax skopje sofia sousse
    tachkent tanger tbilisi teheran tehran tirana tlemcen tripoli tunis varsovie vientiane yaounde
    yerevan zagreb alep mazar jalalabad donetsk dnipro kherson
""".split()
)
PEOPLES = (
    r"(?:afghane?|africaine?|albanaise?|algerien(?:ne)?|allemande?|americaine?|angolaise?"
    r"|anglaise?|antillaise?|armenien(?:ne)?|asiatique|azerie?|bangladaise?|belge|beninoise?"
    r"|bielorusse|bosniaque|bresilien(?:ne)?|bulgare|burkinabe|cambodgien(?:ne)?"
    r"|camerounaise?|cap-verdien(?:ne)?|chilien(?:ne)?|chinoise?|colombien(?:ne)?|comorien(?:ne)?"
    r"|congolaise?|croate|cubaine?|djiboutien(?:ne)?|egyptien(?:ne)?|erythreen(?:ne)?|espagnole?"
    r"|ethiopien(?:ne)?|europeen(?:ne)?|francaise?|gabonaise?|gambien(?:ne)?|georgien(?:ne)?"
    r"|ghaneen(?:ne)?|grecque|guineen(?:ne)?|guyanaise?|haitien(?:ne)?|hongroise?|indien(?:ne)?"
    r"|irakien(?:ne)?|iranien(?:ne)?|italien(?:ne)?|ivoirien(?:ne)?|jordanien(?:ne)?|kabyle"
    r"|kosovare?|kurde|laotien(?:ne)?|libanaise?|liberien(?:ne)?|libyen(?:ne)?|maghrebine?|mahoraise?"
    r"|malgache|malien(?:ne)?|marocaine?|mauricien(?:ne)?|mauritanien(?:ne)?|mexicaine?|moldave"
    r"|mongole?|nepalaise?|nigeriane?|nigerien(?:ne)?|ouzbeke?|pakistanaise?|palestinien(?:ne)?"
    r"|peruvien(?:ne)?|philippine?|polonaise?|portugaise?|roumaine?|russe|rwandaise?|senegalaise?"
    r"|serbe|slovaque|somalien(?:ne)?|soudanaise?|sri-lankaise?|syrien(?:ne)?|tchadien(?:ne)?"
    r"|tcheque|tchetchene?|thailandaise?|tibetaine?|togolaise?|tunisien(?:ne)?|turc|turque"
    r"|ukrainien(?:ne)?|venezuelien(?:ne)?|vietnamien(?:ne)?|yemenite)"
)
I_HAVE = r"(?:j[' ]?ai|g)"
_BODY = (
    r"(?:jambes?|genoux?|hanches?|bras|mains?|epaules?|pieds?|chevilles?|poignets?|dos|cou|doigts?"
    r"|coudes?)"
)
INJURIES = (
    (
        rf"(?:\b{I_HAVE} |\bavec )?\b(?:d'|une? |des )*(?:protheses?|attelles?|ortheses?|fractures?"
        r"|entorses?|amputee?s?|amputations?|operee?s?)(?: totale)? (?:a |au |aux |de |du |d')"
        rf"(?:la |l'|les |une? |mes |ma |mon )?{_BODY}\b"
    ),
    (
        rf"\b(?:{I_HAVE}|avec|je porte|porteu(?:r|se) d(?:e|'))\s?(?:une? |des |mes )?"
        r"(?:protheses? auditives?|appareils? auditifs?|pacemakers?|stents?|bequilles?)\b"
    ),
    rf"\b(?:{I_HAVE} )?(?:le |la |une? )?{_BODY} cassee?s?\b|\bje boite\b(?! de)",
)
FAITHS = (
    r"(?:musulmane?|chretien(?:ne)?|catholique|protestante?|juif|juive|bouddhiste|hindoue?|athee"
    r"|evangeliste|orthodoxe|temoin de jehovah|sikh|islam|islamique)"
)
KIN_WORDS = (
    r"(?:enfants?|bebes?|fils|filles?|garcons?|gosses?|gamins?|jumeaux|mari|femme|conjointe?"
    r"|compagnon|compagne|copine?|copain|epou[xs]e?|ex|meres?|peres?|maman|papa|parents?|freres?"
    r"|soeurs?|familles?|oncle|tante|cousine?|neveu|niece|beau[ -]pere|belle[ -]mere"
    r"|grands?[ -](?:mere|pere|parents)|petits?[ -](?:fils|fille|enfants))"
)
# Words that are searched for when one of theirs is misspelt: never shorter than five letters.
SPELT_OUT = frozenset(
    """
    prison prisonnier detention detenu incarcere incarceration bracelet electronique judiciaire
    conditionnelle condamne chomage allocation allocataire handicap handicape handicapee invalidite
    invalide maladie malentendant malentendante malvoyant malvoyante enceinte grossesse depression
    depressif depressive bipolaire schizophrene asthmatique diabete diabetique epilepsie epileptique
    autisme autiste alcoolique alcoolisme toxicomane toxicomanie desintox addiction cannabis
    methadone subutex refugie refugiee migrant migrante immigre immigree asile apatride clandestin
    sejour nationalite originaire origine naturalise naturalisee musulman musulmane chretien
    chretienne catholique protestant protestante bouddhiste religion religieux islam hijab foulard
    ramadan divorce divorcee celibataire veuve marie mariee monoparentale homosexuel homosexuelle
    lesbienne transgenre hernie discale lombalgie sciatique fibromyalgie cancer sclerose
    polyarthrite hepatite arthrose hebergee heberge expulse expulsee surendette retraite orphelin
    orpheline enfants dyslexique dyslexie sevrage evangelique evangeliste pratiquant pratiquante croyant croyante alimentaire
    bipolaires hernies gitans manouche manouches
""".split()
)
# Words of work and of every day that stand one letter from a private one.
NEVER_MEANT = frozenset(
    """
    marin marine maline machine maire mairie mariage marier salade maladresse carie refuge chine
    congres origines retraites retrait retraits cancre conges congelation enfant poisson pension
    pensions tension attention retention contention prestation collation allocution alimentation
    location vocation dislocation electroniques electronicien electronique judiciaires medical
    origami addition additions religions islandais serie series serbe perou italie italien italienne
    italiennes chinage guinde portique portugais portugaise portage espagnol tuniques tunique
    persique maritime soldier soldat divorces ramages foulards foulage bracelets immobilier
    migration invalides invalidites celebration titre chomages sejours asiles detenir detenue
    deteinte detenteur orienter orient original originale prisme poison raison liaison maison saison
    cloison livraison garnison charte chargee turbine turbines angolais russes malts malte malles
    belges indiens gestion digestion question suggestion senior seniors japon coton cotons parente
    parents parent chariot charrie mali malin niger nigel libre libres liban libanais equipe equipes
    togo soudain soudan souder soudeur soude soudure soudage serveur servir serrurier bresil brasil
    bretelle brasserie brasseur adduction alcoolisees altiste artiste armenien automatique bulgare
    cancers colombin conditionnel conditionneuse constante constant croate detection dietetique
    electrique electriques estonien gambe georgien lituanien maille mailles malade malades malaise
    maree marees marotte matrice matrices medico menes metadonnees moldave nationale national
    ordinaire ordinaires pilonnier poissonnier poissonniere pollens reussie russe serrage slovaque
    slovene soudains tcheque terrain terrains transfere transferer tanger manger ranger danger
    changer tunis tennis dakar damas cubage cubes oranger orange porto lima limas lime lome fes gaza
    gaz sofia homs
""".split()
)
