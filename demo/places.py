"""Where the market lies: regions, cities, districts, and their territories."""

from collections.abc import Sequence
from dataclasses import dataclass

from acre_home.refusals import WrongUsage

ELECTRICAL = ("electronics", "motors", "appliances", "3c_chain")
GROUP_NAMES: dict[tuple[str, ...], str] = {ELECTRICAL: "电子电器"}
# Districts with so many companies that one rep cannot maintain them all.
CROWDED = frozenset({"工业园区", "昆山", "宝安"})


@dataclass(frozen=True, slots=True)
class City:
    """A city: dialling code, registry code, and the weight of each district."""

    name: str
    dialling_code: str
    registry_code: str
    districts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Region:
    """The ground of one sales team; `leanings` multiply the usual mix of industries."""

    name: str
    cities: tuple[City, ...]
    leanings: dict[str, float]
    foreign_share: float


@dataclass(frozen=True, slots=True)
class Area:
    """Part of the market: a district, all of its industries or those named."""

    city: City
    district: str
    industries: tuple[str, ...]
    weight: float


SUZHOU = Region(
    "苏州",
    (
        City(
            "苏州",
            "0512",
            "320500",
            {
                "工业园区": 3.0,
                "昆山": 6.0,
                "吴江": 2.4,
                "高新区": 2.0,
                "常熟": 2.0,
                "张家港": 1.8,
                "太仓": 1.5,
                "吴中": 1.6,
                "相城": 1.1,
            },
        ),
    ),
    {"electronics": 1.8, "machinery": 1.2, "home_textiles": 1.4, "apparel": 0.8},
    0.42,
)
XICHANG = Region(
    "锡常",
    (
        City(
            "无锡",
            "0510",
            "320200",
            {"新吴": 2.5, "江阴": 2.5, "宜兴": 1.5, "惠山": 1.5, "锡山": 1.5},
        ),
        City("常州", "0519", "320400", {"武进": 2.6, "新北": 2.0, "溧阳": 1.0}),
    ),
    {"machinery": 1.7, "motors": 1.5, "chemicals": 1.5, "transport_equipment": 1.4},
    0.24,
)
ZHEJIANG = Region(
    "浙江",
    (
        City(
            "杭州",
            "0571",
            "330100",
            {"萧山": 2.4, "余杭": 2.0, "滨江": 1.4, "钱塘": 1.4, "临平": 1.4},
        ),
        City(
            "宁波",
            "0574",
            "330200",
            {"鄞州": 2.4, "慈溪": 2.6, "余姚": 2.0, "北仑": 1.8, "海曙": 1.0},
        ),
    ),
    {"appliances": 2.0, "tools": 1.8, "hardware": 1.6, "apparel": 2.0, "food": 1.3},
    0.15,
)
SOUTH = Region(
    "华南",
    (
        City(
            "东莞",
            "0769",
            "441900",
            {"长安": 2.0, "虎门": 1.6, "塘厦": 1.5, "寮步": 1.1, "松山湖": 1.4},
        ),
        City("深圳", "0755", "440300", {"宝安": 5.2, "龙岗": 2.4, "龙华": 2.0}),
        City("佛山", "0757", "440600", {"顺德": 2.4, "南海": 2.0}),
    ),
    {"electronics": 2.0, "hardware": 1.4, "appliances": 1.6, "furniture_chain": 1.8},
    0.30,
)
REGIONS = (SUZHOU, XICHANG, ZHEJIANG, SOUTH)
# Districts of the market that no territory was made for.
UNCOVERED = {"常州": ("金坛", "天宁")}
INDUSTRIES = {
    "electronics": 17.0,
    "machinery": 14.0,
    "motors": 7.0,
    "appliances": 6.0,
    "hardware": 8.0,
    "tools": 4.0,
    "transport_equipment": 9.0,
    "chemicals": 7.0,
    "pharmaceuticals": 4.0,
    "food": 6.0,
    "beverages": 2.0,
    "apparel": 5.0,
    "home_textiles": 3.0,
    "bakery": 1.5,
    "boutique": 1.2,
    "3c_chain": 1.5,
    "furniture_chain": 1.5,
    "department_store": 1.3,
}


def divide(region: Region, count: int) -> list[list[Area]]:
    """Return `count` territories' areas: together the region, of about equal weight.

    Raises WrongUsage where the region has fewer parts than that.
    """
    areas = [area for city in region.cities for area in _areas(city)]
    if count > len(areas):
        areas = [part for area in areas for part in _by_industry(area)]
    if count > len(areas):
        raise WrongUsage(
            f"{region.name} has ground for {len(areas)} reps at most; lower --reps."
        )
    parts: list[list[Area]] = []
    for taken in range(count):
        goal = sum(area.weight for area in areas) / (count - taken)
        size = _first_size(areas, goal, len(areas) - (count - taken - 1))
        parts.append(areas[:size])
        areas = areas[size:]
    return parts


def uncovered(region: Region) -> list[Area]:
    """Return the region's areas that lie in no territory."""
    return [
        Area(city, district, (), 1.0)
        for city in region.cities
        for district in UNCOVERED.get(city.name, ())
    ]


def territory_name(areas: Sequence[Area]) -> str:
    """Return what people call the territory, such as 无锡江阴、宜兴."""
    parts: dict[str, list[str]] = {}
    for area in areas:
        parts.setdefault(area.city.name, []).append(_area_name(area, areas))
    return "、".join(
        city + "、".join(dict.fromkeys(names)) for city, names in parts.items()
    )


def _area_name(area: Area, areas: Sequence[Area]) -> str:
    is_alone = sum(one.district == area.district for one in areas) == 1
    if not area.industries or not is_alone:
        return area.district
    return area.district + GROUP_NAMES.get(area.industries, "其他行业")


def _areas(city: City) -> list[Area]:
    rest = tuple(name for name in INDUSTRIES if name not in ELECTRICAL)
    areas: list[Area] = []
    for district, weight in city.districts.items():
        groups = (ELECTRICAL, rest) if district in CROWDED else ((),)
        share = weight / len(groups)
        areas += [Area(city, district, group, share) for group in groups]
    return areas


def _by_industry(area: Area) -> list[Area]:
    industries = area.industries or tuple(INDUSTRIES)
    total = sum(INDUSTRIES[name] for name in industries)
    return [
        Area(area.city, area.district, (name,), area.weight * INDUSTRIES[name] / total)
        for name in industries
    ]


def _first_size(areas: Sequence[Area], goal: float, most: int) -> int:
    size, weight = 1, areas[0].weight
    while size < most and weight + areas[size].weight / 2 < goal:
        weight += areas[size].weight
        size += 1
    return size


def industry_mix(region: Region, industries: Sequence[str]) -> dict[str, float]:
    """Return the weight of each industry in the region, of those named or of all."""
    return {
        name: INDUSTRIES[name] * region.leanings.get(name, 1.0)
        for name in (industries or INDUSTRIES)
    }
