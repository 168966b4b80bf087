package dev.hone.jobs;

import picocli.CommandLine.Option;

/** The option of commands that train. */
final class ForceOption {

    @Option(
            names = "--force",
            description = "train also with a reward that the check before a new run calls unfit (hone reward check)")
    private boolean force;

    boolean isGiven() {
        return force;
    }
}
