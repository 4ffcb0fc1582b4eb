"""Make `ingest/data/countries.json` from a folder of CIA World Factbook JSON files (CC0).

    python scripts/make_countries.py FACTBOOK_FOLDER > ingest/data/countries.json

The Factbook gives names, nationalities and capitals; what the news says besides ("Washington", "Holland") and
the common names that it does not use stand below.
"""

from __future__ import annotations

import html
import json
import re
import sys
import unicodedata
from pathlib import Path

COMMON = {
    "Burma": "Myanmar", "Korea, South": "South Korea", "Korea, North": "North Korea",
    "Turkey (Turkiye)": "Turkey", "Türkiye": "Turkey", "Turkiye": "Turkey",
    "Bahamas, The": "Bahamas", "The Bahamas": "Bahamas", "Gambia, The": "Gambia", "The Gambia": "Gambia",
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo", "DRC": "Democratic Republic of the Congo",
    "Congo, Republic of the": "Republic of the Congo", "Congo (Brazzaville)": "Republic of the Congo",
    "Congo (Kinshasa)": "Democratic Republic of the Congo", "Cabo Verde": "Cape Verde",
    "The Dominican": "Dominican Republic", "Micronesia, Federated States of": "Micronesia", "Holy See (Vatican City)": "Vatican City",
    "Falkland Islands (Islas Malvinas)": "Falkland Islands", "Cote d'Ivoire": "Ivory Coast",
}  # fmt: skip
ALIASES = {
    "United States": ["US", "U.S.", "USA", "U.S.A.", "America", "United States of America", "White House"],
    "United Kingdom": ["UK", "U.K.", "Britain", "Great Britain", "Downing Street", "Whitehall"],
    "Russia": ["Russian Federation", "Kremlin"],
    "China": ["People's Republic of China", "PRC", "Mainland China"],
    "South Korea": ["Republic of Korea", "ROK", "S. Korea"],
    "North Korea": ["DPRK", "Democratic People's Republic of Korea", "N. Korea"],
    "United Arab Emirates": ["UAE", "U.A.E.", "Emirates"],
    "Iran": ["Islamic Republic of Iran", "Islamic Republic"],
    "Netherlands": ["Holland"],
    "Czechia": ["Czech Republic"],
    "Ivory Coast": ["Côte d'Ivoire", "Cote d'Ivoire"],
    "Turkey": ["Türkiye", "Turkiye"],
    "Myanmar": ["Burma"],
    "Eswatini": ["Swaziland"],
    "North Macedonia": ["Macedonia"],
    "Cape Verde": ["Cabo Verde"],
    "Democratic Republic of the Congo": ["DR Congo", "DRC", "Congo-Kinshasa"],
    "Timor-Leste": ["East Timor"],
    "Saudi Arabia": ["Kingdom of Saudi Arabia", "KSA"],
    "Vatican City": ["Vatican", "Holy See"],
    "Bosnia and Herzegovina": ["Bosnia"],
    "Syria": ["Syrian Arab Republic"],
    "South Africa": ["Union Buildings"],
    "France": ["Élysée", "Elysee", "Élysée Palace"],
}
DEMONYMS = {
    "United States": ["American"], "United Kingdom": ["British", "Briton"], "Ukraine": ["Ukrainian"],
    "Iran": ["Iranian", "Persian"], "Vietnam": ["Vietnamese"], "Philippines": ["Philippine", "Filipino", "Filipina"],
    "Netherlands": ["Dutch"], "United Arab Emirates": ["Emirati"], "Myanmar": ["Burmese", "Myanmar"],
    "Lesotho": ["Basotho"], "Afghanistan": ["Afghan"], "Argentina": ["Argentine", "Argentinian", "Argentinean"],
    "Ivory Coast": ["Ivorian"], "Bangladesh": ["Bangladeshi"], "Saudi Arabia": ["Saudi", "Saudi Arabian"],
    "Kazakhstan": ["Kazakh", "Kazakhstani"], "Kyrgyzstan": ["Kyrgyz"], "Israel": ["Israeli"],
    "Dominican Republic": ["Dominican"], "Central African Republic": [], "Pakistan": ["Pakistani"], "Czechia": ["Czech"], "Oman": ["Omani"],
    "North Korea": ["North Korean"], "South Korea": ["South Korean"], "Germany": ["German"], "Spain": ["Spanish", "Spaniard"],
    "Denmark": ["Danish", "Dane"], "Finland": ["Finnish", "Finn"], "Sweden": ["Swedish", "Swede"],
    "Poland": ["Polish", "Pole"], "Turkey": ["Turkish", "Turk"], "France": ["French", "Frenchman"],
    "Ireland": ["Irish"], "Switzerland": ["Swiss"], "New Zealand": ["New Zealand", "New Zealander"],
    "Azerbaijan": ["Azerbaijani", "Azeri"], "Iceland": ["Icelandic", "Icelander"], "Serbia": ["Serbian", "Serb"],
    "Croatia": ["Croatian", "Croat"], "Slovakia": ["Slovak"], "Slovenia": ["Slovenian", "Slovene"],
}  # fmt: skip
CAPITALS = {
    "United States": ["Washington", "Washington, D.C.", "Washington D.C.", "Washington DC"],
    "Bolivia": ["La Paz"], "South Africa": ["Pretoria"], "Netherlands": ["The Hague"], "Israel": ["Jerusalem"],
    "Ivory Coast": ["Abidjan"], "Sri Lanka": ["Colombo"], "Ukraine": ["Kyiv", "Kiev"], "Burundi": ["Gitega"],
    "Myanmar": ["Naypyidaw", "Nay Pyi Taw"], "Kazakhstan": ["Astana"], "Malaysia": ["Kuala Lumpur"],
    "Switzerland": ["Bern"], "Yemen": ["Sanaa", "Sana'a"], "Tanzania": ["Dodoma"], "Benin": ["Porto-Novo"],
    "Eswatini": ["Mbabane"], "Chile": ["Santiago"], "China": ["Beijing"], "India": ["New Delhi", "Delhi"],
    "Montenegro": ["Podgorica"], "Moldova": ["Chisinau"], "Georgia": ["Tbilisi"],
}  # fmt: skip
BLOCS = [
    {"name": "European Union", "aliases": ["EU", "E.U.", "European Commission", "European bloc", "27-nation bloc"], "demonyms": [], "capitals": ["Brussels"]},
    {"name": "Taiwan", "aliases": ["Republic of China"], "demonyms": ["Taiwanese"], "capitals": ["Taipei"]},
    {"name": "Palestine", "aliases": ["State of Palestine", "Palestinian Authority"], "demonyms": ["Palestinian"], "capitals": ["Ramallah"]},
    {"name": "Hong Kong", "aliases": [], "demonyms": [], "capitals": []},
    {"name": "Kosovo", "aliases": [], "demonyms": ["Kosovar", "Kosovan"], "capitals": ["Pristina"]},
]  # fmt: skip
AMBIGUOUS = {
    "Korean",
    "Congo",
    "Congolese",
    "Dominican",
    "Male",
    "no official capital",
    "Chisinau in Romanian",
    "The Dominican",
}
FOLDERS = ("africa", "australia-oceania", "central-america-n-caribbean", "central-asia", "east-n-southeast-asia",
           "europe", "middle-east", "north-america", "south-america", "south-asia")  # fmt: skip


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", html.unescape(text)).strip()


