package dev.hone.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** Completions of the fish shell, a line for each command and each of its options. */
final class FishCompletion {

    private static final String SEEN = "__fish_seen_subcommand_from ";

    private final CommandLine root;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(CommandLine root) {
        this.root = root;
    }

    static String of(CommandLine root) {
        FishCompletion completion = new FishCompletion(root);
        completion.commands(root, "__fish_use_subcommand");
        root.getSubcommands().forEach((name, command) -> {
            String seen = SEEN + name + completion.notBelowAnother(name);
            completion.options(command, seen);
            Map<String, CommandLine> below = command.getSubcommands();
            if (!below.isEmpty()) {
                completion.commands(command, seen + "; and not " + SEEN + String.join(" ", below.keySet()));
                below.forEach((inner, child) -> completion.options(child, SEEN + name + "; and " + SEEN + inner));
            }
        });
        return completion.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** {@code check} is a command, and one of {@code reward}: the latter's options are others. */
    private String notBelowAnother(String name) {
        return root.getSubcommands().entrySet().stream()
                .filter(other -> other.getValue().getSubcommands().containsKey(name))
                .map(other -> "; and not " + SEEN + other.getKey())
                .collect(Collectors.joining());
    }

    private void commands(CommandLine parent, String condition) {
        parent.getSubcommands()
                .forEach((name, command) -> lines.add("complete -c hone -f -n " + quoted(condition) + " -a " + name
                        + " -d "
                        + quoted(text(command.getCommandSpec().usageMessage().description()))));
    }

    private void options(CommandLine command, String condition) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            StringBuilder line = new StringBuilder("complete -c hone -n " + quoted(condition));
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (option.arity().max() > 0) {
                line.append(" -r").append(values(option));
            }
            lines.add(line.append(" -d ")
                    .append(quoted(text(option.description())))
                    .toString());
        }
    }

    private static String values(OptionSpec option) {
        if (option.completionCandidates() == null) {
            return "";
        }
        return " -f -a "
                + quoted(StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(" ")));
    }

    /** Without the marks of picocli. */
    private static String text(String[] description) {
        return Ansi.OFF.string(String.join(" ", description)).replaceAll("\\s*\\(default: .*\\)", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
