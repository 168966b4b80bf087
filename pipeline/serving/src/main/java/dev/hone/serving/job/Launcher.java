package dev.hone.serving.job;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the command of a process out of the words of Hone's command line. */
@FunctionalInterface
public interface Launcher {

    /** Names the program that started the console, where it was one of ours. */
    String VARIABLE = "HONE_LAUNCHER";

    /**
     * The program and its arguments.
     *
     * @param words such as {@code run --spec FILE}
     */
    List<String> command(List<String> words);

    /** As the console itself was started: by the same script, or else by this process's Java with its options and classes. */
    static Launcher asThisProcess(Map<String, String> environment, String mainClass) {
        List<String> program =
                Optional.ofNullable(environment.get(VARIABLE)).map(List::of).orElseGet(() -> java(mainClass));
        return words -> {
            List<String> command = new ArrayList<>(program);
            command.addAll(words);
            return command;
        };
    }

    private static List<String> java(String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-XX:DumpLoadedClassList") && !option.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }
}
