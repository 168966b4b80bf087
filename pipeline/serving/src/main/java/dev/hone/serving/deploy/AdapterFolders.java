package dev.hone.serving.deploy;

import dev.hone.error.ConfigException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders below which clients may name adapters.
 *
 * @param roots none where clients may name none
 */
public record AdapterFolders(List<Path> roots) {

    public AdapterFolders {
        roots = List.copyOf(roots);
    }

    /**
     * The folder that a client names, whatever links lead to it.
     *
     * @throws ConfigException where it is not below a root, or not there
     */
    public Path find(String named) {
        if (roots.isEmpty()) {
            throw new ConfigException("Clients may load no adapters here. Start the server with --adapters DIR, below"
                    + " which they are then found");
        }
        try {
            Path folder = Path.of(named).toRealPath();
            for (Path root : roots) {
                if (folder.startsWith(root.toRealPath())) {
                    return folder;
                }
            }
            throw new ConfigException(named + " is not below a folder that the server was started with (--adapters)");
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("There is no adapter " + named + ", as the server sees it");
        }
    }
}
