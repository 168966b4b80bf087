package dev.hone.serving;

import dev.hone.serving.api.AnswersApi;
import dev.hone.serving.api.DataApi;
import dev.hone.serving.api.JobsApi;
import dev.hone.serving.api.NewRunApi;
import dev.hone.serving.api.Places;
import dev.hone.serving.api.RewardApi;
import dev.hone.serving.api.RolloutsApi;
import dev.hone.serving.api.RunApi;
import dev.hone.serving.api.RunsApi;
import dev.hone.serving.api.SearchApi;
import dev.hone.serving.http.AccessKeys;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Route;
import dev.hone.serving.job.JobProcess;
import dev.hone.serving.job.JobStore;
import dev.hone.serving.job.JobTimes;
import dev.hone.serving.job.Jobs;
import dev.hone.serving.job.Launcher;
import dev.hone.serving.table.WarehouseFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console as a whole: its pages' questions on one port. */
public final class Console {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

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
        AccessKeys keys = keys(settings.state()); // makes the folder, for its owner only
        Places places = new Places(warehouses);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new RunsApi(places).routes());
        routes.addAll(new RunApi(places).routes());
        routes.addAll(new RolloutsApi(places).routes());
        routes.addAll(new AnswersApi(places).routes());
        routes.addAll(new SearchApi(places).routes());
        routes.addAll(new DataApi(places).routes());
        routes.addAll(new RewardApi(places).routes());
        Jobs jobs =
                new Jobs(new JobStore(settings.state().resolve("jobs")), launcher, places::askToStop, JobTimes.USUAL);
        routes.addAll(new JobsApi(places, jobs).routes());
        routes.addAll(new NewRunApi(places, settings.state().resolve("uploads"), settings.maxUploadBytes()).routes());
        ConsoleServer server = ConsoleServer.start(settings.host(), settings.port(), keys, routes);
        OpenConsole open = new OpenConsole(
                server.url(),
                server.port(),
                JobProcess.current(),
                warehouses.stream().map(WarehouseFiles::path).toList());
        open.announce(settings.state());
        readAhead(places);
        return server.closing(() -> {
            open.withdraw(settings.state());
            jobs.close();
        });
    }

    /** Reads what the first pages show, before anybody asks. What fails here fails again for who asks, and is told them. */
    private static void readAhead(Places places) {
        Thread reader = new Thread(
                () -> {
                    try {
                        places.all().forEach(place -> place.runs().all());
                    } catch (RuntimeException e) {
                        LOG.debug("what the first pages show cannot be read yet", e);
                    }
                },
                "console-read-ahead");
        reader.setDaemon(true);
        reader.start();
    }

    /** The keys of a console whose state lies there. */
    public static AccessKeys keys(Path state) {
        return new AccessKeys(state);
    }
}
