package dev.hone.grader.judge.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the variables of a prompt stand for.
 *
 * @param data what came with a row: shown between fences
 * @param words of the reward's author, such as criteria: shown as they are
 * @param blocks variables that stand for several texts, each between fences that name it
 */
public record PromptValues(ObjectNode data, Map<String, String> words, Map<String, Map<String, String>> blocks) {

    /** Data alone. */
    public PromptValues(ObjectNode data) {
        this(data, Map.of(), Map.of());
    }

    /** The same with another text of the row. */
    public PromptValues withData(String name, String text) {
        return new PromptValues(data.deepCopy().put(name, text), words, blocks);
    }

    /** The same with words of the reward's author. */
    public PromptValues withWords(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(words);
        more.put(name, text);
        return new PromptValues(data, more, blocks);
    }

    /** The same with a variable that stands for several texts, by name. */
    public PromptValues withBlock(String name, Map<String, String> texts) {
        Map<String, Map<String, String>> more = new LinkedHashMap<>(blocks);
        more.put(name, texts);
        return new PromptValues(data, words, more);
    }

    /** The same without one of the texts of {@link RowValues#MATERIAL}. */
    public PromptValues withoutMaterial(String name) {
        Map<String, String> texts = new LinkedHashMap<>(blocks.get(RowValues.MATERIAL));
        texts.remove(name);
        return withBlock(RowValues.MATERIAL, texts);
    }

    /** The fence around all that came with the row. */
    Fence fence() {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        known.setAll(data);
        known.retain(RowValues.PROMPT, RowValues.REFERENCE, RowValues.CONTEXT, RowValues.METADATA);
        return Fence.around(known.toString(), this::show);
    }

    /** Whether a text, as it will be shown, holds some word. */
    private boolean show(String word) {
        return anyShows(data, word)
                || blocks.values().stream()
                        .flatMap(texts -> texts.entrySet().stream())
                        .anyMatch(text ->
                                text.getKey().contains(word) || text.getValue().contains(word));
    }

    private static boolean anyShows(JsonNode nodes, String word) {
        for (JsonNode node : nodes) {
            String text = node.isTextual() ? node.textValue() : node.toString();
            if (text.contains(word) || anyShows(node, word)) {
                return true;
            }
        }
        return false;
    }

    /** Everything by the names of variables. */
    ObjectNode all(Fence fence) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.setAll(data);
        words.forEach(all::put);
        blocks.forEach((name, texts) -> all.put(
                name,
                texts.entrySet().stream()
                        .map(text -> fence.of(text.getKey(), text.getValue()))
                        .collect(Collectors.joining("\n\n"))));
        return all;
    }

    /** What is put in for a variable. */
    String shown(Fence fence, String variable, String text) {
        return words.containsKey(variable) || blocks.containsKey(variable) ? text : fence.of(variable, text);
    }
}
