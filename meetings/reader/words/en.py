from meetings.reader.vocabulary import Words

ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
)
TENS = {"twenty|twentieth": 20, "thirty|thirtieth": 30, "forty|fortieth": 40, "fifty|fiftieth": 50}
TENS |= {"sixty|sixtieth": 60, "seventy|seventieth": 70, "eighty|eightieth": 80, "ninety|ninetieth": 90}
ORDINALS = {rf"\b{word}\b": number for number, word in enumerate(ONES.split(), 1)}
ORDINALS |= {rf"\b(?:{word})\b": number for word, number in TENS.items()}
ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety)-?\s?)?[a-z]+(?:st|nd|rd|th|ieth))"
)

WORDS = Words(
    "en",
    letter=r"^(?:identical )?letters? dated\b",
    annex=r"^annex(?:es)?\b(?! (?:i|ii|iii|iv) of)",
    signed=r"\(signed\)",
    permanent=r"(?:permanent representative|permanent mission|charge d'affaires)",
    session=rf"(?P<n>{ORDINAL}) (?:regular )?session",
    council_year=rf"(?P<n>{ORDINAL}) year",
    item=r"(?:agenda items?|items? (?=\d+ of the)) ?(?P<n>\d{1,3}(?:(?:,| and|, and) \d{1,3})*(?: ?\([a-z]\))?)",
    ordinals=ORDINALS,
    meeting=(
        rf"(?P<n>{ORDINAL})(?: [a-z-]+)? meeting of (?:the )?[^.;]{{0,70}}(?:network|focal points)|"
        rf"(?P<m>{ORDINAL}) (?:capital-level |annual |regular )?meeting\b"
    ),
    chaired=(
        r"co-?chair(?:ed|s)?\b|\bas (?:the )?chair\b|\bhosted by|\bchaired by|co-?hosted by|"
        r"under the (?:co-?)?chair(?:manship|ship)? of"
    ),
    opening=(
        r"open(?:ed|ing) (?:the (?:meeting|session|plenary)|remarks|statements?|session|plenary|"
        r"addresse?s?|segment)|welcom(?:e|ing) (?:remarks|statements?|addresse?s?)|"
        r"welcomed (?:the )?participants|inaugurated|(?:meeting|session|plenary) was opened|keynote"
    ),
    moderated=(
        r"\bmoderat(?:ed|or|ing)\b|\bfacilitat(?:ed|or) (?:by|the (?:panel|discussion|debate))|"
        r"chaired the (?:panel|round)"
    ),
    panel=(
        r"\bpanel(?:l?ists?|s)?\b|round ?table (?:speakers|featured)|\bfeatur(?:ed|ing)\b|\bcomprised\b|"
        r"discussants?|presentations? (?:was|were) (?:made|given|delivered) by|briefers?"
    ),
    closing=(
        r"clos(?:ed|ing) (?:the (?:meeting|session)|remarks|statements?|session|address|segment)|"
        r"concluding (?:remarks|statements?)|in closing|(?:meeting|session) was closed"
    ),
    place=r"\b(?:in|at) (?=[^\s\d])",
    duration=r"(?P<n>\d{1,2}|two|three|four|five|six)[- ](?P<unit>hours?|minutes?)",
    spoke=(
        r"(?:made|delivered|gave) (?:the )?(?:\w+ )?(?:statements?|interventions?|remarks)|took the floor|"
        r"statements? (?:was|were|came) (?:\w+ )?(?:made|delivered|given|heard)? ?(?:by|from)|"
        r"interventions? (?:was|were|came) (?:\w+ )?(?:made|delivered|given|heard)? ?(?:by|from)|"
        r"the following (?:\w+ ){0,3}(?:spoke|intervened|contributed)|(?:list of speakers|"
        r"speakers? included|heard (?:statements|interventions) (?:by|from)|also spoke|"
        r"contributed to the (?:discussion|debate))|the floor was (?:then )?(?:given|taken)"
    ),
    spoke_weak=(
        r"\bspoke\b|\bintervened\b|the following (?:countries|delegations|speakers|states|member states)|"
        r"\bspeakers\b|statements? by|representatives? of"
    ),
    attended=(
        r"\battended\b|\bparticipated\b|\bparticipants from\b|in attendance|were present|participation of|"
        r"\bparticipating\b"
    ),
    lead=(
        r"(?:(?:according to|speaking (?:on|in) behalf of [^,]{3,40}|on behalf of [^,]{3,40}|in (?:this|"
        r"that) (?:regard|context|connection)|in addition|similarly|likewise|furthermore|moreover|also|"
        r"finally|for (?:its|her|his) part|meanwhile|while|whereas|and|"
        r"but),? )?(?:(?:the )?(?:representatives?|delegates?|delegations?|ambassadors?|ministers?|"
        r"deputy ministers?|national focal points?|focal points?|special envoys?|government|"
        r"permanent representatives?|speakers?)(?: of| for|"
        r" from) (?:the government of )?)?(?:the )?(?:republic of )?"
    ),
    after=(
        r"(?:'s? (?:representatives?|delegations?|delegates?|national focal points?|"
        r"focal points?))?(?:,[^,.;]{3,90},)?(?: (?:has|have|had|also|then|further|both|each|is|was|were|"
        r"are|will|would|would also|recently|currently|now|being|been|jointly|together with [^,]{3,40}|"
        r"for (?:its|their) part|in turn|,)){0,4}"
    ),
    says=(
        r"(?:report|stat|said|say|not|stress|emphasi[sz]|underlin|underscor|highlight|inform|announc|"
        r"describ|present|introduc|shar|propos|suggest|recommend|call|urg|express|support|welcom|point|"
        r"recall|reaffirm|reiterat|mention|explain|outlin|add|agre|argu|believ|consider|remark|observ|"
        r"rais|offer|pledg|commit|ask|request|encourag|thank|commend|prais|draw|drew|spok|speak|affirm|"
        r"assur|advocat|warn|regret|indicat|refer|insist|echo|told|tell|invit|plan|intend|launch|adopt|"
        r"approv|review|revis|prepar|develop|draft|implement|begin|began|start|publish|releas|unveil|host|"
        r"organi[sz]|hold|held|establish|create|set|work|carr|complet|finali[sz]|extend|prolong|renew|"
        r"updat|evaluat|appli|apply|conduct|train|made|make|hop|stood|stand|provid|contribut|join|look|"
        r"aim|expect|about|dr[ae]w)[a-z]*"
    ),
    and_=r"and|as well as|&|together with|along with",
    plan=(
        r"national action plans?|action plans? on women|\bnaps?\b|"
        r"(?<!regional )(?<!continental )(?<!national )action plans?\b"
    ),
    regional_plan=r"(?:sub-?)?regional action plans?|regional plans?(?: of action)?|continental action plans?",
    own=r"\b(?:its|their|his|her|country's|own)\b(?: \w+){0,2} $|[a-z]'s? (?:\w+ ){0,2}$",
    tool=(
        r"tool ?kit|guidelines? (?:for|on)|guide (?:for|to|on)|hand-?book|template|support(?:s|ed|"
        r"ing)? (?:the )?(?:drafting|development|preparation|countries|other|states|member)|assist|"
        r"western balkan|other (?:countries|states|members)|help(?:s|ed|ing)? "
    ),
    stages=(
        (
            "under_review",
            r"\breview(?:s|ed|ing)?\b|\brevis(?:es|ed|ing|ion)\b|\bevaluat(?:es|ed|ing|ion)\b|\bupdat(?:es|ed|ing)\b|mid-?term",
        ),
        ("prolonged", r"\bextend(?:s|ed|ing)?\b|\bprolong(?:s|ed|ing)?\b|extension"),
        (
            "drafting",
            (
                r"\bprepar(?:es|ed|ing|ation|ations)\b|\bprepare\b|\bdraft(?:s|ed|ing)?\b|\bdevelop(?:s|ed|ing|"
                r"ment)?\b|\bfinali[sz](?:es|ed|ing|e|ation)\b|\belaborat(?:es|ed|ing|ion)\b|\bwriting\b|"
                r"under (?:way|preparation|development)|\bformulat(?:es|ed|ing|ion)\b|working on|work(?:ed|s)? on"
            ),
        ),
        (
            "launched",
            (
                r"\blaunch(?:es|ed|ing)?\b|\bunveil(?:s|ed|ing)?\b|\breleas(?:es|ed|ing|e)\b|\bpublish(?:es|ed|"
                r"ing)?\b|\bpresented\b|\bintroduced\b"
            ),
        ),
        ("adopted", r"\badopt(?:s|ed|ing|ion)?\b|\bapprov(?:es|ed|ing|al|e)\b|\bendors(?:es|ed|ing|e)\b"),
        (
            "in_force",
            (
                r"\bimplement(?:s|ed|ing)\b|being implemented|under implementation|entered into force|"
                r"carrying out|in its (?:\w+ )year"
            ),
        ),
        ("expired", r"\bexpir(?:es|ed|ing)\b|came to an end|\bended\b"),
    ),
    future=(
        r"\bwill\b|\bwould\b|\bplan(?:s|ned|ning)? to\b|\bintend(?:s|ed)? to\b|about to|expect(?:s|"
        r"ed)? to|\bis to\b|\bare to\b|\bwas to\b|soon|going to|scheduled|hop(?:es|ed) to|planned\b|"
        r"aim(?:s|ed) to|announced (?:its |their |the )?(?:plans?|intention)"
    ),
    recent=r"recent(?:ly)?|newly|just",
    frameworks=r"other [^.;]{0,50}frameworks?|through [^.;]{0,30}(?:other )?national (?:measures|guidelines|frameworks)",
    count=(
        r"(?P<n>\d{1,3}) (?:out )?of (?:its |the |their )?(?P<of>\d{1,3}) [^.;]{0,60}|"
        r"(?P<m>\d{1,3}) (?:\w+ ){0,3}(?:countries|states|members|nations)[^.;]{0,60}"
    ),
    more_than=r"more than|over|at least|some",
    this_year=r"(?:this|the same|the current) year|end of the year|year(?:'s)? end",
    points=(
        r"(?:key |main |agreed |priority )?(?:action points?|actions? agreed|follow-up actions?|"
        r"recommendations?|next steps|way forward|agreed actions|commitments agreed|"
        r"conclusions and recommendations|points? for action|deliverables)\b|agreed (?:on |to |"
        r"upon )?the following|following (?:key |main |priority )?(?:actions?|action points?|points|"
        r"recommendations?|steps|commitments)"
    ),
    bodies=(
        ("secretariat", r"(?:the )?(?:network )?secretariat"),
        ("chair", r"(?:the )?(?:co-?)?chair(?:s|person|persons|man)?(?: of the network)?"),
        (
            "bureau",
            r"(?:the )?(?:other members of the )?(?:bureau|troika)(?: members)?|other (?:bureau members|members of the bureau)",
        ),
        ("focal points", r"(?:the )?(?:national )?focal points(?! network)"),
        (
            "members",
            (
                r"(?:all )?(?:the )?(?:network )?members(?: of the network)?|(?:all )?member states|"
                r"(?:all )?(?:participating )?(?:states|countries|governments|delegations)"
            ),
        ),
        ("network", r"(?:the )?(?:wps |women,? peace and security )?(?:national )?(?:focal points )?network"),
        ("civil society", r"civil society(?: organi[sz]ations| members)?"),
        ("united nations", r"the united nations"),
    ),
    by=(
        r"(?:no later than|not later than|by|before|until|prior to|at the latest by)\s(?:the )?(?:end of |"
        r"close of )?(?:the year )?$"
    ),
    vague=(
        r"(?:by|before|at|in time for|prior to|ahead of) (?:the )?(?:next|"
        r"following) (?:\w+ ){0,3}(?:meeting|session|year)|as soon as possible|(?:by|"
        r"before) the end of the year|within (?:\w+ ){1,3}(?:months?|weeks?|years?)|annually|every year|"
        r"twice a year|regularly|on a regular basis|at the \w+ meeting|the next meeting"
    ),
    responsible=(
        r"(?:responsib(?:le|ility)(?: (?:body|bodies|party|parties))?|lead|action by|by whom|"
        r"to be (?:done|carried out|implemented) by)\s?: ?"
    ),
    honorific=(
        r"(?:h\.? ?e\.? )?(?:his excellency|her excellency|ms|mr|mrs|dr|prof|professor|ambassador|amb|"
        r"lieutenant colonel|lieutenant general|brigadier general|major general|lt\.? col|lt\.? gen|col|"
        r"colonel|gen|general|maj|major|captain|capt|brigadier|commander|commissioner|senator|sir|dame|"
        r"madam|hon|sister|minister)\.? (?=[a-z])"
    ),
    function=(
        r"^(?:minister|ministry|director|head|chief|representative|secretary|under-?secretary|assistant|"
        r"deputy|permanent|special|envoy|ambassador|adviser|advisor|officer|expert|president|"
        r"vice-?president|chair|co-?chair|coordinator|focal|point|points|colonel|lieutenant|general|major|"
        r"captain|department|office|division|foreign|affairs|international|national|state|states|"
        r"executive|programme|policy|senior|commissioner|commission|member|parliament|founder|professor|"
        r"researcher|united|nations|women|peace|security|gender|military|police|defence|network|republic|"
        r"union|european|african|council|assembly|summary|moderator|panel|panell?ists?|opening|closing|"
        r"remarks|the|a|an|on|of|in|at|action|plan|human|rights|equality|cooperation|institute|university|"
        r"mission|government|federal|kingdom|organization|organisation|civil|society|working|group|global|"
        r"first|second|third|fourth|meeting|committee|centre|center|agency|bureau|unit|team|lead|leader|"
        r"manager|specialist|armed|forces?|army|navy|platform|movement|association|foundation|federation|"
        r"forum|alliance|coalition|initiative|academy|secretariat|board|court|senate|high|level|annex|"
        r"item|resolution|communique|statement|thematic|session|day|analyst|lawyer|activist|mediator|"
        r"speakers?|he|she|it|its|her|his|mr|ms|mrs|dr)$"
    ),
)
