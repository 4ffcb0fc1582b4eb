"""The currencies of ISO 4217: codes, symbols, names, and the words that tell whose dollar or peso it is.

Facts from the ISO 4217 list of 2025; funds, test and metal codes are left out.
"""

from __future__ import annotations

import re

# code, names in text (the first is the standard singular), issuers and their adjectives
_TABLE = """
AED dirham; United Arab Emirates,UAE,Emirati
AFN afghani; Afghanistan,Afghan
ALL lek,leke; Albania,Albanian
AMD dram; Armenia,Armenian
AOA kwanza; Angola,Angolan
ARS peso; Argentina,Argentine,Argentinian
AUD dollar; Australia,Australian,Aussie
AWG florin; Aruba,Aruban
AZN manat; Azerbaijan,Azerbaijani,Azeri
BAM convertible mark; Bosnia,Bosnian
BBD dollar; Barbados,Barbadian
BDT taka; Bangladesh,Bangladeshi
BHD dinar; Bahrain,Bahraini
BIF franc; Burundi,Burundian
BMD dollar; Bermuda,Bermudian
BND dollar; Brunei,Bruneian
BOB boliviano; Bolivia,Bolivian
BRL reais,reals; Brazil,Brazilian
BSD dollar; Bahamas,Bahamian
BTN ngultrum; Bhutan,Bhutanese
BWP pula; Botswana,Botswanan
BYN ruble,rouble; Belarus,Belarusian
BZD dollar; Belize,Belizean
CAD dollar; Canada,Canadian
CDF franc; Democratic Republic of Congo,DRC,Congolese
CHF franc; Switzerland,Swiss,Liechtenstein
CLP peso; Chile,Chilean
CNY yuan,renminbi,RMB; China,Chinese
COP peso; Colombia,Colombian
CRC colon,colón; Costa Rica,Costa Rican
CUP peso; Cuba,Cuban
CVE escudo; Cape Verde,Cape Verdean
CZK koruna,koruny,crown; Czech Republic,Czechia,Czech
DJF franc; Djibouti,Djiboutian
DKK krone,kroner,crown; Denmark,Danish
DOP peso; Dominican Republic,Dominican
DZD dinar; Algeria,Algerian
EGP pound; Egypt,Egyptian
ERN nakfa; Eritrea,Eritrean
ETB birr; Ethiopia,Ethiopian
EUR euro; Eurozone,European
FJD dollar; Fiji,Fijian
FKP pound; Falkland Islands,Falkland
GBP pound,pound sterling,sterling,quid; United Kingdom,Britain,British,UK
GEL lari; Georgia,Georgian
GHS cedi; Ghana,Ghanaian
GIP pound; Gibraltar
GMD dalasi; Gambia,Gambian
GNF franc; Guinea,Guinean
GTQ quetzal,quetzales; Guatemala,Guatemalan
GYD dollar; Guyana,Guyanese
HKD dollar; Hong Kong
HNL lempira; Honduras,Honduran
HTG gourde; Haiti,Haitian
HUF forint; Hungary,Hungarian
IDR rupiah; Indonesia,Indonesian
ILS shekel; Israel,Israeli,Palestinian
INR rupee; India,Indian
IQD dinar; Iraq,Iraqi
IRR rial; Iran,Iranian
ISK krona,króna,kronur,crown; Iceland,Icelandic
JMD dollar; Jamaica,Jamaican
JOD dinar; Jordan,Jordanian
JPY yen; Japan,Japanese
KES shilling; Kenya,Kenyan
KGS som; Kyrgyzstan,Kyrgyz
KHR riel; Cambodia,Cambodian
KMF franc; Comoros,Comorian
KPW won; North Korea,North Korean,DPRK
KRW won; South Korea,South Korean,Korean,Seoul
KWD dinar; Kuwait,Kuwaiti
KYD dollar; Cayman Islands,Cayman
KZT tenge; Kazakhstan,Kazakh,Kazakhstani
LAK kip; Laos,Laotian,Lao
LBP pound,lira; Lebanon,Lebanese
LKR rupee; Sri Lanka,Sri Lankan
LRD dollar; Liberia,Liberian
LSL loti,maloti; Lesotho
LYD dinar; Libya,Libyan
MAD dirham; Morocco,Moroccan
MDL leu,lei; Moldova,Moldovan
MGA ariary; Madagascar,Malagasy
MKD denar; North Macedonia,Macedonian
MMK kyat; Myanmar,Burma,Burmese
MNT tugrik,tögrög; Mongolia,Mongolian
MOP pataca; Macau,Macao,Macanese
MRU ouguiya; Mauritania,Mauritanian
MUR rupee; Mauritius,Mauritian
MVR rufiyaa; Maldives,Maldivian
MWK kwacha; Malawi,Malawian
MXN peso; Mexico,Mexican
MYR ringgit; Malaysia,Malaysian
MZN metical,meticais; Mozambique,Mozambican
NAD dollar; Namibia,Namibian
NGN naira; Nigeria,Nigerian
NIO córdoba,cordoba; Nicaragua,Nicaraguan
NOK krone,kroner,crown; Norway,Norwegian
NPR rupee; Nepal,Nepalese,Nepali
NZD dollar; New Zealand,Kiwi
OMR rial,riyal; Oman,Omani
PAB balboa; Panama,Panamanian
PEN sol,soles; Peru,Peruvian
PGK kina; Papua New Guinea,Papua New Guinean
PHP peso; Philippines,Philippine,Filipino
PKR rupee; Pakistan,Pakistani
PLN zloty,zlotys,złoty,zlotych; Poland,Polish
PYG guarani,guaraní; Paraguay,Paraguayan
QAR riyal,rial; Qatar,Qatari
RON leu,lei; Romania,Romanian
RSD dinar; Serbia,Serbian
RUB ruble,rouble; Russia,Russian,Moscow
RWF franc; Rwanda,Rwandan
SAR riyal,rial; Saudi Arabia,Saudi
SBD dollar; Solomon Islands,Solomon Islander
SCR rupee; Seychelles,Seychellois
SDG pound; Sudan,Sudanese
SEK krona,kronor,crown; Sweden,Swedish
SGD dollar; Singapore,Singaporean
SHP pound; Saint Helena
SLE leone; Sierra Leone,Sierra Leonean
SOS shilling; Somalia,Somali
SRD dollar; Suriname,Surinamese
SSP pound; South Sudan,South Sudanese
STN dobra; São Tomé,Sao Tome
SYP pound,lira; Syria,Syrian
SZL lilangeni,emalangeni; Eswatini,Swazi
THB baht; Thailand,Thai
TJS somoni; Tajikistan,Tajik
TMT manat; Turkmenistan,Turkmen
TND dinar; Tunisia,Tunisian
TOP paanga,paʻanga; Tonga,Tongan
TRY lira,liras; Turkey,Türkiye,Turkish
TTD dollar; Trinidad,Trinidadian
TWD dollar; Taiwan,New Taiwan,Taiwanese
TZS shilling; Tanzania,Tanzanian
UAH hryvnia,hryvnias,hryvnya; Ukraine,Ukrainian
UGX shilling; Uganda,Ugandan
USD dollar,buck,greenback; United States,US,U.S.,American,USA
UYU peso; Uruguay,Uruguayan
UZS som,soum; Uzbekistan,Uzbek
VES bolivar,bolívar,bolivares,bolívares; Venezuela,Venezuelan
VND dong; Vietnam,Vietnamese
VUV vatu; Vanuatu
WST tala; Samoa,Samoan
XAF franc; Central African,Cameroon,Chad,Gabon
XCD dollar; East Caribbean,Antigua,Grenada,Saint Lucia
XOF franc; West African,Senegal,Ivory Coast,Mali,Benin,Togo
XPF franc; French Polynesia,New Caledonia
YER rial,riyal; Yemen,Yemeni
ZAR rand; South Africa,South African
ZMW kwacha; Zambia,Zambian
ZWG zig; Zimbabwe,Zimbabwean
"""

