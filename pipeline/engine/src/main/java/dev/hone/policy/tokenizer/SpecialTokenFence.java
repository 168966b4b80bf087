package dev.hone.policy.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.architecture.ModelConfigReader;
import dev.hone.policy.template.RenderedChat;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps special tokens inside user text from becoming control tokens. A second tokenizer is the model's own except for the texts of its
 * special tokens, which are random private-use characters there: {@code <|im_end|>} is plain text to it. In a rendered conversation the
 * special tokens that the template itself wrote, and only they, are replaced by those characters.
 */
final class SpecialTokenFence {

    private static final int FIRST_PRIVATE = 0xE000;
    private static final int PRIVATE_COUNT = 6400;
    private static final int NONCE_LENGTH = 6;

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, String> marks;
    private final List<String> longestFirst;
    private final String firstCharacters;

    private SpecialTokenFence(HuggingFaceTokenizer tokenizer, Map<String, String> marks) {
        this.tokenizer = tokenizer;
        this.marks = marks;
        this.longestFirst = marks.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        this.firstCharacters = marks.keySet().stream()
                .map(token -> token.substring(0, 1))
                .distinct()
                .collect(Collectors.joining());
    }

    static SpecialTokenFence of(Path tokenizerFile, Iterable<String> specialTokens) {
        Map<String, String> marks = new LinkedHashMap<>();
        String nonce = nonce();
        for (String token : specialTokens) {
            marks.put(
                    token,
                    nonce
                            + (char) (FIRST_PRIVATE + marks.size() % PRIVATE_COUNT)
                            + (char) (FIRST_PRIVATE + marks.size() / PRIVATE_COUNT));
        }
        JsonNode root = ModelConfigReader.open(tokenizerFile).root();
        rename((ObjectNode) root, marks);
        return new SpecialTokenFence(Tokenizers.ofJson(tokenizerFile, root.toString()), marks);
    }

    private static String nonce() {
        SecureRandom random = new SecureRandom();
        StringBuilder nonce = new StringBuilder();
        for (int i = 0; i < NONCE_LENGTH; i++) {
            nonce.append((char) (FIRST_PRIVATE + random.nextInt(PRIVATE_COUNT)));
        }
        return nonce.toString();
    }

    private static void rename(ObjectNode root, Map<String, String> marks) {
        for (JsonNode token : root.path("added_tokens")) {
            Optional.ofNullable(marks.get(token.path("content").asText()))
                    .ifPresent(mark -> ((ObjectNode) token).put("content", mark));
        }
        root.putNull("post_processor");
        ObjectNode model = (ObjectNode) root.get("model");
        if (marks.containsKey(model.path("unk_token").asText())) {
            model.put("unk_token", marks.get(model.path("unk_token").asText()));
        }
        if (model.get("vocab") instanceof ObjectNode vocabulary) {
            marks.forEach((token, mark) ->
                    Optional.ofNullable(vocabulary.remove(token)).ifPresent(id -> vocabulary.set(mark, id)));
        } else if (model.get("vocab") instanceof ArrayNode pieces) {
            pieces.forEach(piece -> Optional.ofNullable(marks.get(piece.path(0).asText()))
                    .ifPresent(mark -> ((ArrayNode) piece).set(0, mark)));
        }
    }

    /** Token ids of a conversation in which only the template's own special tokens are control tokens. */
    int[] encode(RenderedChat chat) {
        return Tokenizers.encode(tokenizer, mark(chat));
    }

    private String mark(RenderedChat chat) {
        String text = chat.text();
        StringBuilder marked = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            Optional<String> token =
                    firstCharacters.indexOf(text.charAt(at)) < 0 ? Optional.empty() : tokenAt(chat, at);
            marked.append(token.map(marks::get).orElse(text.substring(at, at + 1)));
            at += token.map(String::length).orElse(1);
        }
        return marked.toString();
    }

    private Optional<String> tokenAt(RenderedChat chat, int at) {
        return longestFirst.stream()
                .filter(token -> chat.text().startsWith(token, at) && chat.isFromTemplate(at, at + token.length()))
                .findFirst();
    }
}
