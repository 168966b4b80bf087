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

FIRST = """Ada Amir Anna Bashir Bela Carla Chidi Clara David Dina Elif Emil Erik Fatima Felix Grace Hana Hugo Ines Ivan Jamal Jana Jonas Julia
Karim Kenji Lara Leila Leo Lucia Marco Maria Mei Milan Nadia Nils Nora Olga Omar Oscar Paula Pedro Petra Priya Ravi Rosa Sami Sara Tara Theo
Tomas Vera Viktor Wanda Yara Yusuf""".split()
LAST = """Abbas Adler Becker Bianchi Brandt Castro Chen Costa Cruz Diaz Dubois Eriksen Farah Fischer Garcia Gomez Haddad Hansen Horvat Ito
Jansen Kaya Keller Khan Kowalski Kumar Larsen Lopez Lund Marino Meyer Moreau Mwangi Nagy Novak Okafor Ortiz Park Patel Pereira Petrov Reyes Rossi
Sato Schmidt Silva Singh Sokolov Suzuki Tanaka Torres Varga Vogel Weber Wolf Yilmaz""".split()
CITIES = """Accra|Amsterdam|Ankara|Athens|Bergen|Berlin|Bogota|Boston|Cairo|Chicago|Copenhagen|Dakar|Delhi|Denver|Dublin|Geneva|Hamburg|Hanoi|
Helsinki|Istanbul|Jakarta|Kyoto|Lagos|Lima|Lisbon|London|Madrid|Manila|Mexico City|Milan|Montreal|Mumbai|Munich|Nairobi|New York|Oslo|
Paris|Porto|Prague|Quito|Riga|Rome|San Diego|Seoul|Seville|Sofia|Stockholm|Sydney|Tallinn|Tokyo|Toronto|Tunis|Vienna|Vilnius|Warsaw|
Zurich""".replace("\n", "").split("|")
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
