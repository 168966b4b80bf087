package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the process of a job in a session of its own, so that neither the end of the console nor Ctrl-C in its terminal reaches it. A
 * shell around it writes down the process's number at first and its exit code at last, for whichever console lives then.
 */
final class JobStarter {

    /** The shell lets no signal end it before it has written how its child ended; the child has its signals as usual. */
    private static final String SHELL =
            """
            trap : TERM INT HUP
            folder=$1; shift
            echo $$ > "$folder/pid.new" && mv "$folder/pid.new" "$folder/pid" || exit 75
            "$@" < /dev/null >> "$folder/log" 2>&1
            echo $? > "$folder/exit.new" && mv "$folder/exit.new" "$folder/exit"
            """;

    private final Launcher launcher;

    JobStarter(Launcher launcher) {
        this.launcher = launcher;
    }

    void start(Job job, JobFolder folder) {
        List<String> words = new ArrayList<>(job.order().kind().command());
        words.addAll(List.of("--spec", folder.spec().toString()));
        List<String> command = new ArrayList<>(List.of(
                "setsid", "sh", "-c", SHELL, "hone-" + job.id(), folder.path().toString()));
        command.addAll(launcher.command(words));
        File log = folder.log().toFile();
        try {
            new ProcessBuilder(command)
                    .directory(job.order().directory().toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new StorageException(
                    "The process of job " + job.id() + " cannot be started: " + e.getMessage() + ". See that "
                            + job.order().directory() + " is there, and the program setsid (util-linux)",
                    e);
        }
    }
}
