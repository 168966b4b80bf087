package dev.hone.serving;

import dev.hone.serving.http.AccessKeys;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.job.Launcher;
import dev.hone.serving.table.WarehouseFiles;
import java.nio.file.Path;
import java.util.List;

/** The console as a whole: its pages' questions on one port. */
public final class Console {

    private Console() {}

    /**
     * Starts it.
     *
     * @param settings where it listens and keeps its state
     * @param warehouses that it shows
     */
    public static ConsoleServer start(ConsoleSettings settings, List<WarehouseFiles> warehouses) {
        return start(settings, warehouses, Launcher.asThisProcess(System.getenv(), "dev.hone.jobs.Hone"));
    }

    /** The same with another way to start the processes of jobs. */
    public static ConsoleServer start(ConsoleSettings settings, List<WarehouseFiles> warehouses, Launcher launcher) {
        ConsolePages pages = ConsolePages.of(settings, warehouses, launcher);
        return pages.opened(
                ConsoleServer.start(settings.host(), settings.port(), keys(settings.state()), pages.routes()));
    }

    /** The keys of a console whose state lies there. */
    public static AccessKeys keys(Path state) {
        return new AccessKeys(state);
    }
}
