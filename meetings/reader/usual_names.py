"""Usual names of states and organisations beside those in the records and in CLDR; and what only looks like a state."""

USUAL = {  # beside the names in the records and in CLDR
    "en": {
        "GBR": "UK|U.K.|Great Britain", "USA": "USA|U.S.|U.S.A.|United States of America", "ARE": "UAE",
        "COD": "DRC|DR Congo",
        "CIV": "Ivory Coast|Cote d'Ivoire", "CZE": "Czech Republic", "SWZ": "Swaziland", "MKD": "Macedonia", "VNM": "Vietnam",
        "NLD": "Netherlands", "CPV": "Cape Verde", "TUR": "Turkey|Turkiye", "TLS": "East Timor", "PSE": "Palestine",
        "LAO": "Laos",
        "un-women": "UN Women|UN-Women", "civil-society": "civil society representatives|representatives of civil society"
        "|civil society organizations|civil society organisations|civil society",
        "wilpf": "Women's International League for Peace and Freedom",
        "osce": "Organization for Security and Cooperation in Europe",
        "ngo-working-group-wps": "NGO Working Group on Women and Peace and Security|NGO Working Group",
        "nato": "NATO|North Atlantic Treaty Organisation", "league-of-arab-states": "Arab League",
    },
    "fr": {
        "GBR": "Grande-Bretagne|R.-U.", "CZE": "Tchéquie|République tchèque", "NLD": "Pays-Bas", "TUR": "Turquie",
        "BLR": "Biélorussie",
        "MDA": "Moldavie", "KGZ": "Kirghizistan", "PSE": "Palestine", "VNM": "Viêt Nam|Vietnam|Viet Nam", "LAO": "Laos",
        "un-women": "ONU-Femmes|ONU Femmes", "european-union": "UE", "african-union": "UA", "nato": "OTAN", "oas": "OEA",
        "ecowas": "CEDEAO", "league-of-arab-states": "LEA", "wilpf": "LIFPL",
        "civil-society": "organisations de la société civile|représentants de la société civile|société civile",
        "ngo-working-group-wps": "Groupe de travail des organisations non gouvernementales"
        " sur les femmes et la paix et la sécurité"
        "|Groupe de travail des ONG sur les femmes, la paix et la sécurité",
    },
    "es": {
        "GBR": "Gran Bretaña", "USA": "EE. UU.|EE.UU.", "NLD": "Países Bajos", "CZE": "República Checa|Chequia",
        "TUR": "Turquía",
        "PSE": "Palestina", "VNM": "Vietnam|Viet Nam", "LAO": "Laos", "ZAF": "Sudáfrica",
        "un-women": "ONU-Mujeres|ONU Mujeres", "european-union": "UE", "african-union": "UA", "nato": "OTAN", "oas": "OEA",
        "ecowas": "CEDEAO", "league-of-arab-states": "Liga Árabe",
        "civil-society": "organizaciones de la sociedad civil|representantes de la sociedad civil|sociedad civil",
        "ngo-working-group-wps": "Grupo de Trabajo de las organizaciones no gubernamentales"
        " sobre las mujeres y la paz y la seguridad"
        "|Grupo de Trabajo de ONG sobre las Mujeres, la Paz y la Seguridad",
    },
    "ar": {
        "GBR": "بريطانيا", "NLD": "هولندا", "SYR": "سوريا|سورية", "TUR": "تركيا", "PSE": "فلسطين",
        "ZAF": "جنوب أفريقيا|جنوب إفريقيا",
        "un-women": "هيئة الأمم المتحدة للمرأة", "nato": "الناتو|حلف شمال الأطلسي|حلف الناتو",
        "league-of-arab-states": "الجامعة العربية",
        "african-union": "الاتحاد الأفريقي|الاتحاد الإفريقي",
        "civil-society": "منظمات المجتمع المدني|ممثلو المجتمع المدني|المجتمع المدني",
        "ngo-working-group-wps": "الفريق العامل للمنظمات غير الحكومية المعني بالمرأة والسلام والأمن",
    },
    "ru": {
        "GBR": "Великобритания|СК", "USA": "США", "RUS": "Россия", "ARE": "ОАЭ", "ZAF": "ЮАР|Южная Африка",
        "CZE": "Чехия", "PRK": "КНДР",
        "COD": "ДРК", "NLD": "Нидерланды", "BLR": "Белоруссия|Беларусь", "MDA": "Молдавия|Молдова",
        "KGZ": "Киргизия|Кыргызстан",
        "KOR": "Южная Корея", "PSE": "Палестина", "BGD": "Бангладеш",
        "un-women": "Структура «ООН-женщины»|ООН-женщины", "european-union": "ЕС|Евросоюз", "african-union": "АС",
        "nato": "НАТО",
        "osce": "ОБСЕ", "league-of-arab-states": "ЛАГ", "ecowas": "ЭКОВАС", "asean": "АСЕАН",
        "civil-society": "организации гражданского общества|представители гражданского общества|гражданское общество",
    },
    "zh-hans": {
        "GBR": "英国|大不列颠及北爱尔兰联合王国|联合王国", "KOR": "韩国", "PRK": "朝鲜", "RUS": "俄罗斯", "NLD": "荷兰",
        "LAO": "老挝",
        "TZA": "坦桑尼亚", "PSE": "巴勒斯坦", "SYR": "叙利亚", "IRN": "伊朗", "BOL": "玻利维亚",
        "COD": "刚果(金)", "COG": "刚果(布)",
        "un-women": "妇女署|联合国妇女署", "european-union": "欧盟", "african-union": "非盟", "nato": "北约",
        "asean": "东盟", "osce": "欧安组织",
        "ecowas": "西非经共体", "oas": "美洲组织", "league-of-arab-states": "阿盟|阿拉伯联盟", "igad": "伊加特",
        "civil-society": "民间社会组织|民间社会代表|民间社会",
    },
}  # fmt: skip
# Part of a longer name, these are no country.
NOT_THESE = {
    "en": "Northern Ireland|New Mexico|New Jersey|Gulf of Guinea|Western Sahara|South China Sea|Lake Chad|New England",
    "fr": "Irlande du Nord|golfe de Guinée|lac Tchad|Nouveau-Mexique|Nouvelle-Angleterre",
    "es": "Irlanda del Norte|golfo de Guinea|lago Chad|Nuevo México|Nueva Inglaterra",
    "ar": "أيرلندا الشمالية|خليج غينيا|بحيرة تشاد",
    "ru": "Северная Ирландия|Северной Ирландии|озера Чад|Нью-Мексико",
    "zh-hans": "北爱尔兰|印度洋|马里兰|南非洲|中非合作|乍得湖|几内亚湾|新墨西哥",
}