# what stands before or after the digits; "$" alone is left to the component's setting
SYMBOLS = {
    "US$": "USD", "$US": "USD", "$A": "AUD", "$NZ": "NZD", "$C": "CAD", "$HK": "HKD", "$S": "SGD",
    "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "CDN$": "CAD", "A$": "AUD",
    "AU$": "AUD", "AUS$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "R$": "BRL",
    "NT$": "TWD", "MX$": "MXN", "MEX$": "MXN", "J$": "JMD", "TT$": "TTD", "EC$": "XCD", "B$": "BND",
    "Z$": "ZWG", "N$": "NAD", "F$": "FJD", "G$": "GYD", "BZ$": "BZD", "CN¥": "CNY", "JP¥": "JPY",
    "E£": "EGP", "L£": "LBP", "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₪": "ILS", "₫": "VND", "₦": "NGN", "₱": "PHP", "₴": "UAH", "₸": "KZT", "฿": "THB", "₡": "CRC",
    "₲": "PYG", "₵": "GHS", "₾": "GEL", "₼": "AZN", "﷼": "IRR", "֏": "AMD", "৳": "BDT", "₭": "LAK",
    "₮": "MNT", "៛": "KHR", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "RMB": "CNY", "RM": "MYR", "Rp": "IDR",
    "Rp.": "IDR", "Tk": "BDT", "Tk.": "BDT", "NIS": "ILS", "CFA": "XOF", "FCFA": "XOF", "R": "ZAR",
    "Sfr": "CHF", "SFr": "CHF", "Dh": "AED", "Dhs": "AED", "KSh": "KES", "Ksh": "KES", "GH₵": "GHS",
}  # fmt: skip
SHARED_SYMBOLS = {"Rs": "rupee", "Rs.": "rupee", "¥": "¥", "￥": "¥", "kr": "krona", "Kr": "krona", "Fr": "franc"}
LEADING_ISSUERS = {
    "rial": "IRR", "riyal": "SAR", "rupee": "INR", "won": "KRW", "lira": "TRY", "krona": "SEK", "ruble": "RUB",
    "rouble": "RUB", "pound": "GBP", "yuan": "CNY", "som": "KGS", "manat": "AZN", "¥": "JPY", "leu": "RON",
    "kwacha": "ZMW", "crown": "", "peso": "", "franc": "", "dinar": "", "dirham": "", "shilling": "",
    "krone": "", "colon": "CRC",
}  # fmt: skip
MINOR_UNITS = {"cent": ("dollar", 100), "pence": ("pound", 100), "penny": ("pound", 100)}
NAMED_OTHERWISE = {"toman": "toman", "bitcoin": "bitcoin"}  # money without a code of its own
COMMON_WORDS = frozenset({"ALL", "TOP", "TRY", "CUP", "COP", "MOP", "PEN", "SOS", "MAD", "BAM", "AMD"})
_BARE_UNSAFE = frozenset(
    {"sol", "crown", "colon", "won", "lek", "rand", "som", "dram", "kip", "leone", "real", "tala", "zig"}
)


