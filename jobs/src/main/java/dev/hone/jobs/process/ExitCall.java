package dev.hone.jobs.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has called {@code System.exit}, looked up while the process ends. */
final class ExitCall {

    private static final Set<String> EXITS = Set.of(System.class.getName(), Runtime.class.getName());

    private ExitCall() {}

    /** The line of code that calls it; empty where a signal ends the process, or Spark, which knows why. */
    static Optional<String> find() {
        return find(Thread.getAllStackTraces().values().stream().map(List::of).toList());
    }

    /** Each stack with its innermost frame first. */
    static Optional<String> find(Collection<List<StackTraceElement>> stacks) {
        return stacks.stream()
                .flatMap(stack -> caller(stack).stream())
                .filter(frame -> !frame.getClassName().startsWith("org.apache.spark."))
                .findFirst()
                .map(frame -> "%s.%s (%s:%d)"
                        .formatted(
                                frame.getClassName(),
                                frame.getMethodName(),
                                frame.getFileName(),
                                frame.getLineNumber()));
    }

    private static Optional<StackTraceElement> caller(List<StackTraceElement> stack) {
        return stack.stream()
                .dropWhile(frame -> !isExit(frame))
                .dropWhile(ExitCall::isExit)
                .findFirst();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getMethodName().equals("exit") && EXITS.contains(frame.getClassName());
    }
}
