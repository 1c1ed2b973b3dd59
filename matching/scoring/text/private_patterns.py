"""What people say of their private life, as expressions over folded text with spelling mended.

Only what somebody says of themselves is meant: "garder 3 enfants" and "aider des personnes
handicapées" are work.
"""

import re

from matching.scoring.text.private_terms import (
    CITIES,
    COUNTRIES,
    FAITHS,
    I_HAVE,
    INJURIES,
    KIN_WORDS,
    PEOPLES,
    TWO_WORD_COUNTRIES,
)

_I_AM = r"(?:(?:je|j'|et|deja|etant|qui) )?(?:suis|etais|ete|etant)(?: (?:deja|aussi|encore|tres|un peu))*"
_COUNT = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|des|plusieurs)"
_SPAN = rf"(?:{_COUNT}|quelques|une? dizaine d[e'])"
_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_SINCE = (
    rf"(?: (?:depuis|pendant|il y a|en|de|ya|y a)? ?(?:{_SPAN} (?:ans?|annees?|mois|semaines?|jours?)\b"
    rf"|{_MONTH}(?: \d{{4}})?|(?:19|20)\d\d|longtemps|peu|recemment|l'an dernier))*"
)
_CHILDREN = (
    r"(?:jeunes? |petite?s? )?(?:enfant|bebe|fille|fil|garcon|ado|adolescent|jumeau|jumelle|gosse"
    r"|gamin|mome)[sx]?"
)
_AGED = (
    r"(?: a charge| en bas age| a la maison| scolarises?| (?:de )?\d+(?: et \d+)? (?:ans|mois))*"
)
_PARENT = r"(?:jeune )?(?:mere|pere|maman|papa|parent)"
_ALONE = r"(?:isolee?|seule?|solo|celibataire|divorcee?|separee?|au foyer|de famille)"
_ADULT = r"(?:femme|homme|fille|garcon|dame|monsieur)"
_GROWN = r"(?:1[6-9]|[2-8]\d)"
_JOB_OF = r"(?! (?:de|toutes?|a tout))"  # femme de ménage, homme toutes mains
_EXILE = (
    r"(?:refugiee?s?(?: politiques?| statutaires?)?|demandeu(?:r|se)s? d'asile|sans[- ]papiers?"
    r"|migrante?|immigree?|apatride|exilee?|clandestine?)"
)
_COUPLE = r"(?:celibataire|mariee?|divorcee?|veuve|veuf|pacsee?|separee?|en couple|fiancee?)"
_HEALTH = (
    r"(?:(?:travailleu(?:r|se) |travailleurs )?handicapee?|en situation de handicap|malade|enceinte"
    r"|sourde?|malentendante?|malvoyante?|aveugle|diabetique|epileptique|autiste|invalide"
    r"|depressi(?:f|ve)|en fauteuil(?: roulant)?|en depression|seropositi(?:f|ve)|asthmatique"
    r"|bipolaire|schizophrene|dyslexique|hyperactif|obese|muette?|amputee?|operee?"
    r"|en (?:remission|chimio(?:therapie)?|arret maladie|invalidite|conge maternite)|suicidaire)"
)
_HABIT = r"(?:(?:ancien(?:ne)? |ex[ -])?(?:alcoolique|toxicomane|drogue|toxico|addict))"
_OTHER_STATE = (
    r"(?:homosexuel(?:le)?|gay|lesbienne|transgenre|trans|bisexuel(?:le)?|noire?|maghrebine?"
    r"|etrangere?|voilee|pratiquante?|croyante?|sdf|orphelin|orpheline|pauvre|expulsee?|naturalisee?"
    r"|condamnee?|syndiquee?|communiste|detenue?|ex[ -]detenue?|gitane?|rom|tsigane|chomeu(?:r|se)"
    r"|retraitee?|boursi(?:er|ere)|surendettee?|incarceree?|hebergee?)"
)
_ILLNESS = (
    r"(?:rqth|handicap|maladie|cancer|diabete|depression|epilepsie|hernie(?: discale)?"
    r"|mal (?:de|au|aux|a la|a l')\s?(?:dos?|genoux?|epaules?|tete|jambes?|mains?|cou|bras|ventre|hanche|pieds?)"
    r"|(?:des |un )?(?:petits? )?(?:problemes?|soucis?|douleurs?)"
    r" (?:de|au|aux|a la|a l'|d')\s?(?:sante|dos?|genoux?|coeur|vue|epaules?|audition|alcool|drogue"
    r"|hanches?|chevilles?|jambes?|mains?|bras|pieds?|poignets?|cou|oreilles?|yeux)"
    r"|sclerose(?: en plaques?)?|polyarthrite|asthme|arthrose)"
)
_AID = r"(?:rsa|ass|aah|are|apl|minimas? socia(?:l|ux))"
_LIFE = (
    rf"(?:{FAITHS}|{_EXILE}|{_COUPLE}|{_HEALTH}|{_HABIT}|{_OTHER_STATE}|{_PARENT}(?: {_ALONE})*)"
)
_STATE = rf"(?:{PEOPLES}|arabe|{_LIFE})"

