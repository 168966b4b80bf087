package dev.hone.serving;

import dev.hone.policy.serve.ServingSettings;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.traffic.TrafficSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and what a server of policies serves.
 *
 * @param port 0 for one that is free
 * @param state folder of keys and deployments
 * @param models folders of base models that answer under their own names
 * @param adapters folders below which clients may name adapters
 * @param traffic what is kept of the chats; empty for nothing
 * @param engine memory and threads
 * @param open whether anybody who reaches the port may ask
 */
public record ServeSettings(
        String host,
        int port,
        Path state,
        List<Path> models,
        AdapterFolders adapters,
        Optional<TrafficSettings> traffic,
        ServingSettings engine,
        boolean open) {

    public ServeSettings {
        models = List.copyOf(models);
    }

    /** The folder of a state's deployments. */
    public static Path deployments(Path state) {
        return state.resolve("deployments");
    }

    /** The folder of a state's keys. */
    public static Path keys(Path state) {
        return state.resolve("keys");
    }
}
