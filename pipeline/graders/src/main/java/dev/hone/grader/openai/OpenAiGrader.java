package dev.hone.grader.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.grader.python.PythonSettings;
import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code openai_grader}: a grader as OpenAI's and Azure's reinforcement fine-tuning take it, in a file or in the specification. */
public final class OpenAiGrader implements RewardKind {

    private static final int REVISION = 1;
    private static final String FILE = "file";
    private static final String GRADER = "grader";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    @Override
    public String kind() {
        return "openai_grader";
    }

    @Override
    public Set<String> files() {
        Set<String> files = new HashSet<>(PythonSettings.FILES);
        files.add(FILE);
        return Set.copyOf(files);
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        GraderModels models = new GraderModels(parameters);
        GraderReader reader = new GraderReader(models, PythonSettings.read(parameters));
        Optional<Grader> grader = definition(parameters).flatMap(reader::read);
        return new GraderReward(parameters.version(REVISION), grader.orElse(samples -> List.of()), models);
    }

    private static Optional<RewardParameters> definition(RewardParameters parameters) {
        boolean inline = parameters.has(GRADER);
        if (inline == parameters.has(FILE)) {
            parameters.problem(
                    FILE,
                    inline ? "there is a grader beside it" : "is missing",
                    inline
                            ? "Keep one of file and grader"
                            : "Name the file with the grader (file: grader.json), or write it under grader");
            return Optional.empty();
        }
        if (inline) {
            return parameters.section(GRADER);
        }
        return parameters
                .file(FILE)
                .flatMap(file -> parsed(parameters, file))
                .map(json -> json.containsKey("type") || !(json.get(GRADER) instanceof Map<?, ?>)
                        ? parameters.held(FILE, json)
                        : parameters.held(FILE, json).held(GRADER, JSON.convertValue(json.get(GRADER), OBJECT)));
    }

    private static Optional<Map<String, Object>> parsed(RewardParameters parameters, RewardFile file) {
        try {
            return Optional.of(JSON.readValue(file.text(), OBJECT));
        } catch (JsonProcessingException e) {
            parameters.problem(
                    FILE,
                    file.name() + " is no JSON object: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")",
                    "Correct the file");
            return Optional.empty();
        }
    }
}
