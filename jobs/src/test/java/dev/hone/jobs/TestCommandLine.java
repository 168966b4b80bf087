package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What all commands have in common, over all of them. */
class TestCommandLine {

    /** Their result is a text of which nothing can be left out. */
    private static final Set<Class<? extends Job>> PRINTS_A_TEXT = Set.of(HelpJob.class, CompletionJob.class);

    static Stream<CommandLine> commands() {
        return below(Commands.commandLine(new Hone()));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(TestCommandLine::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfACommandHasAnExampleThatIsRightAndAPageThatExists(CommandLine command) throws IOException {
        String help = command.getUsageMessage();
        String name = command.getCommandSpec().qualifiedName();
        HelpText.Example example = HelpText.example(name).orElseThrow();
        assertThat(help)
                .contains("Exit codes:", "  99", "HONE_MASTER", "NO_COLOR")
                .contains("Example: " + name + " " + example.arguments())
                .contains("More:    docs/" + example.page());
        String[] page = example.page().split("#", -1);
        Path document = Path.of(System.getProperty("hone.repository"), "docs", page[0]);
        assertThat(document).exists();
        if (page.length > 1) {
            assertThat(headings(document)).contains(page[1]);
        }
        List<String> arguments =
                new ArrayList<>(Arrays.asList(name.replaceFirst("^hone ?", "").split(" ")));
        arguments.removeIf(String::isEmpty);
        arguments.addAll(words(example.arguments()));
        Commands.commandLine(new Hone()).parseArgs(arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aWrongArgumentIsOneLineThatSaysWhatIsWrongAndWhatToDo(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        StringWriter err = new StringWriter();
        CommandLine hone = Commands.commandLine(new Hone());
        below(hone).forEach(each -> each.setErr(new PrintWriter(err, true)));
        List<String> arguments = new ArrayList<>(List.of(name.split(" ")));
        arguments.remove(0);
        arguments.add("--no-such-option");
        int code = hone.execute(arguments.toArray(new String[0]));
        assertThat(err.toString())
                .matches("error: unknown option: '--no-such-option'\\. (Did you mean .+\\? )?"
                        + (name.equals("hone") ? "hone --help lists the commands" : name + " --help says what it takes")
                        + "\\R");
        assertThat(code).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aProgramCanReadWhatACommandHasToSayAndAPersonCanHaveLessOfIt(CommandLine command) {
        Object asked = command.getCommand();
        if (asked instanceof Job && !PRINTS_A_TEXT.contains(asked.getClass())) {
            assertThat(command.getCommandSpec().optionsMap()).containsKeys("--json", "--quiet");
        }
    }

    private static List<String> headings(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
    }

    /** As a shell splits them. */
    private static List<String> words(String text) {
        return Pattern.compile("\"[^\"]*\"|\\S+")
                .matcher(text)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toList();
    }
}
