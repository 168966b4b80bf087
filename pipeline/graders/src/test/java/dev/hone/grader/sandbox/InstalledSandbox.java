package dev.hone.grader.sandbox;

import static org.assertj.core.api.Assumptions.assumeThat;

/** What tests need that run foreign code. */
public final class InstalledSandbox {

    private InstalledSandbox() {}

    /** Skips the test, with a line that says why, where there is no bubblewrap. */
    public static void assume() {
        assumeThat(Bubblewrap.find())
                .as("bubblewrap is not installed: apt-get install bubblewrap")
                .isPresent();
    }
}
