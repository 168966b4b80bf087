package dev.hone.policy.tokenizer;

import dev.hone.policy.template.RenderedChat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The texts of a tokenizer's special tokens. Some tokenizers have hundreds, which begin alike: a text is searched once for each beginning.
 *
 * @param byFirstCharacter the texts that begin with a character
 */
record SpecialTexts(Map<Character, List<String>> byFirstCharacter) {

    SpecialTexts {
        byFirstCharacter = Map.copyOf(byFirstCharacter);
    }

    static SpecialTexts of(Set<String> texts) {
        return new SpecialTexts(texts.stream().collect(Collectors.groupingBy(text -> text.charAt(0))));
    }

    /** Whether one of them stands in a conversation, wholly or in part from outside the template. */
    boolean comeFromOutside(RenderedChat chat) {
        return byFirstCharacter.entrySet().stream()
                .anyMatch(entry -> comeFromOutside(chat, entry.getKey(), entry.getValue()));
    }

    private static boolean comeFromOutside(RenderedChat chat, char first, List<String> texts) {
        for (int at = chat.text().indexOf(first); at >= 0; at = chat.text().indexOf(first, at + 1)) {
            for (String text : texts) {
                if (chat.text().startsWith(text, at) && !chat.isFromTemplate(at, at + text.length())) {
                    return true;
                }
            }
        }
        return false;
    }
}
