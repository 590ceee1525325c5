"""Invented names of companies and people; likeness to real ones is chance."""

import random
from dataclasses import dataclass, field

from demo.words import BRAND_FIRST, BRAND_SECOND, GIVEN, SURNAMES, TRADES

# County-level cities are named by themselves, districts by their city.
OWN_NAME_DISTRICTS = frozenset(
    ("昆山", "吴江", "常熟", "张家港", "太仓", "江阴", "宜兴", "溧阳", "慈溪", "余姚")
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in characters and in pinyin, as addresses write it."""

    full: str
    pinyin: str


@dataclass(slots=True)
class Names:
    """Draws names and remembers those of companies, which are unique."""

    rng: random.Random
    taken: set[str] = field(default_factory=set)

    def person(self) -> PersonName:
        """Return a name; namesakes occur as in life."""
        rng = self.rng
        surname = rng.choice(list(SURNAMES))
        given = rng.sample(list(GIVEN), 1 if rng.random() < 0.35 else 2)
        pinyin = "".join(GIVEN[character] for character in given)
        return PersonName(surname + "".join(given), f"{SURNAMES[surname]}.{pinyin}")

    def company(
        self, city: str, district: str, industry: str, ownership: str
    ) -> tuple[str, str]:
        """Return a new name and its mail domain, under the reserved .example."""
        place = district if district in OWN_NAME_DISTRICTS else city
        while True:
            brand, domain = self._brand()
            trade = self.rng.choice(TRADES[industry])
            if ownership == "domestic":
                is_listed = self.rng.random() < 0.08
                name = f"{place}{brand}{trade}{'股份' if is_listed else ''}有限公司"
            else:
                name = f"{brand}{trade}（{place}）有限公司"
            if name not in self.taken:
                self.taken.add(name)
                return name, f"{domain}.example"

    def _brand(self) -> tuple[str, str]:
        rng = self.rng
        first = rng.choice(list(BRAND_FIRST))
        second = rng.choice(list(BRAND_SECOND))
        brand, domain = first + second, BRAND_FIRST[first] + BRAND_SECOND[second]
        if rng.random() < 0.18:
            third = rng.choice(list(BRAND_SECOND))
            return brand + third, domain + BRAND_SECOND[third]
        return brand, domain
