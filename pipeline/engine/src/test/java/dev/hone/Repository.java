package dev.hone;

import java.nio.file.Path;

/** Files of the repository that tests use. */
public final class Repository {

    private Repository() {}

    /** The demo policy that ships in conf/. */
    public static Path demoPolicy() {
        return root().resolve("conf/demo-policy");
    }

    /** The root of the working tree. */
    public static Path root() {
        return Path.of(System.getProperty("hone.repository"));
    }
}
