from meetings.reader.vocabulary import Words

ONES = "primer segund tercer cuart quint sext septim octav noven decim undecim|decimoprimer duodecim|decimosegund"
ORDINALS = {rf"\b(?:{word})\w?\w?\b": number for number, word in enumerate(ONES.split(), 1)}
ORDINALS |= {r"vigesim\w": 20, r"trigesim\w": 30, r"cuadragesim\w": 40, r"quincuagesim\w": 50}
ORDINALS |= {r"sexagesim\w": 60, r"septuagesim\w": 70, r"octogesim\w": 80, r"nonagesim\w": 90}
ORDINAL = (
    r"(?:\d{1,3} ?(?:\.?[oaº°ª]|er|er\.)?|(?:(?:vi|tri|cuadra|quincua|sexa|septua|octo|"
    r"nona)gesim[oa] ?)?(?:primera?|primero|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|"
    r"septim[oa]|octav[oa]|noven[oa]|decim[oa])?)"
)

WORDS = Words(
    "es",
    letter=r"^cartas? (?:identicas? )?(?:de fecha|fechadas?)",
    annex=r"^anexos?\b(?! (?:i|ii|iii|iv) d)",
    signed=r"\((?:firmado|fdo\.?)\)",
    permanent=r"representantes? permanentes?|mision permanente|encargad[oa] de negocios",
    session=rf"(?P<n>{ORDINAL}) ?periodo (?:ordinario )?de sesiones",
    council_year=rf"(?P<n>{ORDINAL}) ?ano\b",
    item=r"temas? (?P<n>\d{1,3}(?:(?:,| y) \d{1,3})*(?: ?[a-z]\))?) del programa",
    ordinals=ORDINALS,
    meeting=(
        rf"(?P<n>{ORDINAL}) ?reunion[^.;]{{0,70}}(?:red|puntos focales|coordinador)|(?P<m>(?:primera|"
        rf"segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima|\d{{1,2}}\.?[aª])) reunion\b"
    ),
    chaired=(
        r"copresid\w*|presidid[ao]s? (?:conjuntamente )?por|bajo la (?:co)?presidencia|"
        r"coorganizad[ao] por|coauspici\w+ por"
    ),
    opening=(
        r"(?:palabras|observaciones|declaracion(?:es)?|discursos?|intervencion(?:es)?|sesion|mensajes?|"
        r"acto) (?:de |introductori|inaugural)(?:apertura|bienvenida|inauguracion|\w*)|"
        r"sesion (?:plenaria )?(?:de apertura|inaugural)|inaugur(?:o|ada|aron|acion)|dieron la bienvenida|"
        r"dio la bienvenida|abrio la (?:reunion|sesion)|abrieron la"
    ),
    moderated=r"\bmoder(?:o|ada|ado|ador|adora|aron)\b|dirigi(?:o|da|do) (?:el|la|por)",
    panel=r"mesa redonda|\bpanel(?:es)?\b|panelistas?|ponentes?|debate de expertos",
    closing=(
        r"(?:palabras|observaciones|declaracion(?:es)?|discursos?|intervencion(?:es)?|sesion|"
        r"mensajes?) (?:finales|de clausura|de cierre)|\bclausur(?:o|a|ada)\b|cerro la (?:reunion|sesion)"
    ),
    place=r"\ben (?=[^\s\d])",
    duration=r"(?P<n>\d{1,2}|dos|tres|cuatro|cinco|seis) (?P<unit>horas?|minutos?)",
    spoke=(
        r"(?:formul|hicier|hizo|pronunci)\w* (?:una |sendas |sus )?(?:declaracion(?:es)?|"
        r"intervencion(?:es)?|discursos?)|(?:hicieron|hizo) uso de la palabra|tom(?:aron|o) la palabra|"
        r"tambien (?:intervin|hablar)\w+|intervinieron\b|(?:declaraciones|"
        r"intervenciones) (?:a cargo )?de (?:l[ao]s|representantes)|se escucharon (?:declaraciones|"
        r"intervenciones)"
    ),
    spoke_weak=r"declaraci\w+|interv\w+|representantes? de|delegaciones siguientes|siguientes (?:paises|delegaciones)|oradores",
    attended=r"asisti\w+|participaron|participacion de|estuvieron presentes|presencia de",
    lead=(
        r"(?:(?:segun|para|en nombre de [^,]{3,40}|a (?:este|ese) respecto|en (?:este|ese) (?:sentido|"
        r"contexto)|ademas|asimismo|del mismo modo|igualmente|por ultimo|por su parte|tambien|"
        r"mientras que|mientras|y|e|pero),? ?)?(?:(?:el |la |los |las )?(?:representantes?|"
        r"delegacion(?:es)?|delegad[oa]s?|embajador(?:a|es)?|ministr[oa]s?|puntos? foca(?:l|"
        r"les)(?: nacional(?:es)?)?|coordinador(?:a|es)?|gobierno|enviad[oa] especial) (?:del? )?(?:la |"
        r"las |los |el )?)?(?:el |la |los |las )?"
    ),
    after=(
        r"(?:,[^,.;]{3,90},)?(?: (?:ha|han|habia|habian|se|esta|estan|estaba|estaban|es|fue|sera|seria|"
        r"tambien|asimismo|ademas|a su vez|por su parte|recientemente|actualmente|cada un[oa]|ambos|ambas|"
        r"junto con [^,.;]{3,40}|acaba de|acaban de|acababa de|va a|van a|iba a|,|en \d{4}|"
        r"en [a-z]+ de \d{4}|el \d{1,2} de [a-z]+ de \d{4})){0,4}"
    ),
    says=(
        r"(?:inform|dij|dice|dicho|declar|afirm|senal|subray|destac|insist|recalc|puso|pusi|indic|anunci|"
        r"describ|present|habl|compart|propus|propon|suger|sugir|recomend|pid|instó|insto|instar|expres|"
        r"apoy|acog|record|reafirm|reiter|mencion|explic|agreg|anadi|convin|consider|estim|observ|ofrec|"
        r"compromet|invit|alent|agradec|felicit|asegur|abog|lament|evoc|advirt|refiri|aludi|hizo|hicier|"
        r"expus|lanz|aprob|adopt|examin|revis|prepar|elabor|redact|ejecut|aplic|comenz|empez|inici|public|"
        r"organiz|acoge|celebr|establec|cre|llev|complet|finaliz|prorrog|renov|actualiz|evalu|prev|tiene|"
        r"tenia|form|proporcion|contribu|sum|esper|juzg|defend|defiend|ejecut|manifest|coincid|puesto|"
        r"poner|pon|iba|va|van|est[aá]|acaba|trabaj|desarroll|desea|planea)\w*"
    ),
    and_=r"y|e|asi como|junto con|&|ademas de",
    plan=(
        r"plan(?:es)? de accion nacional(?:es)?|plan(?:es)? nacional(?:es)? de accion|\bpan\b|"
        r"plan(?:es)? de accion(?! (?:nacional|regional|subregional|continental))"
    ),
    regional_plan=(
        r"plan(?:es)? de accion (?:sub)?regional(?:es)?|plan(?:es)? (?:sub)?regional(?:es)?|"
        r"plan de accion continental"
    ),
    own=r"\b(?:su|sus|propio)\b(?: \w+){0,2} $",
    tool=(
        r"caja de herramientas|instrumental|guia para|manual|modelo|apoyar|apoyo a|ayudar|"
        r"balcanes occidentales|otros (?:paises|estados)"
    ),
    stages=(
        ("under_review", r"\bexamin\w+|\bexamen\b|\brevis\w+|\bevalu\w+|\bactualiz\w+"),
        ("prolonged", r"\bprorrog\w+|\bprolong\w+|\bprorroga\b"),
        (
            "drafting",
            (
                r"\bprepar\w+|\belabor\w+|\bredact\w+|\bredaccion|\bultim(?:ar|ando|aba)\w*|\bfinaliz\w+|"
                r"trabaj\w+ en|\bdesarroll\w+|\bformul(?:ando|aba|acion)"
            ),
        ),
        (
            "launched",
            (
                r"pus(?:o|ieron) en marcha|puesto en marcha|poner en marcha|puesta en marcha|pondr\w+ en marcha|"
                r"\blanz\w+|\bpublic\w+|\bpresent(?:o|ado|aron)\b|\biniciado\b"
            ),
        ),
        ("adopted", r"\baprob\w+|\badopt\w+"),
        ("in_force", r"\bejecut\w+|\baplic(?:a|aba|ando)\b|en vigor|\bimplement\w+"),
        ("expired", r"\bvenc\w+|\bexpir\w+|\bconcluy\w+"),
    ),
    future=(
        r"\b\w+(?:ara|aran|era|eran|ira|iran|aria|arian|eria|erian|iria|irian|ondra|ondria|endra|"
        r"endria)\b|\bva a\b|\bvan a\b|\biba(?:n)? a\b|a punto de|prev(?:e|eia|isto|ista|en)\b|"
        r"tiene(?:n)? (?:la intencion|previsto)|tenia(?:n)? (?:la intencion|previsto)|proximamente|pronto|"
        r"espera\b|planea"
    ),
    recent=r"recientemente|reciente|nuevo|acaba de|acababa de",
    frameworks=r"otros [^.;]{0,50}marcos|otros marcos|(?:medidas|directrices) nacionales",
    count=(
        r"(?P<n>\d{1,3}) de (?:l[ao]s |sus )?(?P<of>\d{1,3}) [^.;]{0,60}|(?P<m>\d{1,3}) (?:paises|estados|"
        r"miembros|naciones)[^.;]{0,60}"
    ),
    more_than=r"mas de|al menos|unos",
    this_year=r"este ano|ese ano|ano en curso|final(?:es)? de(?:l)? ano|fin de ano|mismo ano",
    points=(
        r"(?:principales )?(?:medidas? (?:acordadas?|convenidas?|prioritarias?|principales|"
        r"que se han de adoptar)|puntos? de accion|recomendacion(?:es)?|proximos pasos|proximas medidas|"
        r"medidas de seguimiento|camino a seguir|acciones (?:acordadas|prioritarias))|(?:acord|convin|"
        r"decid|aprob)\w+ (?:en )?(?:l[ao]s? )?(?:lo siguiente|siguientes|\w+ siguientes)|(?:medidas?|"
        r"puntos?|recomendaciones|acciones) (?:\w+ )?siguientes|siguientes (?:\w+ )?(?:medidas|puntos|"
        r"recomendaciones|acciones)"
    ),
    bodies=(
        ("secretariat", r"(?:la )?secretaria(?: de la red)?"),
        ("chair", r"(?:la |el )?(?:co)?president?(?:cia|es|a|e)?(?: de la red)?"),
        (
            "bureau",
            r"(?:(?:los |l[ao]s )?(?:demas|otros) miembros de la )?mesa|(?:la )?troika|los demas miembros de la mesa",
        ),
        ("focal points", r"(?:los )?(?:puntos focales|coordinadores)(?: nacionales)?"),
        (
            "members",
            (
                r"(?:todos )?(?:los )?(?:estados )?miembros(?: de la red)?(?! de la mesa)|"
                r"(?:todos )?(?:los )?(?:estados|paises|gobiernos|delegaciones)(?: participantes| miembros)?"
            ),
        ),
        ("network", r"(?:la )?red(?: de (?:puntos focales|coordinadores))?\b"),
        ("civil society", r"(?:la |las organizaciones de la )?sociedad civil"),
        ("united nations", r"(?:las )?naciones unidas"),
    ),
    by=(
        r"(?:a mas tardar|antes del?|hasta|para)\s?(?:el |la |en |de )?(?:(?:fines|finales|fin|"
        r"final) de(?:l)? (?:ano |mes de )?(?:de )?)?$"
    ),
    vague=(
        r"(?:antes de|para|en|durante|con anterioridad a) la (?:proxima|siguiente) (?:reunion|sesion)|"
        r"la proxima reunion|lo antes posible|cuanto antes|antes de(?: que)? (?:fin|finalizar|fines|"
        r"acabe)[^.;,]{0,12} ano|en el plazo de \w+ meses|cada ano|anualmente|periodicamente|"
        r"dos veces al ano"
    ),
    responsible=r"(?:responsables?|entidad(?:es)? responsables?|a cargo de)\s?: ?",
    honorific=(
        r"(?:s\.? ?e\.? )?(?:su excelencia|(?:la |el )?sra|(?:la |el )?sr|sres|sras|srta|dra|dr|prof|"
        r"profesora?|(?:la |el )?embajador(?:a)?|(?:la |el )?teniente coronel|(?:la |el )?coronel|general|"
        r"comandante|capitana?|comisari[oa]|don|dona)\.? (?=[a-z])"
    ),
    function=(
        r"^(?:ministr[oa]|ministerio|director|directora|jef[ea]|representante|secretari[oa]|"
        r"subsecretari[oa]|adjunt[oa]|permanente|especial|enviad[oa]|embajador|embajadora|asesor|asesora|"
        r"oficial|expert[oa]|president[ea]|vicepresident[ea]|copresident[ea]|coordinador|coordinadora|"
        r"punto|puntos|focal|focales|coronel|teniente|general|capitana?|departamento|oficina|division|"
        r"asuntos|exteriores|relaciones|internacional|nacional|estado|estados|ejecutiv[oa]|programa|"
        r"politica|superior|comisionad[oa]|comision|miembro|parlamento|profesora?|investigadora|naciones|"
        r"unidas|mujeres|paz|seguridad|genero|militar|policia|defensa|red|republica|union|europea|"
        r"africana|consejo|asamblea|moderador|moderadora|mesa|redonda|sesion|apertura|clausura|el|la|los|"
        r"las|un|una|de|del|en|a|al|plan|accion|derechos|humanos|igualdad|cooperacion|instituto|"
        r"universidad|mision|gobierno|federal|reino|organizacion|sociedad|civil|grupo|trabajo|mundial|"
        r"primera?|segunda|tercera|reunion|comite|centro|agencia|unidad|equipo|ejercito|fuerzas?|armadas?|"
        r"plataforma|movimiento|asociacion|fundacion|federacion|foro|alianza|coalicion|iniciativa|"
        r"academia|secretaria|estudios|para|responsable|abogada|activista|mediadora|ella|el|sr|sra|dr|"
        r"dra)$"
    ),
)
