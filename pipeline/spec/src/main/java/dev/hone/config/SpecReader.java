package dev.hone.config;

import dev.hone.config.key.ReadContext;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionReader;
import dev.hone.config.key.Values;
import dev.hone.config.section.Catalogue;
import dev.hone.config.section.RewardConflicts;
import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.Overrides;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecPath;
import dev.hone.config.yaml.SpecSecrets;
import dev.hone.config.yaml.YamlTree;
import dev.hone.error.ConfigException;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.settings.SftTarget;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.ingest.IngestSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the specification of a run, without Spark. */
public final class SpecReader {

    private static final long MAX_BYTES = 1_000_000;
    private static final String OPTION = "--spec";

    private final Map<String, String> environment;

    /**
     * A reader that takes {@code ${env:NAME}} from here.
     *
     * @param environment names and values
     */
    public SpecReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a file and the overrides of the command line.
     *
     * @param file the specification
     * @param overrides values such as {@code train.learningRate=2e-5}, applied in this order
     * @param needed the sections that the command uses: they must be there, and the files that they name must exist
     * @throws ConfigException with every problem, if there is any
     */
    public JobSpec read(Path file, List<String> overrides, Set<Part> needed) {
        return read(file.toString(), text(file, OPTION), overrides, written -> needed);
    }

    /**
     * Reads a file and the overrides for no command in particular: no section has to be there, but the files that are named must exist.
     *
     * @param file the specification
     * @param overrides as above
     * @throws ConfigException with every problem, if there is any
     */
    public JobSpec readWhole(Path file, List<String> overrides) {
        return read(file.toString(), text(file, OPTION), overrides, SpecReader::partsOf);
    }

    /** Reads a specification that is given as text; the name is what problems call it. */
    JobSpec read(String name, String text, List<String> overrides, Set<Part> needed) {
        return read(name, text, overrides, written -> needed);
    }

    /**
     * Finds out what is wrong with a specification that is being written; nothing is thrown for it.
     *
     * @param name what the file is or would be called
     * @param needed as above
     */
    public SpecFindings examine(String name, String text, Set<Part> needed) {
        Problems problems = new Problems(name);
        List<SpecFindings.Found> errors = new ArrayList<>();
        Optional<JobSpec> spec = Optional.empty();
        try {
            spec = Optional.of(ModelDefaults.complete(read(name, text, List.of(), written -> needed, problems)));
        } catch (ConfigException | ModelException e) {
            problems.forEachError((line, path, problem) -> errors.add(new SpecFindings.Found(line, path, problem)));
            if (errors.isEmpty()) {
                errors.add(new SpecFindings.Found(0, "", e.getMessage()));
            }
        }
        return new SpecFindings(spec, errors, problems.warnings());
    }

    private JobSpec read(String name, String text, List<String> overrides, Function<Mapping, Set<Part>> needed) {
        return read(name, text, overrides, needed, new Problems(name));
    }

    private JobSpec read(
            String name, String text, List<String> overrides, Function<Mapping, Set<Part>> needed, Problems problems) {
        Optional<Mapping> written = YamlTree.readFile(name, text, problems);
        Mapping root =
                Overrides.apply(written.orElse(new Mapping(List.of(), new Origin(name, 1))), overrides, problems);
        if (written.isEmpty()) {
            problems.throwIfAny();
        }
        if (SpecSecrets.areIn(root, problems)) {
            problems.throwIfAny();
        }
        ReadContext context = new ReadContext(
                problems,
                environment,
                runName(root, name),
                needed.apply(root).stream().map(Part::section).collect(Collectors.toSet()));
        String asWritten = WrittenSpec.text(text, overrides);
        Section<JobSpec> specification = new Section<>(
                "",
                "the specification",
                Catalogue.KEYS,
                List.of(RewardConflicts.TOO_FEW_REWARDS),
                values -> assemble(values, context, asWritten));
        Optional<JobSpec> spec = SectionReader.read(specification, root, SpecPath.ROOT, context);
        problems.throwIfAny();
        return spec.orElseThrow();
    }

    private static Set<Part> partsOf(Mapping written) {
        return Arrays.stream(Part.values())
                .filter(part -> written.find(part.section()).isPresent())
                .collect(Collectors.toSet());
    }

    private static JobSpec assemble(Values values, ReadContext context, String asWritten) {
        TrainSettings train = values.get(Catalogue.TRAIN);
        warnOfUnkeptAnswers(values, context);
        requireRoomForAnswers(values, context);
        requireWholeWeights(values, context);
        return new JobSpec(
                values.get(Catalogue.RUN),
                values.get(Catalogue.WAREHOUSE),
                values.get(Catalogue.SEED),
                values.find(Catalogue.MODEL),
                values.find(Catalogue.INGEST)
                        .map(ingest -> ingest.with(train.maxPromptTokens(), values.get(Catalogue.SEED))),
                values.get(Catalogue.ADAPTER),
                values.get(Catalogue.SFT),
                train,
                values.find(Catalogue.REWARD),
                values.find(Catalogue.AUDIT),
                values.get(Catalogue.EVALUATE),
                values.get(Catalogue.EXPORT),
                new EffectiveSpec(context.values()),
                asWritten,
                context.problems().warnings());
    }

    private static void warnOfUnkeptAnswers(Values values, ReadContext context) {
        boolean kept = values.find(Catalogue.INGEST)
                .map(IngestSettings::usePromptResponse)
                .orElse(true);
        if (values.get(Catalogue.SFT).target() == SftTarget.LOGGED && !kept) {
            context.problems()
                    .warning(
                            new Origin(context.file(), 0),
                            "sft.target",
                            "logged answers are learned, but ingest does not keep them. Set ingest.usePromptResponse to true");
        }
    }

    private static void requireWholeWeights(Values values, ReadContext context) {
        if (values.get(Catalogue.ADAPTER) instanceof AdapterKind.AllParameters
                && !values.get(Catalogue.EXPORT).merged()) {
            context.problems()
                    .error(
                            new Origin(context.file(), 0),
                            "export.merged",
                            "is false, but adapter.kind is all-parameters, and no adapter can hold those. Set it to true");
        }
    }

    private static void requireRoomForAnswers(Values values, ReadContext context) {
        int thinking = values.find(Catalogue.MODEL)
                .map(model -> model.reasoning().think().maxThinkingTokens())
                .orElse(0);
        int all = values.get(Catalogue.TRAIN).rollout().sampling().maxNewTokens();
        if (thinking >= all) {
            context.problems()
                    .error(
                            new Origin(context.file(), 0),
                            "model.reasoning.maxThinkingTokens",
                            "must be below train.inferenceMaxTokens (" + all + "), or no answer fits, got " + thinking
                                    + ". Raise inferenceMaxTokens, which counts thinking and answer");
        }
    }

    /** The text of a file that an option of the command line names. */
    static String text(Path file, String option) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": is larger than a specification can be (" + MAX_BYTES
                        + " bytes). Correct the path after " + option);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": is not UTF-8 text. Save it as UTF-8", e);
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "does not exist";
            throw new ConfigException(
                    file + ": " + why + ", seen from " + Path.of("").toAbsolutePath() + ". Correct the path after "
                            + option,
                    e);
        }
    }

    /** The run's name is part of other defaults, so it is needed before the rest is read. */
    private static String runName(Mapping root, String file) {
        Optional<String> written = root.find("run")
                .map(SpecNode.Entry::value)
                .filter(Scalar.class::isInstance)
                .map(node -> ((Scalar) node).text());
        return written.orElseGet(() -> Path.of(file).getFileName().toString().replaceFirst("\\.ya?ml$", ""));
    }
}