def _rows() -> list[tuple[str, list[str], list[str]]]:
    rows = []
    for line in _TABLE.strip().splitlines():
        names, issuers = line[4:].split("; ")
        rows.append((line[:3], names.split(","), issuers.split(",")))
    return rows


def _plural(name: str) -> str:
    return name if name.endswith(("s", "RMB")) else name + "s"


_ROWS = _rows()
CODES = frozenset(code for code, _, _ in _ROWS)
ISSUERS: dict[str, set[str]] = {}  # "Mexican" -> {"MXN"}
BY_NAME: dict[str, set[str]] = {}  # "peso" -> {"ARS", "CLP", ...}
SINGULAR: dict[str, str] = {}  # "pesos" -> "peso"
for _code, _names, _issuers in _ROWS:
    for _issuer in _issuers:
        ISSUERS.setdefault(_issuer, set()).add(_code)
    for _name in _names:
        BY_NAME.setdefault(_name, set()).add(_code)
        SINGULAR[_name] = SINGULAR[_plural(_name)] = _name
SINGULAR |= {name: name for name in [*MINOR_UNITS, *NAMED_OTHERWISE]}
SINGULAR |= {
    "cents": "cent",
    "tomans": "toman",
    "bitcoins": "bitcoin",
    "kroner": "krone",
    "kronor": "krona",
    "reais": "real",
    "reals": "real",
}
BY_NAME["real"] = {"BRL"}
BY_NAME["¥"] = {"JPY", "CNY"}
BY_NAME["crown"] |= {"NOK", "DKK", "SEK"}
BY_NAME["krona"] |= {"NOK", "DKK"}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NAMES = _alternatives(list(SINGULAR))
_ISSUER_WORDS = _alternatives(list(ISSUERS))
ISSUER = re.compile(rf"(?<!\w)(?:{_ISSUER_WORDS})(?!\w)")
BEFORE = re.compile(
    rf"(?:(?<![A-Za-z$])(?P<symbol>{_alternatives([*SYMBOLS, *SHARED_SYMBOLS])}|[A-Z]{{0,3}}\$)[ \u00a0\u202f]?"
    rf"|(?<![A-Za-z])(?P<code>{_alternatives(sorted(CODES))})[ \u00a0\u202f]?\$?"
    rf"|(?:(?:[A-Z][a-z]+ ){{0,2}}\b(?i:{_NAMES}) )?\((?P<bracket>{_alternatives(sorted(CODES))})\) ?)\Z"
)
AFTER = re.compile(
    rf"[ \u00a0\u202f-]?(?:(?P<issuer>{_ISSUER_WORDS})[ ])?(?:CFA )?"
    rf"(?:(?P<name>(?i:{_NAMES}))(?!\w)|(?P<code>{_alternatives(sorted(CODES))}|RMB|NIS)(?!\w)"
    r"|(?P<symbol>[€£₽₺₴₪₩₹]|zł|Kč|(?<= )kr(?!\w))(?!\d))"
)


def resolve(name: str, *, issuer: str | None, nearby: str, dollar: str) -> str:
    """Return the code of a currency named in a text, or its bare name where nothing says whose it is.

    Args:
        name: singular name or shared symbol: "peso", "¥".
        issuer: the country or adjective right before the name, if any.
        nearby: text around the amount, searched for issuers of currencies of this name.
        dollar: code that a dollar without an issuer stands for.
    """
    codes = BY_NAME.get(name, set())
    if issuer and (own := ISSUERS[issuer] & codes):
        return min(own)
    if name in {"dollar", "buck", "greenback"}:
        return dollar
    if len(codes) == 1:
        return next(iter(codes))
    stated = {code for word in set(ISSUER.findall(nearby)) for code in ISSUERS[word]} & codes
    if len(stated) == 1:
        return stated.pop()
    return LEADING_ISSUERS.get(name) or name


def is_common_word(name: str) -> bool:
    """Tell whether a currency's name is also a common word, so that a large number must stand before it."""
    return name in _BARE_UNSAFE
