package dev.hone.run;

import dev.hone.check.CheckReport;
import dev.hone.check.Contract;
import dev.hone.check.FitnessRules;
import dev.hone.check.Probe;
import dev.hone.check.ProbedPrompt;
import dev.hone.check.Probes;
import dev.hone.check.ReferenceForm;
import dev.hone.check.RewardFigures;
import dev.hone.check.StepCost;
import dev.hone.config.JobSpec;
import dev.hone.error.DataException;
import dev.hone.grader.chat.Asking;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.run.ProbeScoring.Asked;
import dev.hone.schema.PromptRow;
import dev.hone.score.ScoreResult;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Tries a reward on answers whose worth is known: first the most natural answer to each prompt, so that a reward that fails is not asked
 * more; then right answers in several forms; then all answers, right ones in the form that scores most; and these once more, which shows
 * what a row takes: nothing starts any more, and nothing is answered from a cache.
 */
public final class RewardCheck {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FIRST_LATER_VOTE = 1_000_000;
    private static final int LAST_LATER_VOTE = 500_000_000;

    private final JobSpec spec;
    private final Warehouse warehouse;
    private final RewardWords words;
    private final ScoreRollouts rollouts;

    public RewardCheck(JobSpec spec, Warehouse warehouse) {
        this.spec = spec;
        this.warehouse = warehouse;
        this.words = RewardWords.of(spec.reward().orElseThrow());
        this.rollouts = scoring(spec.reward().orElseThrow());
    }

    private ScoreRollouts scoring(RewardDefinition definition) {
        return new ScoreRollouts(warehouse.spark(), definition, spec.train().scoring());
    }

    /**
     * The whole check.
     *
     * @param file JSON lines of prompts; else those of the warehouse, or of the sources, are taken
     * @param prompts how many; else some tens, or few where the reward asks somebody else
     * @throws dev.hone.error.EndpointException if who is asked does not answer
     */
    public CheckReport whole(Optional<String> file, OptionalInt prompts) {
        RewardPlace place = rollouts.place();
        int most = prompts.orElse(CheckDepth.wholePrompts(place));
        return check(CheckPrompts.find(spec, warehouse, file, most), CheckDepth.whole(place));
    }

    /**
     * What a training finds out before it begins, on a few ingested prompts.
     *
     * @throws dev.hone.error.EndpointException if who is asked does not answer
     */
    public CheckReport brief() {
        RewardPlace place = rollouts.place();
        return check(CheckPrompts.ofTable(spec, warehouse, CheckDepth.briefPrompts(place)), CheckDepth.brief(place));
    }

    private CheckReport check(CheckPrompts prompts, CheckDepth depth) {
        RewardDefinition definition = Asking.retryingAtMost(spec.reward().orElseThrow(), depth.maxRetrySeconds());
        ProbeScoring scoring = new ProbeScoring(scoring(definition));
        Probes plain = Probes.of(ReferenceForm.PLAIN, prompts.rows(), words.labels());
        ScoreResult<Asked<Probe>> natural = scoring.ask(prompts.rows(), plain::natural);
        if (isHopeless(natural)) {
            return report(prompts, ReferenceForm.PLAIN, probed(natural), List.of(), Optional.empty());
        }
        ReferenceForm form = depth.forms() ? bestForm(scoring, prompts.rows()) : ReferenceForm.PLAIN;
        Probes probes = Probes.of(form, prompts.rows(), words.labels());
        List<PromptRow> repeated = prompts.rows()
                .subList(0, Math.min(depth.repeated(), prompts.rows().size()));
        ScoreResult<Asked<Probe>> all =
                scoring.ask(prompts.rows(), prompt -> answers(probes, prompts, prompt, depth.probes()));
        ProbeScoring anew = new ProbeScoring(scoring(Asking.later(definition, laterVote())));
        long startNanos = System.nanoTime();
        ScoreResult<Asked<Probe>> again =
                anew.ask(repeated, prompt -> answers(probes, prompts, prompt, depth.probes()));
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        return report(
                prompts,
                form,
                probed(all),
                probed(again),
                depth.timed() ? Optional.of(cost(again, seconds)) : Optional.empty());
    }

