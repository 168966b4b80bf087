package dev.hone.serving;

import dev.hone.serving.deploy.DeploymentStore;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.endpoint.AdaptersApi;
import dev.hone.serving.endpoint.ChatApi;
import dev.hone.serving.endpoint.CompletionsApi;
import dev.hone.serving.endpoint.HealthApi;
import dev.hone.serving.endpoint.ModelsApi;
import dev.hone.serving.endpoint.TokensApi;
import dev.hone.serving.http.Callers;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.EndpointHandler;
import dev.hone.serving.http.Route;
import dev.hone.serving.key.KeyStore;
import dev.hone.serving.table.WarehouseFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deployed policies behind one port. */
public final class PolicyServer {

    private PolicyServer() {}

    /**
     * Loads what is deployed and opens the port.
     *
     * @param hadoop settings with which warehouses are read
     */
    public static ConsoleServer start(ServeSettings settings, Map<String, String> hadoop) {
        Callers callers = settings.open() ? Callers.anybody() : new KeyStore(ServeSettings.keys(settings.state()));
        Deployments deployments = new Deployments(
                new DeploymentStore(ServeSettings.deployments(settings.state())),
                path -> WarehouseFiles.open(path, hadoop),
                settings.engine());
        try {
            settings.models().forEach(deployments::serveBase);
            deployments.start();
            List<Route> routes = new ArrayList<>();
            routes.addAll(new ChatApi(deployments).routes());
            routes.addAll(new CompletionsApi(deployments).routes());
            routes.addAll(new TokensApi(deployments).routes());
            routes.addAll(new AdaptersApi(deployments, settings.adapters()).routes());
            routes.addAll(new ModelsApi(deployments).routes());
            routes.addAll(new HealthApi(deployments).routes());
            return ConsoleServer.start(settings.host(), settings.port(), new EndpointHandler(routes, callers))
                    .closing(deployments::close);
        } catch (RuntimeException e) {
            deployments.close();
            throw e;
        }
    }
}
