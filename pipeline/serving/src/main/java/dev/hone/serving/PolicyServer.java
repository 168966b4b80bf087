package dev.hone.serving;

import dev.hone.serving.api.PlaygroundApi;
import dev.hone.serving.deploy.DeploymentStore;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.endpoint.AdaptersApi;
import dev.hone.serving.endpoint.ChatApi;
import dev.hone.serving.endpoint.CompletionsApi;
import dev.hone.serving.endpoint.FeedbackApi;
import dev.hone.serving.endpoint.HealthApi;
import dev.hone.serving.endpoint.ModelsApi;
import dev.hone.serving.endpoint.TokensApi;
import dev.hone.serving.http.Callers;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.EndpointHandler;
import dev.hone.serving.http.Route;
import dev.hone.serving.job.Launcher;
import dev.hone.serving.key.KeyStore;
import dev.hone.serving.run.TestCases;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.traffic.TrafficLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Deployed policies behind one port. */
public final class PolicyServer {

    private PolicyServer() {}

    /**
     * Loads what is deployed and opens the port, with the console's pages and a playground beside the endpoint.
     *
     * @param warehouses whose runs the pages show
     * @param hadoop settings with which warehouses are read
     */
    public static ConsoleServer start(
            ServeSettings settings, List<WarehouseFiles> warehouses, Map<String, String> hadoop) {
        Callers callers = settings.open() ? Callers.anybody() : new KeyStore(ServeSettings.keys(settings.state()));
        Function<String, WarehouseFiles> opener = path -> WarehouseFiles.open(path, hadoop);
        Deployments deployments = new Deployments(
                new DeploymentStore(ServeSettings.deployments(settings.state())), opener, settings.engine());
        Optional<TrafficLog> log = settings.traffic().map(TrafficLog::new);
        try {
            settings.models().forEach(deployments::serveBase);
            deployments.start();
            ConsolePages pages = ConsolePages.of(
                    new ConsoleSettings(settings.host(), settings.port(), settings.state()),
                    warehouses,
                    Launcher.asThisProcess(System.getenv(), "dev.hone.jobs.Hone"));
            List<Route> asked = new ArrayList<>(pages.routes());
            asked.addAll(new PlaygroundApi(
                            deployments, opener, new TestCases(settings.state().resolve("test-cases.jsonl")))
                    .routes());
            return pages.opened(ConsoleServer.start(
                            settings.host(),
                            settings.port(),
                            Console.keys(settings.state()),
                            asked,
                            new EndpointHandler(endpoint(settings, deployments, log), callers)))
                    .closing(deployments::close)
                    .closing(() -> log.ifPresent(TrafficLog::close));
        } catch (RuntimeException e) {
            deployments.close();
            throw e;
        }
    }

    private static List<Route> endpoint(ServeSettings settings, Deployments deployments, Optional<TrafficLog> log) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ChatApi(deployments, chat -> log.ifPresent(open -> open.add(chat))).routes());
        log.ifPresent(open -> routes.addAll(new FeedbackApi(open).routes()));
        routes.addAll(new CompletionsApi(deployments).routes());
        routes.addAll(new TokensApi(deployments).routes());
        routes.addAll(new AdaptersApi(deployments, settings.adapters()).routes());
        routes.addAll(new ModelsApi(deployments).routes());
        routes.addAll(new HealthApi(deployments).routes());
        return routes;
    }
}
