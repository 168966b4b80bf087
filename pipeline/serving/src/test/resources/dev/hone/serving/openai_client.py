"""What OpenAI's own client makes of the endpoint. Called with its address and a key; fails where anything is otherwise."""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0, _strict_response_validation=True)
messages = [
    {"role": "system", "content": "Sort the mail. Reply with JSON: intent and order."},
    {"role": "user", "content": [{"type": "text", "text": "Hello team, I want my money back for order 165."}]},
]
ask = {"model": "demo-policy", "messages": messages, "max_completion_tokens": 24, "seed": 7}


def check(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def refused(kind, status, code, **changes):
    try:
        client.chat.completions.create(**{**ask, **changes})
    except kind as problem:
        check(problem.status_code == status and problem.code == code, f"{problem.status_code} {problem.code} instead of {status} {code}")
        check(problem.request_id, "an error has a request id")
        return
    sys.exit(f"not refused: {changes}")


models = client.models.list()
check([model.id for model in models] == ["demo-policy"], "the model is listed, and the pages end")
check(client.models.retrieve("demo-policy").owned_by == "hone", "a model is found by its name")

whole = client.chat.completions.create(**ask)
text = whole.choices[0].message.content
check(text.startswith('{"intent"'), "an answer has its text")
check(whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens, "tokens are counted")

several = client.chat.completions.create(**ask, n=3, logprobs=True, top_logprobs=2)
check([choice.index for choice in several.choices] == [0, 1, 2], "three answers come in order")
for choice in several.choices:
    check(all(len(token.top_logprobs) == 2 for token in choice.logprobs.content), "two tokens are told with each")

streamed = ["", "", ""]
usages = []
for chunk in client.chat.completions.create(**ask, n=3, stream=True, stream_options={"include_usage": True}):
    usages += [chunk.usage] if chunk.usage else []
    for choice in chunk.choices:
        streamed[choice.index] += choice.delta.content or ""
check(streamed == [choice.message.content for choice in several.choices], "a stream is the whole answer")
check(len(usages) == 1 and usages[0].completion_tokens > 0, "the usage comes once")

with client.chat.completions.stream(**ask, n=2) as stream:
    final = [event for event in stream] and stream.get_final_completion()
check(final.choices[0].message.content == text and final.choices[0].message.role == "assistant", "the client's helper adds the chunks up")
check(final.choices[1].finish_reason in ("stop", "length"), "each choice has its end")

stopped = client.chat.completions.create(**ask, stop=['","'])
check('","' not in stopped.choices[0].message.content and stopped.choices[0].finish_reason == "stop", "a stop string ends an answer and is not in it")

completion = client.completions.create(model="demo-policy", prompt="The order", max_tokens=5, temperature=0, logprobs=1)
check(len(completion.choices[0].logprobs.tokens) == completion.usage.completion_tokens, "a text goes on")

refused(openai.NotFoundError, 404, "model_not_found", model="none")
refused(openai.BadRequestError, 400, "invalid_value", temperature=2.5)
refused(openai.BadRequestError, 400, "context_length_exceeded", max_completion_tokens=100_000)
refused(openai.BadRequestError, 400, "context_length_exceeded", max_completion_tokens=100_000, stream=True)
refused(openai.BadRequestError, 400, "unsupported_parameter", extra_body={"best_off": 3})
refused(openai.BadRequestError, 400, "unsupported_parameter", tools=[{"type": "function", "function": {"name": "f"}}])
client = openai.OpenAI(base_url=sys.argv[1], api_key="hk-wrong", max_retries=0)
refused(openai.AuthenticationError, 401, "invalid_api_key")
print("all of it")