    /** Votes of no other check, so that the second time is neither answered from the first nor from an earlier check. */
    private static int laterVote() {
        return ThreadLocalRandom.current().nextInt(FIRST_LATER_VOTE, LAST_LATER_VOTE);
    }

    /** Whether a training would stop for errors; what nobody answers is thrown on. */
    private static boolean isHopeless(ScoreResult<?> natural) {
        try {
            natural.requireErrorShareWithinLimit();
            return false;
        } catch (DataException e) { // the report says it, with what to do
            return true;
        }
    }

    private static Map<Probe, String> answers(
            Probes probes, CheckPrompts prompts, PromptRow prompt, Set<Probe> wanted) {
        Map<Probe, String> answers = new EnumMap<>(probes.of(prompt));
        Optional.ofNullable(prompts.baseAnswers().get(prompt.promptId()))
                .ifPresent(rollout -> answers.put(Probe.BASE, rollout.parts().answer()));
        answers.keySet().retainAll(wanted);
        return answers;
    }

    /** The form of right answers that scores most over all prompts; the plainest of several. */
    private ReferenceForm bestForm(ProbeScoring scoring, List<PromptRow> prompts) {
        List<ReferenceForm> forms = ReferenceForm.all(words.referenceField());
        Map<ReferenceForm, Double> sums = new LinkedHashMap<>();
        ProbeScoring.byPrompt(scoring.ask(prompts, prompt -> inForms(forms, prompt)))
                .values()
                .forEach(results -> results.forEach(
                        (form, result) -> sums.merge(form, result.reward().orElse(0), Double::sum)));
        ReferenceForm best = ReferenceForm.PLAIN;
        for (ReferenceForm form : forms) {
            if (sums.getOrDefault(form, 0.0) > sums.getOrDefault(best, 0.0)) {
                best = form;
            }
        }
        return best;
    }

    private static Map<ReferenceForm, String> inForms(List<ReferenceForm> forms, PromptRow prompt) {
        Map<ReferenceForm, String> answers = new LinkedHashMap<>();
        prompt.referenceAnswer()
                .ifPresent(reference ->
                        forms.forEach(form -> form.of(reference).ifPresent(answer -> answers.put(form, answer))));
        return answers;
    }

    private static List<ProbedPrompt> probed(ScoreResult<Asked<Probe>> result) {
        return ProbeScoring.byPrompt(result).entrySet().stream()
                .map(entry -> new ProbedPrompt(entry.getKey(), entry.getValue()))
                .toList();
    }

    private StepCost cost(ScoreResult<?> scored, double seconds) {
        List<RewardResult> results =
                scored.scored().stream().map(row -> row.result()).toList();
        int rowsOfAStep =
                spec.train().length().batchSize() * spec.train().rollout().samplesPerPrompt();
        return StepCost.of(results, seconds, rowsOfAStep);
    }

    private CheckReport report(
            CheckPrompts prompts,
            ReferenceForm form,
            List<ProbedPrompt> probed,
            List<ProbedPrompt> again,
            Optional<StepCost> cost) {
        RewardFigures figures =
                RewardFigures.of(probed, again, spec.train().scoring().maxErrorShare());
        Set<String> errors = probed.stream()
                .flatMap(prompt -> prompt.results().values().stream())
                .flatMap(result -> result.error().stream())
                .collect(Collectors.toSet());
        Contract contract = Contract.of(prompts.rows());
        return new CheckReport(
                rollouts.grader(),
                rollouts.description(),
                prompts.source(),
                form,
                contract,
                contract.hints(errors),
                figures,
                cost,
                FitnessRules.findings(figures));
    }
}