_UP_TO_CLAUSE_END = r"(?: [^,;.()\n]*?)??(?=$|[,;.()\n]| et | je | j'| mais )"
_FAMILY = (
    (
        rf"\b(?:(?:{I_HAVE}|{I_HAVE} eleve|j'attends|ayant|seule? avec) {_COUNT}|avec \d+)"
        rf" {_CHILDREN}{_AGED}\b"
        r"(?! a garder)"
    ),
    rf"\b(?:j')?eleve(?: seule?)? (?:ses |mes |{_COUNT} )(?:{_COUNT} )?{_CHILDREN}\b",
    (
        rf"\b(?:je suis |suis |etant )?(?:une? )?{_PARENT}(?: {_ALONE})*"
        rf" (?:de|d'|avec) ?{_COUNT} {_CHILDREN}{_AGED}\b"
    ),
    rf"\b(?:je suis |suis |etant )?(?:une? )?{_PARENT}(?: {_ALONE})+\b",
    (
        r"(?:\b(?:pour |pr |afin de |afin d')?(?:je |j'ai |dois |m'|s')*"
        r"(?:occupe|garde|cherche|recupere|emmene|depose|eleve|aide|nourri|soigne)r? (?:de )?)?"
        r"(?:\b(?:avec|chez|pour|a cause de|sans|loin de) )?"
        rf"\b(?:mes|mon|ma|nos|notre) (?:petite?s? |jeunes? |\d+ )?{KIN_WORDS}\b(?! de (?:menage|chambre))"
        rf"(?: a l'ecole)?(?: (?:vont|sont|ont|va|est|a|habite|vit|etait|travaille|me|ne){_UP_TO_CLAUSE_END})?"
    ),
    r"\bi have (?:\d+|a|two|three|four|five) (?:child|children|kids?)\b",
    (
        r"\b(?:i am |i'm )?(?:a )?(?:single )?(?:mother|father|mum|mom|dad|parent) of \w+"
        r"(?: children| kids)?\b"
    ),
    r"\b(?:en )?(?:plein )?(?:instance de )?divorce(?: en cours| complique| difficile)?\b|\bgarde alternee\b",
    r"\bfamille (?:monoparentale|nombreuse)\b|\bconge (?:parental|maternite|paternite)\b",
    rf"\b\d+ {_CHILDREN} a charge\b|\benfants? a charge\b",
)
_AGE_AND_SEX = (
    (
        rf"\b(?:{I_HAVE}|agee? de|et {I_HAVE}|suis agee? de|avoir) \d{{2}} ans\b"
        r"(?! (?:d'|de |dans |en |comme |chez |au |a |sur ))"
    ),
    (
        rf"\b(?:je suis |suis )?(?:une? )?(?:jeune |vieille |vieux )?(?:{_ADULT}|{_PARENT})"
        r"(?: agee?)?"
        rf"(?: de)? {_GROWN} ans\b"
    ),
    rf"\b(?:i am|i'm) {_GROWN}\b(?: years old)?",
    rf"\b(?:je suis|suis) une? (?:jeune |vieille )?{_ADULT}\b{_JOB_OF}",
    r"\b(?:ne|nee)(?: le \d\S*| en \d{4}| a [a-z-]+| au [a-z-]+)+(?: \w+ \d{4})?",
    r"\b(?:a mon age|vu mon age|trop (?:vieux|vieille|agee?))\b",
    r"\b(?:bientot|presque|plus de) \d\d ans\b(?! (?:d'|de|en|dans))",
)
_PLACE = (
    rf"(?:{'|'.join(sorted(COUNTRIES | CITIES, key=lambda name: (-len(name), name)))}"
    rf"|{TWO_WORD_COUNTRIES})"
)
_WAY_TO = (
    r"(?:(?:de|du|des|en|au|aux|a|dans|la|le|les|chez|depuis|from|in|no|na|v)? ?(?:l'|d'|d )?)"
)
_LANGUAGE_BEFORE = "".join(
    f"(?<!{word})"
    for word in (
        *(
            "de ",
            "d'",
            "du ",
            "en ",
            "l'",
            "le ",
            "parle ",
            "parler ",
            "lire ",
            "ecrire ",
            "cours ",
        ),
        *("langue ", "traducteur ", "traductrice ", "prof ", "professeur ", "interprete ", "bon "),
        *("cuisine ", "restaurant ", "restauration ", "patisserie ", "coiffure ", "speak ", "peu "),
        *(
            "courant ",
            "bilingue ",
            "notions ",
            "culture ",
            "mode ",
            "medecine ",
            "comprendre ",
            "parlant ",
        ),
    )
)
_NOT_LANGUAGE_AFTER = (
    r"(?! (?:courant|lu|parlee?|ecrite?|bilingue|[abc][12]|professionnel|commercial|technique|niveau"
    r"|oral|debutant|intermediaire|scolaire|maternelle|avance|fluent|ok|langue))"
)
_ORIGIN_AND_HEALTH = (
    rf"\b(?:je suis|suis) (?:une? )?(?:[a-z-]+ )?{_EXILE}\b",
    rf"\b{_I_AM} (?:une? )?(?:d'origine )?{_STATE}(?: {_STATE})*\b{_SINCE}",
    (
        r"(?:\b(?:diplomes?|diplomee?|titre|experience|permis|etudes?|bac|licence|metier)"
        r" (?:obtenue? |faite?s? |passee? )?(?=(?:de|du|des|en|au|aux|a|d'|de la) ?))?"
        r"(?:\b(?:(?:je |j' ?)?(?:viens|vient|arrive|arrivee?|venue?|nee?|vecu|reste|suis|parti|partie) )?"
        rf"(?:{_WAY_TO}){{0,2}}\b{_PLACE}\b)"
    ),
    (
        rf"(?<=[a-z0-9] ){_LANGUAGE_BEFORE}(?!francais|anglais\b){PEOPLES}\b{_NOT_LANGUAGE_AFTER}"
        r"(?=$|[ ,;.\n])"
    ),
    (
        r"\b(?:suis )?(?:d'origine|(?:de )?nationalite|originaire (?:de|du|des|d')|ressortissante?)"
        r" ?:? ?[a-z-]+"
    ),
    r"\b(?:fils|fille|enfant|issue?) (?:d'|de l')?(?:immigres?|l'immigration)\b|\baccent etranger\b",
    (
        rf"\b(?:reconnue?|{I_HAVE}|avec|titulaire d'|suite a|a cause d')"
        rf" ?(?:une?|la|le|l'|mon|ma|des|de)? ?{_ILLNESS}(?: au dos)?\b"
    ),
    rf"(?<!de )(?<!du )(?<!d')(?<!la )(?<!le )(?<!mon )(?<!en )(?<!assurance )(?<!garde[ -])\b{_ILLNESS}(?=$|[,;.\n]| depuis)",
    (
        r"\b(?:mal (?:au|aux|a la) (?:dos?|genoux?|epaules?|tete|jambes?)|hernie(?: discale)?|lombalgie"
        r"|sciatique|fibromyalgie|burn[ -]?out|schizophren\w+|bipolaire|asthmatique|chimio(?:therapie)?"
        r"|accident d[ue] travail|arret maladie|pension d'invalidite|en invalidite|seropositi(?:f|ve)"
        r"|vih|sida|tdah|dyslexi\w+|suivi (?:psy\w*|en psychiatrie)|hopital psychiatrique|apnee du sommeil"
        r"|alcoolique|alcoolisme|toxicoman\w+|desintox\w*|sevrage|methadone|subutex|cannabis"
        r"|cure (?:de desintox\w*|d'alcool)|probleme d'(?:alcool|addiction)|addictions? (?:a|au) \w+"
        r"|ne (?:bois|fume) plus|arrete (?:l'alcool|la drogue|de boire)|clean depuis)\b" + _SINCE
    ),
    r"\benceinte(?: de \d+ (?:mois|semaines))?\b|\bma grossesse\b|\bj'allaite\b",
    r"\brqth\b|\b(?:reconnue? )?(?:comme )?travailleu(?:r|se) handicapee?\b",
    (
        r"\b(?:mon |ma |un |une |de |avec (?:un |une )?)?(?:titre|carte|permis) (?:de sejour|de resident)"
        r"(?: (?:en cours|valable|de|d'|\d+|an|ans|provisoire|renouvele\w*|expire))*\b|\brecepisse\b"
        r"|\b(?:ofpra|cada|ofii|visa long sejour)\b|\b(?:demande|droit|procedure) d'asile(?: en cours)?\b"
        r"|\bpas (?:encore )?(?:de |mes )papiers\b|\bsans papiers?\b|\bexile(?:e)? politique\b"
    ),
    (
        rf"\b(?:je )?(?:port\w+|met\w*|garde) (?:le|un|mon) (?:voile|foulard|hijab|turban)\b"
        r"|\bramadan\b|\bma (?:religion|foi|priere)\b|\b(?:le )?(?:vendredi|jour) (?:de|pour la) priere\b"
        rf"|\b{FAITHS} (?:pratiquante?|croyante?)\b|\bmusulmane?s?\b|\bchretien(?:ne)?s?\b"
        r"|\b(?:temoin de jehovah|bouddhiste|catholique|evangeliste|hijab)\b"
    ),
)
_JUSTICE = r"(?:prison|detention|taule|zonz|zonzon|incarceration|maison d'arret|centre (?:penitentiaire|de detention))"
_WEALTH_PLACE_AND_NAME = (
    (
        r"\b(?:(?:je )?(?:suis (?:au|a l')|(?:touche|percois|vis|vivre|au) ?(?:l(?:e |')|du |au )?)"
        rf"|(?:beneficiaire|allocataire) (?:de l'|du|d')|(?:fin de|sans) droits? (?:a l'|au )?)"
        rf" ?{_AID}\b{_SINCE}"
    ),
    rf"\b(?:fin de droits|minimas? sociaux|allocataire(?: caf)?|sans ressources?|au minima social)\b{_SINCE}",
    rf"\b(?:(?:je )?suis |etant |inscrite? )?(?:au|en|a) (?:chomage|pole emploi|france travail|cap emploi|la mission locale)\b{_SINCE}",
    rf"\b(?:chomeu(?:r|se)s?|demandeu(?:r|se)s? d'emploi)(?: (?:de )?longue duree)?\b{_SINCE}",
    r"\b(?:je suis |suis )?(?:a la (?:fac|retraite)|etudiante?|lyceen(?:ne)?)(?=$|[,;.\n]| et | depuis)",
    (
        r"(?<!surveillant de )(?<!surveillante de )(?<!gardien de )(?<!agent de )"
        r"\b(?:(?:je |j'|viens de )?(?:suis |ai (?:fait |passe )?)?"
        r"(?:sors|sort|sortie?|sortante?|sortir|liberee?|fait|passe|apres|ex|ancien(?:ne)?)"
        rf"(?: (?!agent|surveill)[a-z0-9']+){{0,4}}? )?(?:de |en |d'|la |une? peine de )*{_JUSTICE}\b{_SINCE}"
    ),
    (
        r"\b(?:ex[ -]|ancien(?:ne)? )(?:detenue?s?|prisonni(?:er|ere)s?|taulard)\b"
        r"|\b(?:je suis |suis )?(?:sous|avec|porte)? ?(?:un |le |mon )?bracelet(?: electronique)?\b(?= electronique|$|[,;.\n])(?: electronique)?"
        r"|\b(?:sous |en )?(?:liberation|liberte) (?:conditionn?el(?:le)?|condis?sionn?el(?:le)?|surveillee)\b|\bsemi[ -]liberte\b"
        r"|\b(?:sous )?controle judiciaire\b|\b(?:(?:pas de|un|mon) )?casier(?: judiciaire)?(?: vierge| charge)?\b"
        r"|\btravaux d'interet general\b|\b(?:suivie? par le )?spip\b|\bgarde a vue\b"
        rf"|\b(?:je suis |suis |ai ete )?(?:incarceree?|condamnee?)(?: a [a-z0-9 ]{{1,20}})?\b{_SINCE}"
    ),
    (
        r"\b(?:je (?:suis |dors |vis |loge )|suis )?(?:a la rue|sans[ -]abri|sdf|sans domicile(?: fixe)?|sans logement"
        r"|(?:en|dans un|au) (?:foyer|chrs|squat|hotel social|hebergement d'urgence|centre d'hebergement)"
        r"|dans ma voiture|mal logee?)\b(?! (?:de jeunes|d'))" + _SINCE
    ),
    r"\b(?:je suis |suis )?heberge(?:e)?(?: (?:chez|par|en|dans) (?:une? |des |mon |ma |le |l')?[a-z]+)?\b|\bexpulsee? de mon (?:logement|appartement)\b",
    r"\b(?:(?:j')?habite|je (?:vis|loge|reside)|(?:habitante?|domiciliee?) (?:de|du|a|en|au))"
    + _UP_TO_CLAUSE_END,
    (
        r"(?:(?<=usine )|(?<=boite )|(?<=entreprise )|(?<=societe )|(?<=magasin )|(?<=boutique ))"
        r"(?:(?:qui )?(?:a|est) )?ferme(?:e|r|es)?\b"
    ),
    r"\b(?:en|hors|habitante? )? ?qpv\b|\bquartier prioritaire\b|\b(?:de|dans) (?:la|une) cite\b|\ben hlm\b",
    r"\b(?:je m'appelle|mon nom est|mon prenom est)" + _UP_TO_CLAUSE_END,
)
# Words that name a private state wherever they stand, unless they tell whom somebody works for.
_NOT_FOR = "".join(
    rf"(?<!{word} )"
    for word in (
        *("les", "des", "aux", "personnes", "personne", "enfants", "enfant", "public", "publics"),
        *("aide", "aider", "conseiller", "conseillere", "agent", "eleves", "eleve", "adultes"),
        *("patients", "patient", "medecin", "charge", "accueil", "service", "pour", "referent"),
        *(
            "de",
            "robe de",
            "pour une",
            "conseiller en",
            "dispositif",
            "situation de",
            "centre",
            "animateur",
            "accompagnement",
            "accompagnant",
            "secteur",
        ),
    )
)
_BESIDE = (
    *INJURIES,
    rf"\b{_COUPLE} (?:avec |a |d')(?:une? )[a-z]+\b|\bv(?:is|it|ivant) avec (?:une? )[a-z]+\b",
    (
        rf"{_NOT_FOR}\b(?:je suis |suis |j'ai fait (?:une )?|ai fait (?:une )?|deja )?(?:veufs?|veuves?|divorcee?|celibataires?(?: sans enfants?)?"
        r"|mariee?|pacsee?|en couple|(?:en )?instance de divorce|primo[ -]arrivante?s?|immigree?s?|oqtf"
        r"|mineure? isolee?|naturalisee?(?: francaise?)?|malvoyante?s?|malentendante?s?|appareillee|malade"
        r"|diabetique|diabete|asthmatique|asthme|epileptique|epilepsie|(?:du|en|de l'|de la )?depression"
        r"|depressi(?:f|ve)|autiste(?: asperger)?|begaiement|insomnie|begue|handicapee?|handicap moteur"
        r"|(?:en )?invalidite|(?:en )?remission|en cure|en conditionnelle|en fauteuil(?: roulant)?"
        r"|homosexuel(?:le)?|transgenre|lesbienne|non[ -]binaire|ex[ -]detenue?|sous methadone"
        r"|(?:ancien(?:ne)? |ex[ -])?(?:alcoolique|toxicomane)|refugiee?s?(?: statutaire| politique)?|squat"
        rf"|demandeu(?:r|se) d'asile|interdite? bancaire|sobre(?: depuis)?){_SINCE}"
        r"(?=$|[ ,;.()\n])"
        r"(?! (?:des?|du|d'|en) (?!\d))"
    ),
    rf"{_NOT_FOR}\b(?:au |du |le )?(?:rsa|aah)\b(?! (?:insertion|activite)){_SINCE}|\brqth\b{_SINCE}|\bapl$",
    (
        rf"{_NOT_FOR}\b(?:je suis |suis |un |une )?(?:trop )?(?:jeune|vieux|vieille|senior|retraitee?|majeure?)"
        r"(?=$|[,;.()\n]| je | j'| et | mais )"
    ),
    (
        r"\b(?:je |j' ?)?(?:viens |suis )?(?:d'|de )?arrivee?s? en france\b(?: il y a)?"
        rf"{_SINCE}|\b(?:je suis )?en france{_SINCE}(?=$|[ ,;.()\n])"
    ),
    r"\bdans mon pays(?: d'origine)?\b|\b(?:au|du|le) (?:pays|bled)\b(?! d')",
    (
        rf"\b(?:j'ai |ai )?(?:etudiee?|travaillee?|vecu|exerce|bosse)(?: {_SPAN} (?:ans?|mois))? (?:en|au|aux|a) {_PLACE}\b"
    ),
    rf"\b\d+ (?:ans|annees|mois) (?:en|au|aux|a) {_PLACE}\b",
    r"\b(?:j'attends|j'ai pas|sans) (?:mes |de )?papiers?\b|\bprotection (?:subsidiaire|temporaire)\b",
    r"\b(?:en cours de )?naturalisation\b|\bregularisee?(?: l'an dernier)?\b|\b(?:un |mon )?visa(?: etudiant| long sejour)?\b",
    rf"\b(?:(?:ca|cela) fait {_SPAN} (?:ans?|mois) que )?(?:je (?:touche|suis) )?(?:au |le )?chomage\b{_SINCE}|\b(?:un |le )?cancer(?: d[eu]s? (?:la )?[a-z]+)?\b{_SINCE}",
    rf"\b(?:mon )?passeport {PEOPLES}\b|\b(?:originaire|native?|natif) (?:de la |de l'|du |des |de |d'){_PLACE}\b",
    r"\b(?:gitane?s?|manouches?|tsiganes?|gens du voyage)(?: sedentarisee?s?)?\b|\b(?:j ?'?ai fait |ai fait |apres )?(?:une |ma |des )?tentatives? de suicide\b|\bcas ?so(?:s|cial)\b|\bj ?'?ai fui\b[^,;.()\n]*",
    r"\b(?:j ?'?ai )?\d\d (?:balais?|bale|piges?|berges)\b|\b(?:bientot|presque|proche de|pres de) (?:a )?(?:la |ma )?retraite\b",
    r"\b(?:je )?(?:touche |percois )?l ?'?aah\b(?: a \d+ ?%?)?|\b(?:ma |une |la )?(?:pension (?:alimentaire|de reversion)|prestation compensatoire)\b",
    r"\b(?:mon|ma|mes|j ?'?ai (?:le|la|les)) (?:dos|genoux?|epaules?|hanches?|poignets?|coeur|yeux|vue|jambes?|cervicales?) (?:est |sont |me |qui )?(?:foutue?s?|fragiles?|morte?s?|cassee?s?|bloquee?s?|hs|abimee?s?|lachent?|usee?s?|(?:fait|font) mal)\b|\b(?:une |deux |trois )?hernies?(?: discales?)?\b",
    r"\benceinte jusqu ?'?a?u? ?[a-z]+\b|\b(?:bipolaire|epileptique|diabetique|schizophrene|depressi(?:f|ve)|autiste) (?:stabilisee?|soignee?|suivie?|guerie?|leger|legere|severe|chronique)\b",
    (
        r"\b(?:je )?(?:fais|vais|prie|pratique)(?: a)? ?(?:la|le|l'|au|mon|ma)? ?(?:priere|mosquee|eglise|synagogue"
        r"|temple|ramadan|careme)\b|\b(?:je )?mange (?:halal|casher|pas de porc)\b"
    ),
    (
        r"\b(?:je )?(?:sor[st]\w*|sortie?|suis) (?:de|en) (?:cure|postcure|rehab)\b(?! therm)"
        r"|\b(?:je suis |suis )?sous (?:traitement|medicaments?|antidepresseurs?|neuroleptiques?)"
        r"(?: medical| lourd)?\b(?! thermique)"
    ),
    r"\b(?:une )?maladie de longue duree\b|\b(?:en )?longue maladie\b|\btraitement lourd\b",
    r"\b(?:j'ai |ai )?(?:ete )?operee? (?:du|de la|de l'|des|au) ?[a-z]+\b",
    r"\b(?:je )?prends des (?:medicaments|cachets)\b|\b(?:je )?vois (?:tres )?mal\b|\b(?:je suis )?fatiguee?\b",
    r"\b(?:mon|ma) (?:ex|mari|femme|conjointe?|copain|copine) ?(?:m'a|m'|a|est|etait) ?[a-z]+\b",
    (
        # What a sentence tells of somebody else is theirs: "mon mari parle anglais".
        r"\b(?:mon|ma|mes) (?:mari|femme|conjointe?|compagn(?:on|e)|copain|copine|ex|fils|fille|enfants?"
        r"|pere|mere|frere|soeur|parents|oncle|tante|cousine?)s? (?:qui )?(?:est|etait|sont|parle|travaille"
        r"|fait|faisait|apprend|conduit|bosse|tient|tenait|vend|avait|vient de)\b[^,;.()\n]*?"
        r"(?=$|[,;.()\n]| et | mais | donc | je | j')"
    ),
    r"\bmon ex[ -](?:mari|femme)\b|\b(?:je suis |suis )?(?:une? )?grand[ -](?:mere|pere)\b|(?<=[a-z] )\(?(?:ass|apl|chrs)(?=$|[,;.()])|\b(?:(?:au|en) )?(?:chrs|cada)\b|\bj'etais en (?:prison|detention)\b|\blogee? par (?:le |la |l')?[a-z]+\b|\bj'aurai (?:bientot )?\d\d ans\b|\bj'ai ete battue\b|\bviolences conjugales\b",
    r"\b(?:je )?dors (?:dehors|au 115|dans (?:la rue|ma voiture))\b|\b(?:la )?trav(?:ail|aux) d'interet general\b",
    r"\b(?:j'ai |ai )?(?:ete )?(?:fait|purge) (?:de la |une peine )(?:prison)\b|\bpeine de prison\b",
    r"\b(?:je )?(?:n'ai |ai )plus d'argent\b|\b(?:je )?(?:ne )?(?:fume|bois|drogue) plus(?: de cannabis| d'alcool)?\b",
    r"(?<!garder )(?<!garde )(?<!de )(?<!d')\b(?:\d+|deux|trois|quatre) enfants?\b(?=$|[,;.()\n]| je | j'| et je | mais )",
    r"\b(?:suivie? par|inscrite? a) (?:la |le |l')?(?:mission locale|plie|ccas|assistante? sociale?|pole emploi|france travail|cap emploi)\b",
)
SELF = re.compile(
    "|".join((*_BESIDE, *_FAMILY, *_AGE_AND_SEX, *_ORIGIN_AND_HEALTH, *_WEALTH_PLACE_AND_NAME))
)
# What says only that when it stands alone between two commas; "anglais" alone is a language.
_STATES_ALONE = (
    rf"(?:{_LIFE}|{_ADULT}|{_PARENT})(?: {_ALONE})*(?: {PEOPLES})?",
    rf"{_ILLNESS}|personne (?:handicapee|en situation de handicap)|sdf|sans domicile|la prison",
    rf"(?:au )?{_AID}|(?:au chomage|demandeu(?:r|se) d'emploi|sans emploi)(?: depuis .*)?",
    rf"(?:avec )?\d+ {_CHILDREN}{_AGED}|enfants?{_AGED}|famille (?:nombreuse|monoparentale)",
    r"\d{1,2} ans|(?:sortante? de|sortie? de) (?:prison|detention)|(?:ex-|ancien(?:ne)? )detenue?",
    r"(?:single )?(?:mother|father|mum|mom|dad|parent)|l'alcool|la drogue|addictions?|handicap(?:ee?)?",
    rf"religion|foi|priere|origine|nationalite(?: {PEOPLES})?|etudiante?|retraitee?|{_JUSTICE}",
)
ALONE_IN_CLAUSE = re.compile(rf"(?:je suis |suis )?(?:une? |jeune )?(?:{'|'.join(_STATES_ALONE)})")
NATION_ALONE = re.compile(PEOPLES)
