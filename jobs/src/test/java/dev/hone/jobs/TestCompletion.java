package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

class TestCompletion {

    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Path script = script(AutoComplete.bash("hone", new CommandLine(new Hone())));
        String complete =
                """
                source %s
                ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_hone 2> /dev/null; echo "${COMPREPLY[*]}"; }
                ask scripts/hone tra
                ask scripts/hone reward ch
                ask scripts/hone train --dr
                """
                        .formatted(script);
        assertThat(shell("bash", "-c", complete)).containsExactly("train", "check", "--dry-run");
    }

    @Test
    void zshTakesTheCompletionsOfBash() throws Exception {
        assumeInstalled("zsh");
        Path script = script(AutoComplete.bash("hone", new CommandLine(new Hone())));
        assertThat(shell("zsh", "-fc", "source " + script + " && echo ${_comps[hone]}"))
                .singleElement()
                .asString()
                .contains("bash_complete");
    }

    @Test
    void fishCompletesCommandsAndOptions() throws Exception {
        assumeInstalled("fish");
        Path script = script(FishCompletion.of(new CommandLine(new Hone())));
        String complete = "source " + script + "; complete -C 'hone tra'; complete -C 'hone train --dr';"
                + " complete -C 'hone reward judge'";
        assertThat(shell("fish", "-c", complete))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("train\t"),
                        line -> assertThat(line).startsWith("--dry-run\t"),
                        line -> assertThat(line).startsWith("judge-check\t"));
    }

    @Test
    void fishIsToldOfEveryCommandAndWhereItsOptionsBelong() {
        assertThat(FishCompletion.of(new CommandLine(new Hone())).lines())
                .contains(
                        "complete -c hone -n '__fish_seen_subcommand_from train' -l dry-run -d 'say what the run would do"
                                + " and need; changes nothing'")
                .anyMatch(line -> line.startsWith("complete -c hone -f -n '__fish_use_subcommand' -a stop -d '"))
                .anyMatch(
                        line -> line.startsWith(
                                "complete -c hone -n '__fish_seen_subcommand_from check; and not __fish_seen_subcommand_from reward' -l spec -r"))
                .anyMatch(
                        line -> line.startsWith(
                                "complete -c hone -n '__fish_seen_subcommand_from reward; and __fish_seen_subcommand_from check' -l sample -r"))
                .anyMatch(line -> line.contains("'__fish_seen_subcommand_from evaluate' -l split -r -f -a '"));
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("completions"), text);
    }

    private static void assumeInstalled(String shell) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
                shell + " is not installed, so its completions are not tried in it");
    }

    private List<String> shell(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8).lines().toList();
    }
}
