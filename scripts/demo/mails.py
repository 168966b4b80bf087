"""Mails to a web shop, their right answers, and the answers that a sloppy assistant logged.

Everything is synthetic and written for Hone (Apache-2.0). Each random choice comes from the generator that the caller passes.

The task: reply with JSON that holds the mail's intent and its order number ("none" where the mail names no order). The sloppy
assistant errs as a real one may: it has learnt a habit, and the habit depends on what the mail says, not on chance alone.
 - It takes the first number that it meets, though that may be the customer's, an invoice's or a phone number.
 - It files rare intents under a common neighbour (`damaged` under `return`, `cancel` under `refund`, `address` under `delivery`).
Where a habit applies it wins in HABIT of the answers; elsewhere SLIP of the fields are wrong by chance. So a policy that imitates
the log is wrong at temperature 0 where a habit applies, but still samples the right answer often enough to be rewarded for it.
"""

import json

HABIT = 0.56
SLIP = 0.04

SYSTEM = "Sort the mail. Reply with JSON: intent and order."

GREETINGS = ["Hi", "Hello", "Hey", "Hi there", "Hello team", "Dear team", "Good morning", "Good evening", "Dear all", "To whom it may concern"]
CLOSINGS = ["Thanks", "Many thanks", "Best", "Regards", "Best wishes", "Cheers", "Yours", "Kind regards", "Thank you"]
NAMES = ("Nora Ben Aisha Tom Lena Omar Ruth Igor Mei Paul Zoe Hans Ivy Carl Dana Luca Sara Finn Yara Otto Jane Emil Kim Vera Noah Tara "
         "Liam Rosa Max Anna Theo Nina Hugo Elif Sven Maya Leo Alma Jon Iris Adam Cleo Kofi Edda Ravi Juno Amir Lotte").split()
ITEMS = ("lamp|kettle|desk|backpack|jacket|tent|chair|radio|mug set|blanket|keyboard|headset|bike light|rug|mirror|toaster|coat|scarf|"
         "monitor|printer|shelf|clock|vase|pillow|camera|speaker|drill|helmet|puzzle|globe|wallet|teapot").split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

PROBLEMS = {
    "delivery": ["My {item} has not arrived yet.", "Where is my {item}?", "The {item} should have been here on {day}.",
                 "I am still waiting for the {item} to arrive.", "Tracking of the {item} has not moved since {day}.",
                 "When will the {item} be delivered?", "The courier never came with my {item}.", "No sign of the {item} so far."],
    "return": ["I want to send the {item} back.", "How do I return the {item}?", "The {item} does not suit me, please take it back.",
               "Please mail me a return label for the {item}.", "I changed my mind and would like to return the {item}.",
               "The {item} is too big, I wish to send it back."],
    "refund": ["I have not got my money back for the {item}.", "When do you pay me back for the {item}?", "You charged me twice for the {item}.",
               "Please refund the {item}.", "The refund of the {item} was promised for {day}.", "I still miss the money for the {item}."],
    "invoice": ["I need a receipt for the {item}.", "Please send me the bill for the {item}.", "Our books lack a receipt for the {item}.",
                "Could I get a copy of the bill for the {item}?", "The bill for the {item} shows the wrong company.",
                "My boss asks for the receipt of the {item}."],
    "damaged": ["The {item} arrived broken.", "My {item} has a deep scratch.", "The {item} came in pieces.", "There is a crack in the {item}.",
                "The {item} stopped working on {day}.", "Half of the {item} is smashed."],
    "cancel": ["Please cancel the {item}.", "I no longer want the {item}, stop it before it ships.", "Do not send the {item}, I ordered it by mistake.",
               "Can you call off the {item} before {day}?", "Please drop the {item} from my basket, it has not shipped."],
    "address": ["Please ship the {item} to my new flat instead.", "I moved on {day}, the {item} must go to my new address.",
                "The {item} is going to the wrong street.", "Can you change the address for the {item}?", "Send the {item} to my office, not to my home."],
}
INTENTS = ["delivery"] * 4 + ["return"] * 3 + ["refund"] * 3 + ["invoice"] * 3 + ["damaged"] * 3 + ["cancel"] * 3 + ["address"] * 2
COMMON_NEIGHBOUR = {"damaged": "return", "cancel": "refund", "address": "delivery"}

ORDER_SENTENCES = ["It is order {n}.", "My order {n}.", "Order {n}.", "This is about order {n}.", "It belongs to order {n}.", "See order {n}."]
OTHER_SENTENCES = ["I am customer {n}.", "Customer {n}.", "I paid invoice {n}.", "Invoice {n} is paid.", "Call me on {n}.", "My phone is {n}.",
                   "Ticket {n} got no reply.", "I wrote before, ticket {n}."]
FILLERS = ["I am not happy.", "This is urgent.", "It was a gift.", "Please help.", "I have bought from you before.", "Please answer by {day}.",
           "I hope you can sort this out."]
# A mail's numbers in the order in which they appear.
NUMBERS = [("order",)] * 7 + [("order", "other")] * 4 + [("other",)] * 5 + [("other", "order")]


def pick(rng, items):
    """One of the items. Uses rng.random() alone, whose sequence Python keeps from version to version."""
    return items[int(rng.random() * len(items))]


def number(rng):
    return str(100 + int(rng.random() * 900))


class Mail:
    """One mail: its text, its right answer (`intent`, `order`) and its numbers in the order of the text."""

    def __init__(self, rng, names=NAMES, items=ITEMS):
        self.intent = pick(rng, INTENTS)
        kinds = pick(rng, NUMBERS)
        self.numbers = [number(rng) for _ in kinds]
        self.order = self.numbers[kinds.index("order")] if "order" in kinds else "none"
        words = {"item": pick(rng, items), "day": pick(rng, DAYS)}
        sentences = [pick(rng, ORDER_SENTENCES if kind == "order" else OTHER_SENTENCES).format(n=n) for kind, n in zip(kinds, self.numbers)]
        problem = pick(rng, PROBLEMS[self.intent]).format(**words)
        sentences.insert(int(rng.random() * (len(sentences) + 1)), problem)
        if rng.random() < 0.4:
            sentences.insert(int(rng.random() * (len(sentences) + 1)), pick(rng, FILLERS).format(**words))
        self.text = pick(rng, GREETINGS) + ", " + " ".join(sentences) + " " + pick(rng, CLOSINGS) + ", " + pick(rng, names)

    def reference(self):
        return answer(self.intent, self.order)

    def sloppy_answer(self, rng):
        """What the assistant replied: right, or wrong by habit or by a slip."""
        intent, order = self.intent, self.order
        if intent in COMMON_NEIGHBOUR and rng.random() < HABIT:
            intent = COMMON_NEIGHBOUR[intent]
        elif rng.random() < SLIP:
            intent = pick(rng, INTENTS)
        if order != self.numbers[0] and rng.random() < HABIT:
            order = self.numbers[0]
        elif rng.random() < SLIP:
            order = pick(rng, self.numbers + ["none"])
        return answer(intent, order)


def answer(intent, order):
    return json.dumps({"intent": intent, "order": order}, separators=(",", ":"))


def normalised(text):
    """The form in which two prompts count as the same: lower case, runs of white space as one space."""
    return " ".join(text.lower().split())
