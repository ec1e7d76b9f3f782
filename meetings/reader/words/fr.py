from meetings.reader.vocabulary import Words

ONES = "premi deuxieme|second troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme"
ONES += " treizieme quatorzieme quinzieme seizieme"
ORDINALS = {rf"(?:{word})": number for number, word in enumerate(ONES.split(), 1)}
ORDINALS |= {"vingt(?:ieme)?": 20, "trent(?:e|ieme)": 30, "quarant(?:e|ieme)": 40, "cinquant(?:e|ieme)": 50}
ORDINALS |= {"soixant(?:e|ieme)": 60, "quatre-vingt(?:s|ieme)?": 80, r"\bunieme": 1}
ORDINAL = r"(?:\d{1,3} ?(?:re|er|ere|e|eme|ieme|nd|nde)\b|[a-z-]*(?:premi(?:er|ere)|seconde?|ieme)(?: |-)?)"

WORDS = Words(
    "fr",
    letter=r"^lettres? (?:identiques? )?(?:datees? |en date )",
    annex=r"^annexe?s?\b(?! (?:i|ii|iii|iv) d)",
    signed=r"\(signe\)",
    permanent=r"representant(?:e)? permanent(?:e)?|mission permanente|charge(?:e)? d'affaires",
    session=rf"(?P<n>{ORDINAL}) ?session",
    council_year=rf"(?P<n>{ORDINAL}) ?annee",
    item=r"points? (?P<n>\d{1,3}(?:(?:,| et) \d{1,3})*(?: ?[a-z]\))?) de (?:l'ordre|son ordre)",
    ordinals=ORDINALS,
    meeting=rf"(?P<n>{ORDINAL}) ?reunion[^.;]{{0,70}}(?:reseau|points focaux)|(?P<m>{ORDINAL}) ?reunion\b",
    chaired=r"copresid\w*|preside[es]* (?:conjointement )?par|sous la (?:co)?presidence|coorganis\w* par|coanime",
    opening=(
        r"ouvert(?:e|ure)? (?:de la|par|la|s)|(?:remarques|allocutions?|declarations?|discours|propos|"
        r"seance|observations) (?:liminaires?|d'ouverture|de bienvenue|inaugura\w+)|seance d'ouverture|"
        r"souhait\w+ la bienvenue|mots? de bienvenue|inaugure"
    ),
    moderated=r"moder(?:e|ee|es|ees|ateur|atrice|ation|er)\b|anim(?:e|ee|ait|ateur|atrice) (?:par|le|la|les|du|de)",
    panel=r"table ronde|\bpanel\b|panelistes?|intervenant(?:e)?s?\b|expos(?:e|es|ants?) (?:ont|presente)",
    closing=(
        r"(?:remarques|allocutions?|declarations?|discours|propos|mots?|observations) (?:finales?|"
        r"de cloture|de la fin)|seance de cloture|cloture (?:de la reunion|par)|\bcloture\b|en conclusion"
    ),
    place=r"\b(?:a|au|en) (?=[^\s\d])",
    duration=r"(?P<n>\d{1,2}|deux|trois|quatre|cinq|six|sept|huit) (?P<unit>heures?|minutes?)",
    spoke=(
        r"(?:ont|a) (?:egalement |aussi |ensuite |par la suite )?(?:fait|prononce|presente) (?:une |des |"
        r"leurs? )?(?:declarations?|interventions?|exposes?)|(?:ont|a) (?:egalement |aussi |ensuite |"
        r"par la suite )?pris la parole|sont (?:egalement |ensuite )?intervenus?|declarations? (?:ont|"
        r"a) ete (?:\w+ )?(?:faites?|prononcees?|entendues?)|(?:on|la reunion|les participants) (?:a|"
        r"ont) entendu|la parole a ete donnee|sont intervenues?|est (?:egalement |ensuite )?intervenue?"
    ),
    spoke_weak=r"declarations?|interven\w+|representant(?:e)?s? (?:de|des|du)|delegations? suivantes|pays suivants|orateurs",
    attended=r"ont (?:participe|assiste)|participa(?:ient|tion)|etaient presents|presence d",
    lead=(
        r"(?:(?:selon|pour|au nom d[^,]{3,40}|s'exprimant au nom d[^,]{3,40}|a (?:cet egard|ce propos|"
        r"ce sujet)|dans ce contexte|en outre|par ailleurs|de plus|de meme|enfin|pour (?:sa|leur) part|"
        r"egalement|de son cote|tandis que|alors que|et|mais),? ?(?:que )?)?(?:(?:l[ae]s? |"
        r"l')?(?:representant(?:e)?s?|delegations?|delegue(?:e)?s?|ambassad\w+|ministres?|"
        r"point(?:s)? foca(?:l|ux)(?: national)?|gouvernement|envoye(?:e)? specia\w+) (?:de la |de l'|"
        r"des |du |de |d'))?(?:l[ae]s? |l'|d'|de |du |des )?"
    ),
    after=(
        r"(?:,[^,.;]{3,90},)?(?: (?:a|ont|avait|avaient|s'est|se sont|s'|est|sont|etait|etaient|sera|"
        r"serait|egalement|aussi|ensuite|en outre|quant a (?:elle|lui|eux)|pour (?:sa|leur) part|"
        r"recemment|actuellement|chacun(?:e)?|tous deux|toutes deux|avec [^,.;]{3,40}|vient de|"
        r"viennent de|venait de|allait|va|vont|,|en train de|en cours de|en \d{4}|en [a-z]+ \d{4}|"
        r"le \d{1,2}(?:er)? [a-z]+ \d{4})){0,4}"
    ),
    says=(
        r"(?:fait|a fait|indiqu|declar|dit|affirm|not|soulign|insist|mis|mett|inform|annonc|decri|present|"
        r"parl|partag|propos|suger|sugger|recommand|appel|demand|exprim|appuy|soutenu|soutien|salu|rappel|"
        r"reaffirm|reiter|mention|expliqu|ajout|convenu|estim|considere|observ|offer|offr|engag|invit|"
        r"encourag|remerci|felicit|assur|preconis|regrett|evoqu|signal|precis|expos|rend|rapport|plaid|"
        r"lanc|adopt|approuv|examin|revis|prepar|elabor|redig|execut|appliqu|met|commenc|entam|publi|"
        r"devoil|organis|accueil|accueill|tien|tiendr|etabli|cre[ea]|mene|acheve|acheva|finalis|prolong|"
        r"renouvel|actualis|evalu|prevoi|prevu|comptait|compte|entend|envisag|form|fourni|contribu|rejoin|"
        r"esper|jug|attir|defend|concourt|s'est|allait|va|vien|souhait|pass|intervenu|poursui|travail)\w*"
    ),
    and_=r"et|ainsi que|de meme que|&|avec",
    plan=(
        r"plans? d'action nationa(?:l|ux)|plans? nationa(?:l|ux) d'action|\bpan\b|"
        r"plans? d'action(?! (?:national|regional|nationaux|regionaux|sous-regional|continental))"
    ),
    regional_plan=r"plans? d'action (?:sous-)?regiona(?:l|ux)|plans? d'action continental|plans? regiona(?:l|ux)",
    own=r"\b(?:son|sa|leur|leurs|propre|du pays)\b(?: \w+){0,2} $",
    tool=(
        r"boite a outils|trousse|guide (?:pour|d)|manuel|modele|appui a l|aider|aide (?:a|aux)|soutenir|"
        r"balkans occidentaux|autres (?:pays|etats)"
    ),
    stages=(
        (
            "under_review",
            r"\b(?:re)?examin\w+|\breexamen|\bexamen\b|\brevis\w+|\bevalu\w+|\bactualis\w+|mise a jour|bilan",
        ),
        ("prolonged", r"\bprolong\w+|\bproroge\w*|prorogation"),
        (
            "drafting",
            (
                r"\bprepar\w+|\belabor\w+|\bredig\w+|\bredaction|\bmet(?:tait|tent)? au point|\bfinalis\w+|"
                r"travaill\w+ (?:a|sur)|mettre au point|mise au point|\bachev\w+"
            ),
        ),
        ("launched", r"\blanc\w+|\bpubli\w+|\bdevoil\w+|\bpresente\b(?! un)"),
        ("adopted", r"\badopt\w+|\bapprouv\w+|\bapprobation|\bentérin\w+"),
        (
            "in_force",
            (
                r"\bmet(?:tait|tent|)? (?:actuellement )?en oeuvre|mis en oeuvre|\bapplique\b|\bexecut\w+|"
                r"entre en vigueur|mise en oeuvre"
            ),
        ),
        ("expired", r"\bexpir\w+|arrive a (?:son )?(?:terme|echeance)|pris fin"),
    ),
    future=(
        r"\b\w+(?:era|eront|erait|eraient|irait|ira|iront|dra|drait|dront|dre)\b(?<!notera)|\bva\b|"
        r"\bvont\b|\ballai(?:t|ent)\b|sur le point|prevoi\w*|prevu\w*|entend(?:ait|ent)?\b|compt(?:e|ait|"
        r"ent)\b|envisag\w+|prochainement|bientot|a l'intention|devrai(?:t|ent)"
    ),
    recent=r"recemment|recent|nouve(?:au|l)|vient de|venait de",
    frameworks=r"d'autres [^.;]{0,50}cadres|autres cadres|(?:mesures|directives|orientations) nationales",
    count=(
        r"(?P<n>\d{1,3}) (?:de|des|de ses|sur(?: les)?|d'entre les|de leurs) ?(?P<of>\d{1,3}) [^.;]{0,60}|"
        r"(?P<m>\d{1,3}) (?:pays|etats|membres|nations)[^.;]{0,60}"
    ),
    more_than=r"plus de|au moins|quelque",
    this_year=r"cette annee|l'annee en cours|fin de l'annee|la meme annee",
    points=(
        r"(?:principa(?:les|ux) |grandes )?(?:mesures? (?:a prendre|convenues?|arretees?|prioritaires?)|"
        r"points? (?:d'action|a suivre)|recommandations?|suite a donner|suites a donner|prochaines etapes|"
        r"marche a suivre|actions? (?:convenues?|prioritaires?|a mener|a entreprendre)|voie a suivre)|"
        r"(?:convenu|arrete|adopte|decide)\w* (?:de |des |d')?(?:ce qui suit|\w+ suivante?s?|"
        r"les \w+ suivant)|(?:mesures?|points?|recommandations?|actions?) (?:\w+ )?(?:suivant(?:e)?s?|"
        r"ci-apres)"
    ),
    bodies=(
        ("secretariat", r"(?:le )?secretariat(?: du reseau)?"),
        ("chair", r"(?:la )?(?:co)?presid(?:ence|ent|ente|ents)(?: du reseau)?"),
        ("bureau", r"(?:(?:les )?autres membres du )?bureau|(?:la )?troika|les autres membres du bureau"),
        ("focal points", r"(?:les )?(?:coordonnateurs|points focaux)(?: nationaux)?"),
        (
            "members",
            (
                r"(?:tous )?(?:les )?(?:etats )?membres(?: du reseau)?(?! de la| du bureau)|"
                r"(?:tous )?(?:les )?(?:etats|pays|gouvernements|delegations)(?: participants| membres)?"
            ),
        ),
        ("network", r"(?:le )?reseau(?: des (?:points focaux|coordonnateurs))?"),
        ("civil society", r"(?:la |les organisations de la )?societe civile"),
        ("united nations", r"(?:l')?(?:organisation des )?nations unies"),
    ),
    by=(
        r"(?:au plus tard|avant|d'ici(?: a)?|jusqu'a|pour)\s?(?:le |la |en |a )?(?:fin |la fin (?:de |"
        r"du mois de |du mois d'|d')?(?:l'annee )?)?(?:de |d')?$"
    ),
    vague=(
        r"(?:avant|d'ici|lors de|a|en vue de|pour) (?:a )?la (?:prochaine|suivante) (?:reunion|session)|"
        r"la prochaine reunion|des que possible|dans les meilleurs delais|(?:avant|"
        r"d'ici) (?:a )?la fin de l'annee|dans (?:un delai|les) de? ?\w+ mois|chaque annee|tous les ans|"
        r"regulierement|deux fois par an"
    ),
    responsible=r"(?:responsables?|entites? responsables?|charge(?:e)?s?|chef de file)\s?: ?",
    honorific=(
        r"(?:s\.? ?e\.? )?(?:son excellence|mme|mmes|mlle|m|mm|dr|docteure?|pr|professeure?|"
        r"l'ambassad(?:eur|rice)|ambassad(?:eur|rice)|lieutenante?-colonelle?|colonelle?|generale?|"
        r"commandante?|capitaine|commissaire|madame|monsieur)\.? (?=[a-z])"
    ),
    function=(
        r"^(?:ministre|ministere|directeur|directrice|chef|cheffe|representante?|secretaire|"
        r"sous-secretaire|adjointe?|permanente?|speciale?|envoyee?|ambassadeur|ambassadrice|conseillere?|"
        r"conseiller|fonctionnaire|experte?|presidente?|vice-presidente?|copresidente?|coordonnateur|"
        r"coordonnatrice|point|points|focal|focaux|lieutenante?-colonelle?|colonelle?|generale?|capitaine|"
        r"departement|bureau|division|affaires|etrangeres|internationale?|nationale?|etat|etats|"
        r"executive?|programme|politique|principale?|commissaire|commission|membre|parlement|professeure?|"
        r"chercheuse|nations|unies|femmes|paix|securite|genre|militaire|police|defense|reseau|republique|"
        r"union|europeenne|africaine|conseil|assemblee|moderateur|moderatrice|table|ronde|seance|"
        r"ouverture|cloture|le|la|les|un|une|des|du|de|l|d|en|a|au|aux|plan|action|droits|humains|egalite|"
        r"cooperation|institut|universite|mission|gouvernement|federale?|royaume|organisation|societe|"
        r"civile|groupe|travail|mondiale?|premiere?|deuxieme|troisieme|reunion|comite|centre|agence|"
        r"service|equipe|armees?|forces?|plateforme|mouvement|association|fondation|federation|forum|"
        r"alliance|coalition|initiative|academie|secretariat|responsable|avocate|militante|mediatrice|il|"
        r"elle|ils|elles|m|mme|dr)$"
    ),
)
