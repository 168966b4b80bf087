package dev.hone.grader.openai;

import dev.hone.grader.python.PythonSettings;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.Suggestions;
import java.util.List;
import java.util.Optional;

/** Reads graders by their type. Everything wrong is reported with its place in the file. */
final class GraderReader {

    private static final List<String> TYPES =
            List.of("string_check", "text_similarity", "python", "score_model", "label_model", "multi", "endpoint");

    private final ModelGraders models;
    private final PythonSettings python;

    GraderReader(GraderModels models, PythonSettings python) {
        this.models = new ModelGraders(models);
        this.python = python;
    }

    /** The grader; empty where a problem was reported. */
    Optional<Grader> read(RewardParameters parameters) {
        String type = parameters.requiredText("type");
        parameters.text("name");
        if (!TYPES.contains(type)) {
            if (!type.isEmpty()) {
                parameters.problem("type", "unknown type of grader: " + type, Suggestions.fix(type, TYPES));
            }
            return Optional.empty();
        }
        Optional<Grader> grader = ofType(type, parameters);
        parameters.reportUnknownKeys();
        return grader;
    }

    private Optional<Grader> ofType(String type, RewardParameters parameters) {
        return switch (type) {
            case "string_check" -> Optional.of(StringCheck.read(parameters));
            case "text_similarity" -> Optional.of(SimilarityGrader.read(parameters));
            case "python" -> PythonGrader.read(parameters, python);
            case "score_model" -> models.score(parameters);
            case "label_model" -> models.label(parameters);
            case "multi" -> Optional.of(MultiGrader.read(parameters, this::read));
            default -> Optional.of(EndpointGrader.read(parameters));
        };
    }
}
