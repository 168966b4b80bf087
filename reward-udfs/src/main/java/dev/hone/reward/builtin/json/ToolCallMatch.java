package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Excerpt;
import dev.hone.reward.builtin.NoReference;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.tool.CallComparison;
import dev.hone.reward.grader.tool.ToolCall;
import dev.hone.reward.grader.tool.ToolCallReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code tool_call}: 1 if the completion makes the calls of the reference, or such as the row's tools allow. */
public final class ToolCallMatch implements RewardKind {

    private static final int REVISION = 1;
    private static final Set<String> ALLOWED = Set.of("forbidden", "ignored");

    @Override
    public String kind() {
        return "tool_call";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        String compare = parameters.choice("compare", "reference", Set.of("reference", "tools"));
        String toolsField = parameters.text("toolsField").orElse("tools");
        CallComparison comparison = new CallComparison(
                parameters.choice("order", "any", Set.of("any", "same")).equals("same"),
                parameters.choice("extraCalls", "forbidden", ALLOWED).equals("ignored"),
                parameters.choice("extraArguments", "forbidden", ALLOWED).equals("ignored"));
        double nameCredit = parameters.number("nameCredit", 0, 0, 1);
        double argumentCredit = parameters.number("argumentCredit", 0, 0, 1);
        String referenceField = parameters.text("referenceField").orElse("");
        if (nameCredit + argumentCredit > 1) {
            parameters.problem("nameCredit", "and argumentCredit are more than 1 together", "Lower one of them");
        }
        String version = parameters.version(REVISION);
        return compare.equals("tools")
                ? new ToolsAllow(version, new RowTools(toolsField))
                : new Match(version, comparison, nameCredit, argumentCredit, referenceField);
    }

    private record Match(
            String version, CallComparison comparison, double nameCredit, double argumentCredit, String referenceField)
            implements RewardFunction {

        @Override
        public String name() {
            return "tool_call";
        }

        @Override
        public String description() {
            String credit = nameCredit + argumentCredit == 0
                    ? ""
                    : ", up to " + (nameCredit + argumentCredit) + " for right tools and arguments among wrong ones";
            return "1 where the tools are called that the reference answer calls, with its arguments" + credit
                    + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            if (input.reference().isEmpty()) {
                return NoReference.result();
            }
            Optional<List<ToolCall>> expected = JsonReading.parseWhole(
                            input.reference().get())
                    .flatMap(json -> Optional.ofNullable(referenceField.isEmpty() ? json : json.get(referenceField)))
                    .flatMap(ToolCallReading::ofReference);
            if (expected.isEmpty()) {
                return RewardResult.failed("the reference calls no tool in a known form: "
                        + Excerpt.of(input.reference().get()));
            }
            ToolCallReading given = ToolCallReading.of(input.completion());
            if (given.problem().isPresent()) {
                return result(0, 0, 0, given.problem().get());
            }
            CallComparison.Result found = comparison.compare(given.calls(), expected.get());
            return found.isRight()
                    ? result(1, 0, 0, "the expected calls")
                    : result(
                            0,
                            nameCredit * found.names(),
                            argumentCredit * found.arguments(),
                            Excerpt.of(found.difference()));
        }

        /** A reward of several kinds says which they are; one that is all or nothing needs no parts. */
        private RewardResult result(double right, double names, double arguments, String explanation) {
            RewardResult result = RewardResult.of(right + names + arguments, right > 0, explanation);
            if (nameCredit + argumentCredit == 0) {
                return result;
            }
            Map<String, Double> components = new LinkedHashMap<>();
            components.put("right", right);
            components.put("names", names);
            components.put("arguments", arguments);
            return result.withComponents(components);
        }
    }

    private record ToolsAllow(String version, RowTools tools) implements RewardFunction {

        @Override
        public String name() {
            return "tool_call";
        }

        @Override
        public String description() {
            return "1 where tools of the prompt are called with arguments that they allow, else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            Map<String, JsonNode> allowed = tools.of(input);
            ToolCallReading given = ToolCallReading.of(input.completion());
            Optional<String> problem = given.problem()
                    .or(() -> given.calls().isEmpty() ? Optional.of("no tool is called") : Optional.empty())
                    .or(() -> given.calls().stream()
                            .flatMap(call -> RowTools.problem(call, allowed).stream())
                            .findFirst());
            return problem.map(why -> RewardResult.of(0, false, Excerpt.of(why)))
                    .orElseGet(() -> RewardResult.of(1, true, "calls that the tools allow"));
        }
    }
}
