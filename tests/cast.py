"""The cast every test knows: a small, real-coded piece of Indonesia."""

from kentongan.domain.regions.models import Region
from kentongan.domain.regions.official import OfficialRow, to_region
from kentongan.domain.regions.wording import index_words

COUNTRY, CENTRAL_JAVA, EAST_JAVA, SOUTH_SUMATRA = "00", "33", "35", "16"
PATI, BATANG, TUBAN, PURBALINGGA, MUBA = "33.18", "33.25", "35.23", "33.03", "16.06"
GEMBONG, GUNUNGWUNGKAL, PATI_DISTRICT, REBAN, JENU = (
    "33.18.13",
    "33.18.17",
    "33.18.10",
    "33.25.04",
    "35.23.12",
)
BERMI, KEDUNGBULUS, GAJIHAN, SUMBERREJO = "33.18.13.2001", "33.18.13.2002", "33.18.17.2009", "33.18.17.2015"
PATI_WETAN, NGADIREJO, BEJI, SELAKAMBANG = "33.18.10.1005", "33.25.04.2005", "35.23.12.2009", "33.03.04.2006"

_UPPER = {
    "00": "Indonesia",
    "16": "Sumatera Selatan",
    "16.06": "Kabupaten Musi Banyuasin",
    "33": "Jawa Tengah",
    "33.03": "Kabupaten Purbalingga",
    "33.03.04": "Kaligondang",
    "33.18": "Kabupaten Pati",
    "33.25": "Kabupaten Batang",
    "35": "Jawa Timur",
    "35.23": "Kabupaten Tuban",
}
_PATI_DISTRICTS = {
    10: "Pati",
    11: "Gabus",
    12: "Margorejo",
    13: "Gembong",
    14: "Tlogowungu",
    15: "Wedarijaksa",
    16: "Margoyoso",
    17: "Gunungwungkal",
    19: "Tayu",
    21: "Trangkil",
}
_BATANG_DISTRICTS = [
    "Wonotunggal",
    "Bandar",
    "Blado",
    "Reban",
    "Bawang",
    "Tersono",
    "Gringsing",
    "Limpung",
    "Subah",
    "Tulis",
    "Batang",
    "Warungasem",
    "Kandeman",
    "Pecalungan",
    "Banyuputih",
]
_TUBAN_DISTRICTS = [
    "Kenduruan",
    "Jatirogo",
    "Bangilan",
    "Bancar",
    "Senori",
    "Tambakboyo",
    "Singgahan",
    "Kerek",
    "Parengan",
    "Montong",
    "Soko",
    "Jenu",
    "Merakurak",
    "Rengel",
    "Semanding",
    "Tuban",
    "Plumpang",
    "Palang",
    "Widang",
    "Grabagan",
]
PATI_VILLAGES = {  # the 18 of the article of 2023: 17 desa and 1 kelurahan
    "33.18.10.1005": "Pati Wetan",
    "33.18.11.2013": "Sambirejo",
    "33.18.12.2007": "Margorejo",
    "33.18.12.2008": "Penambuhan",
    "33.18.13.2001": "Bermi",
    "33.18.13.2002": "Kedungbulus",
    "33.18.14.2003": "Tlogorejo",
    "33.18.15.2001": "Bumiayu",
    "33.18.15.2004": "Ngurensiti",
    "33.18.16.2012": "Kajen",
    "33.18.16.2017": "Waturoyo",
    "33.18.17.2003": "Gulangpongge",
    "33.18.17.2009": "Gajihan",
    "33.18.17.2015": "Sumberrejo",
    "33.18.19.2006": "Jepat Kidul",
    "33.18.19.2008": "Jepat Lor",
    "33.18.21.2012": "Kertomulyo",
    "33.18.21.2014": "Guyangan",
}
_OTHER_VILLAGES = {NGADIREJO: "Ngadirejo", BEJI: "Beji", SELAKAMBANG: "Selakambang"}


def small_tree() -> dict[str, str]:
    """Code and name of every region of the cast, parents first."""
    districts = {f"33.18.{number:02}": name for number, name in _PATI_DISTRICTS.items()}
    for regency, names in ((BATANG, _BATANG_DISTRICTS), (TUBAN, _TUBAN_DISTRICTS)):
        districts |= {f"{regency}.{number:02}": name for number, name in enumerate(names, start=1)}
    tree = _UPPER | districts | PATI_VILLAGES | _OTHER_VILLAGES
    return {code: tree[code] for code in sorted(tree)}


def plant_regions() -> None:
    """Write the small tree with its search words: two statements."""
    regions = [to_region(OfficialRow(code, name)) for code, name in small_tree().items()]
    Region.objects.bulk_create(regions)
    index_words(regions)
