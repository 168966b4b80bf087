package dev.hone.policy.tokenizer;

import dev.hone.policy.template.ChatPrompt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A tokenizer whose text is the ids, each followed by a space. */
public record NumberTokenizer(List<Integer> endOfSequenceIds) implements PolicyTokenizer {

    public static NumberTokenizer withoutEnd() {
        return new NumberTokenizer(List.of());
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public String decode(int[] tokenIds) {
        return Arrays.stream(tokenIds)
                .filter(id -> !endOfSequenceIds.contains(id))
                .mapToObj(id -> id + " ")
                .collect(Collectors.joining());
    }

    @Override
    public int[] encodeChat(ChatPrompt prompt) {
        return encode(renderChat(prompt));
    }

    @Override
    public String renderChat(ChatPrompt prompt) {
        return prompt.messages().get(0).path("content").asText();
    }
}
