package dev.hone.jobs;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder in which a server of policies keeps its keys and deployments. */
final class ServeState {

    @Option(names = "--state", description = "folder of the server's keys and deployments, default ~/.hone/serve")
    private Path state;

    Path folder() {
        return state == null ? Path.of(System.getProperty("user.home"), ".hone", "serve") : state;
    }
}
