#!/usr/bin/env python3
"""Writes sentences about made-up persons, with the JSON object that holds each one's name, age and city.

usage: make_json.py OUT_FILE        (from the repository root: conf/tasks/json.jsonl)

Each person's full name occurs once, so no name is in two splits. Python's standard library alone; every run writes the same bytes.
"""

import itertools
import random
import sys

import chat

SEED, PROMPTS = 20260501, 800
SYSTEM = "Extract the person's name, age and city from the sentence. Reply with a JSON object with the keys name, age and city, and nothing else."

FIRST = """Ada Amir Anna Carla Clara David Elif Emil Felix Grace Hana Hugo Ines Ivan Jana Julia Karim Lara Leo Lucia Marco Maria Nadia Nils Nora Omar Paula Pedro
Rosa Sara Vera Viktor""".split()
LAST = """Adler Becker Brandt Castro Chen Costa Cruz Diaz Fischer Garcia Gomez Hansen Ito Keller Khan Kumar Larsen Lopez Lund Meyer Novak Ortiz Park Patel
Petrov Reyes Rossi Silva Singh Torres Weber Wolf""".split()
CITIES = """Amsterdam|Athens|Berlin|Boston|Cairo|Chicago|Copenhagen|Delhi|Denver|Dublin|Hamburg|Helsinki|Istanbul|Lima|Lisbon|London|Madrid|Mexico City|
Montreal|Mumbai|New York|Oslo|Paris|Prague|Rome|San Diego|Seoul|Stockholm|Sydney|Tokyo|Toronto|Vienna""".replace("\n", "").split("|")
SENTENCES = [
    "{name} is {age} years old and lives in {city}.",
    "{name}, {age}, lives in {city}.",
    "At {age}, {name} moved to {city}.",
    "My neighbour {name} turned {age} last week and still lives in {city}.",
    "{name} from {city} is {age} years old.",
    "In {city}, {name} celebrated turning {age}.",
    "Our colleague {name} ({age}) works in {city}.",
    "{name} has lived in {city} for years and is now {age}.",
    "The winner is {name} from {city}, aged {age}.",
    "{age}-year-old {name} runs a bakery in {city}.",
    "A nurse from {city}, {name} is {age} years of age.",
    "{name} will be teaching in {city} this year, at the age of {age}.",
    "This is {name}; she is {age} and her home is {city}.",
    "I met {name} in {city}, who said he was {age}.",
    "The application of {name} gives {city} as the city and {age} as the age.",
    "Born in {city}, where {name} still lives, the painter is {age}.",
]


def main(path):
    rng = random.Random(SEED)
    people = rng.sample(list(itertools.product(FIRST, LAST)), PROMPTS)
    chat.write(path, [prompt(rng, " ".join(person)) for person in people])


def prompt(rng, name):
    age, city = rng.randint(18, 89), rng.choice(CITIES)
    sentence = rng.choice(SENTENCES).format(name=name, age=age, city=city)
    return chat.row(SYSTEM, sentence, {"name": name, "age": age, "city": city})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
