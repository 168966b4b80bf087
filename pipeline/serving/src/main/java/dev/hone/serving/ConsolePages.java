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
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Route;
import dev.hone.serving.job.JobProcess;
import dev.hone.serving.job.JobStore;
import dev.hone.serving.job.JobTimes;
import dev.hone.serving.job.Jobs;
import dev.hone.serving.job.Launcher;
import dev.hone.serving.table.WarehouseFiles;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pages of a console ask, whatever port answers. */
final class ConsolePages {

    private static final Logger LOG = LoggerFactory.getLogger(ConsolePages.class);

    private final ConsoleSettings settings;
    private final Places places;
    private final Jobs jobs;

    private ConsolePages(ConsoleSettings settings, Places places, Jobs jobs) {
        this.settings = settings;
        this.places = places;
        this.jobs = jobs;
    }

    /** Those of some warehouses. The folder of the state is made, for its owner only. */
    static ConsolePages of(ConsoleSettings settings, List<WarehouseFiles> warehouses, Launcher launcher) {
        Console.keys(settings.state());
        Places places = new Places(warehouses);
        Jobs jobs =
                new Jobs(new JobStore(settings.state().resolve("jobs")), launcher, places::askToStop, JobTimes.USUAL);
        return new ConsolePages(settings, places, jobs);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new RunsApi(places).routes());
        routes.addAll(new RunApi(places).routes());
        routes.addAll(new RolloutsApi(places).routes());
        routes.addAll(new AnswersApi(places).routes());
        routes.addAll(new SearchApi(places).routes());
        routes.addAll(new DataApi(places).routes());
        routes.addAll(new RewardApi(places).routes());
        routes.addAll(new JobsApi(places, jobs).routes());
        routes.addAll(new NewRunApi(places, settings.state().resolve("uploads"), settings.maxUploadBytes()).routes());
        return routes;
    }

    /** Says that the port is open, for trainings that begin; what is announced is withdrawn when it is closed. */
    ConsoleServer opened(ConsoleServer server) {
        OpenConsole open = new OpenConsole(
                server.url(),
                server.port(),
                JobProcess.current(),
                places.all().stream().map(place -> place.files().path()).toList());
        open.announce(settings.state());
        readAhead();
        return server.closing(() -> {
            open.withdraw(settings.state());
            jobs.close();
        });
    }

    /** Reads what the first pages show, before anybody asks. What fails here fails again for who asks, and is told them. */
    private void readAhead() {
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
}