def ascii_of(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def country(path: Path) -> dict[str, object] | None:
    government = json.loads(path.read_text())
    people = government.get("People and Society", {}).get("Nationality", {})
    government = government.get("Government", {})
    names = government.get("Country name", {})
    if "Dependency status" in government or not government.get("Capital", {}).get("name") or not people:
        return None
    short, long = (plain(names.get(f"conventional {k} form", {}).get("text", "none")) for k in ("short", "long"))
    long = re.split(r"[;(]", long)[0].strip()
    short = long if short in ("none", "") else short.split(";")[0].split(" note")[0]
    name = COMMON.get(short, COMMON.get(ascii_of(short), short)).removeprefix("The ")
    adjectives = re.split(r",| or |;", plain(people.get("adjective", {}).get("text", "")).split("note")[0])
    capital = re.split(r"[(;,]| note", plain(government["Capital"]["name"]["text"]))[0].strip()
    forms = {a.strip() for a in adjectives if re.fullmatch(r"[A-Z][\w' -]+", a.strip())} - {name, *AMBIGUOUS}
    aliases = {a for a in (short, ascii_of(short), long, ascii_of(long)) if a not in ("none", name)} - AMBIGUOUS
    return {
        "name": name,
        "aliases": sorted(aliases | set(ALIASES.get(name, []))),
        "demonyms": sorted(forms | set(DEMONYMS.get(name, []))),
        "capitals": sorted({capital, ascii_of(capital), *CAPITALS.get(name, [])} - {name, *AMBIGUOUS}),
    }


def main() -> None:
    found = [c for f in FOLDERS for p in sorted((Path(sys.argv[1]) / f).glob("*.json")) if (c := country(p))]
    known = {b["name"] for b in BLOCS}
    rows = sorted([c for c in found if c["name"] not in known] + BLOCS, key=lambda c: c["name"])
    print("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]")


if __name__ == "__main__":
    main()
