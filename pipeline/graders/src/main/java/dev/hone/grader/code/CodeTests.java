package dev.hone.grader.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a program must do. */
sealed interface CodeTests {

    /** A program that reads standard input and writes standard output. */
    record Pairs(List<Pair> pairs) implements CodeTests {
        public Pairs {
            pairs = List.copyOf(pairs);
        }
    }

    /** One input, and the output that belongs to it. */
    record Pair(String input, String output) {

        /** White space at the ends of lines, and empty lines at the end, do not count. */
        boolean isMetBy(String written) {
            return trimmed(written).equals(trimmed(output));
        }

        private static List<String> trimmed(String text) {
            return text.stripTrailing().lines().map(String::stripTrailing).toList();
        }
    }

    /** Functions and classes that are called from the process of the tests. */
    sealed interface OfFunctions extends CodeTests {

        /** What that process is told. */
        ObjectNode task();
    }

    /**
     * Tests in Python.
     *
     * @param texts asserts, or functions {@code check(candidate)} and {@code test_…()}
     * @param setup run before
     * @param entryPoint name of the function that is tested; may be empty
     */
    record Asserts(List<String> texts, String setup, String entryPoint) implements OfFunctions {
        public Asserts {
            texts = List.copyOf(texts);
        }

        @Override
        public ObjectNode task() {
            ObjectNode task =
                    JsonNodeFactory.instance.objectNode().put("setup", setup).put("entry_point", entryPoint);
            texts.forEach(task.putArray("tests")::add);
            return task;
        }
    }

    /**
     * Calls of one function, or of a method of the class {@code Solution}.
     *
     * @param function its name
     */
    record Calls(String function, List<Call> calls) implements OfFunctions {
        public Calls {
            calls = List.copyOf(calls);
        }

        @Override
        public ObjectNode task() {
            ObjectNode task =
                    JsonNodeFactory.instance.objectNode().put("setup", "").put("entry_point", function);
            ArrayNode all = task.putArray("calls");
            calls.forEach(call -> all.addArray().add(call.arguments()).add(call.output()));
            return task;
        }
    }

    /**
     * One call.
     *
     * @param arguments a list
     * @param output what the function must give
     */
    record Call(ArrayNode arguments, JsonNode output) {}
}
