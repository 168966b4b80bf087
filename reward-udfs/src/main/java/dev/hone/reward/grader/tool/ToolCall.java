package dev.hone.reward.grader.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.grader.JsonComparison;
import java.util.Map;

/** A call of a tool. */
public record ToolCall(String name, ObjectNode arguments) {

    /** Whether both call the same tool with the same arguments, by value. */
    public boolean isSame(ToolCall other, boolean mayHaveMoreArguments) {
        return name.equals(other.name)
                && right(other) == other.arguments.size()
                && (mayHaveMoreArguments || arguments.size() == other.arguments.size());
    }

    /** The share of right arguments, 0 to 1, of all that either has; 1 where there are none. Another tool has none. */
    public double share(ToolCall expected, boolean mayHaveMoreArguments) {
        if (!name.equals(expected.name)) {
            return 0;
        }
        int right = right(expected);
        int extra = mayHaveMoreArguments
                ? 0
                : (int) arguments.properties().stream()
                        .filter(argument -> !expected.arguments.has(argument.getKey()))
                        .count();
        int all = expected.arguments.size() + extra;
        return all == 0 ? 1 : right / (double) all;
    }

    /** How many arguments are as expected. */
    private int right(ToolCall expected) {
        int right = 0;
        for (Map.Entry<String, JsonNode> argument : expected.arguments.properties()) {
            JsonNode given = arguments.get(argument.getKey());
            right += given != null && JsonComparison.exact(given, argument.getValue()) ? 1 : 0;
        }
        return right;
    }

    @Override
    public String toString() {
        return name + arguments;
    }
}
