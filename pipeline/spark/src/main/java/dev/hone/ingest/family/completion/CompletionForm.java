package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.Nodes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The forms of bodies that hold one text as the prompt and one as the answer, whole or in chunks. */
public enum CompletionForm {
    ANTHROPIC(
            "anthropic_text",
            List.of(LabelMarkers.CLAUDE),
            new Hints("max_tokens_to_sample", "anthropic."),
            "/completion"),
    LLAMA("llama_text", TurnMarkers.UNMISTAKABLE, new Hints("max_gen_len", "llama"), "/generation"),
    MISTRAL("mistral_text", TurnMarkers.UNMISTAKABLE, new Hints("", "mistral."), "/outputs/0/text"),
    COHERE(
            "cohere_text",
            List.of(HeaderMarkers.COMMAND, LabelMarkers.COMMAND),
            new Hints("num_generations", "cohere."),
            "/generations/0/text",
            "/text"),
    AI21("ai21_text", List.of(), new Hints("maxTokens", "ai21."), "/completions/0/data/text"),
    TITAN(
            "titan_text",
            List.of(LabelMarkers.TITAN),
            new Hints("textGenerationConfig", "titan"),
            "/results/0/outputText",
            "/outputText"),
    CHOICES(
            "text_completions",
            TurnMarkers.UNMISTAKABLE,
            new Hints("max_completion_tokens", "deepseek"),
            "/choices/0/text");

    private final String family;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, and so are its markers
    private final List<TurnMarkers> markers;

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final Hints hints;

    @SuppressWarnings("ImmutableEnumChecker") // toList is immutable, and so are pointers
    private final List<JsonPointer> answers;

    /**
     * What else tells a form.
     *
     * @param requestField field that only its requests have; empty where there is none
     * @param modelId part of its model ids
     */
    private record Hints(String requestField, String modelId) {}

    CompletionForm(String family, List<TurnMarkers> markers, Hints hints, String... answers) {
        this.family = family;
        this.markers = markers;
        this.hints = hints;
        this.answers = Arrays.stream(answers).map(JsonPointer::compile).toList();
    }

    /** The name in counts, such as {@code llama_text}. */
    public String family() {
        return family;
    }

    /** The marks that its prompts may be written with; a prompt without any is one turn of the user. */
    List<TurnMarkers> markers() {
        return markers;
    }

    /** Where its answers stand, in a whole response or in a chunk. */
    List<JsonPointer> answers() {
        return answers;
    }

    /** The form of a call with a text prompt, by its answer, its request, its marks and its model, in this order. */
    public static Optional<CompletionForm> of(String modelId, String prompt, JsonNode request, JsonNode response) {
        return first(form -> form.answered(response))
                .or(() -> first(form -> request.has(form.hints.requestField)))
                .or(() -> ofMarks(prompt))
                .or(() -> first(form -> modelId.contains(form.hints.modelId)));
    }

    private static Optional<CompletionForm> ofMarks(String prompt) {
        if (HeaderMarkers.LLAMA_3.marks(prompt) || HeaderMarkers.LLAMA_4.marks(prompt)) {
            return Optional.of(LLAMA);
        }
        if (HeaderMarkers.COMMAND.marks(prompt)) {
            return Optional.of(COHERE);
        }
        boolean claude = LabelMarkers.CLAUDE.marks(prompt) && prompt.startsWith("\n\nHuman:");
        return claude ? Optional.of(ANTHROPIC) : Optional.empty();
    }

    private static Optional<CompletionForm> first(Predicate<CompletionForm> is) {
        return Arrays.stream(values()).filter(is).findFirst();
    }

    private boolean answered(JsonNode response) {
        for (JsonNode part : response.isArray() ? response : Nodes.array().add(response)) {
            if (answers.stream().anyMatch(answer -> part.at(answer).isTextual())) {
                return true;
            }
        }
        return false;
    }
}
