"""Cities by name: either language is understood, each lists them its own way."""

from uisim.law.city_names import CityNames, city_named


def test_a_city_is_known_by_either_name_and_what_is_none_stays():
    assert [city_named(name) for name in ("珠海市", "珠海", "Zhuhai")] == ["zhuhai"] * 3
    assert city_named("Atlantis") == "atlantis"


def test_cities_are_listed_each_once_in_order():
    cities = CityNames.of(("zhuhai", "foshan", "zhuhai"))
    assert cities.written("en") == "foshan, zhuhai"
    assert cities.written("zh") == "佛山 foshan、珠海 zhuhai"
