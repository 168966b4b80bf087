package dev.hone.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.Suggestions;
import dev.hone.schema.PromptRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the prompts bring for a reward to read: most rewards that score zero for everything look for a field under another name.
 *
 * @param prompts how many there are
 * @param withReference how many have a reference
 * @param referenceFields fields of references that are objects
 * @param metadataFields fields of the metadata, each with the number of prompts that have it
 */
public record Contract(
        int prompts, int withReference, Set<String> referenceFields, Map<String, Integer> metadataFields) {

    private static final Set<String> NAMES_OF_REFERENCES = Set.of(
            "answer",
            "answers",
            "correct",
            "correct_answer",
            "expected",
            "expected_answer",
            "expected_output",
            "final_answer",
            "gold",
            "ground_truth",
            "label",
            "output",
            "reference",
            "reference_answer",
            "reference_answers",
            "solution",
            "target");

    /** A name in an error: in quotation marks, or after the word field. */
    private static final Pattern NAMED =
            Pattern.compile("['\"`]([A-Za-z_][\\w-]{0,60})['\"`]|field ([A-Za-z_][\\w-]{0,60})");

    /** JSON or a Python dict that an error quotes, cut or whole: its names are somebody else's. */
    private static final Pattern QUOTED_OBJECT = Pattern.compile("(?s)\\{\\s*['\"](?:.*}|.*$)");

    private static final int SHOWN = 12;

    public Contract {
        referenceFields = Set.copyOf(referenceFields);
        metadataFields = Map.copyOf(metadataFields);
    }

    public static Contract of(List<PromptRow> prompts) {
        Set<String> reference = new TreeSet<>();
        Map<String, Integer> metadata = new TreeMap<>();
        for (PromptRow prompt : prompts) {
            fields(prompt.referenceAnswer(), "").forEach(reference::add);
            fields(prompt.metadata(), "").forEach(field -> metadata.merge(field, 1, Integer::sum));
        }
        return new Contract(
                prompts.size(),
                (int) prompts.stream()
                        .filter(prompt -> prompt.referenceAnswer().isPresent())
                        .count(),
                reference,
                metadata);
    }

    /** Fields of a JSON object, and of the objects in it; nothing where the text is none. */
    private static Set<String> fields(Optional<String> json, String path) {
        Set<String> fields = new LinkedHashSet<>();
        json.flatMap(ReferenceForm::json)
                .filter(JsonNode::isObject)
                .ifPresent(object -> addFields((ObjectNode) object, path, fields));
        return fields;
    }

    private static void addFields(ObjectNode object, String path, Set<String> fields) {
        object.fields().forEachRemaining(field -> {
            fields.add(path + field.getKey());
            if (field.getValue() instanceof ObjectNode inner && path.isEmpty()) {
                addFields(inner, field.getKey() + ".", fields);
            }
        });
    }

    /** What there is, in one line. */
    public String text() {
        String references = withReference == prompts
                ? "all " + prompts + " prompts have a reference"
                : withReference + " of " + prompts + " prompts have a reference";
        return references
                + (referenceFields.isEmpty() ? "" : " with the fields " + shown(referenceFields))
                + (metadataFields.isEmpty() ? "; no metadata" : "; metadata: " + shown(metadataFields.keySet()));
    }

    /**
     * Which field was probably meant where references are missing or errors name a field that is not there.
     *
     * @param errors of the reward
     */
    public List<String> hints(Set<String> errors) {
        List<String> hints = new ArrayList<>();
        if (withReference < prompts) {
            metadataFields.entrySet().stream()
                    .filter(field -> NAMES_OF_REFERENCES.contains(lastName(field.getKey())))
                    .findFirst()
                    .ifPresent(field -> hints.add((prompts - withReference)
                            + " prompts have no reference_answer, and the metadata of " + field.getValue()
                            + " has the field "
                            + field.getKey()
                            + ". If that is the reference, say so: format: table and columns: {referenceAnswer: "
                            + field.getKey()
                            + "} at the source in ingest.sources"));
        }
        Set<String> known = new TreeSet<>(referenceFields);
        known.addAll(metadataFields.keySet());
        errors.stream()
                .flatMap(error -> named(error).stream())
                .distinct()
                .filter(name -> !known.contains(name))
                .forEach(name -> {
                    String fix = known.isEmpty() ? "There are no fields at all" : Suggestions.fix(name, known);
                    hints.add("an error names " + name + ", and neither references nor metadata have such a field. "
                            + fix);
                });
        return List.copyOf(hints);
    }

    private static Set<String> named(String error) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAMED.matcher(QUOTED_OBJECT.matcher(error).replaceAll(""));
        while (matcher.find()) {
            names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return names;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String shown(Set<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        return String.join(", ", sorted.subList(0, Math.min(SHOWN, sorted.size())))
                + (sorted.size() > SHOWN ? " and " + (sorted.size() - SHOWN) + " more" : "");
    }
}
