package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ConfigException;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.OpenConsole;
import dev.hone.serving.http.AccessKeys;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone console}: the pages of runs, rollouts and data, until it is interrupted. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "pages in the browser: runs, their rollouts, data, new runs; no Spark")
public final class ConsoleJob extends Job {

    private static final int PORT = 7780;

    @Mixin
    private WarehousesOption warehouses;

    @Option(
            names = "--port",
            defaultValue = "" + PORT,
            description = "default ${DEFAULT-VALUE}; 0 for one that is free")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "address to listen on, default ${DEFAULT-VALUE}; another one opens the pages to a network, without encryption")
    private String host;

    @Option(names = "--state", description = "folder of the console's keys and jobs, default ~/.hone/console")
    private Path state;

    @Option(
            names = "--max-upload-mb",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "the largest file that a page may send, in MiB; default ${DEFAULT-VALUE}")
    private int maxUploadMebibytes;

    @Mixin
    private OutputOptions output;

    private List<String> paths = List.of();

    public static void main(String[] args) throws org.apache.spark.SparkUserAppException {
        Commands.main(new ConsoleJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (port < 0 || port > 65_535) {
            throw new ConfigException(
                    "--port " + port + " is no port: give one from 1 to 65535, or 0 for one that is free");
        }
        if (maxUploadMebibytes < 1) {
            throw new ConfigException("--max-upload-mb " + maxUploadMebibytes + " is no limit: give 1 or more");
        }
        paths = warehouses.paths();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        Path folder = state == null ? OpenConsole.usualState() : state;
        List<WarehouseFiles> files = paths.stream()
                .map(path -> WarehouseFiles.open(path, HadoopSettings.here()))
                .toList();
        ConsoleServer server =
                Console.start(new ConsoleSettings(host, port, folder, (long) maxUploadMebibytes << 20), files);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(server::close)); // however the process ends: by a signal, mostly
        try {
            AccessKeys keys = Console.keys(folder);
            String link = server.url() + "#key=" + keys.key(Scope.ADMIN);
            String readOnly = server.url() + "#key=" + keys.key(Scope.VIEW);
            PrintStream messages = output.messages(out);
            paths.forEach(path -> messages.println("Shows the runs of " + path));
            output.result(out, "Open      " + link + "\nRead only " + readOnly + "\n", () -> JsonNodeFactory.instance
                    .objectNode()
                    .put("link", link)
                    .put("read_only", readOnly));
            messages.println("From another machine: ssh -L " + server.port() + ":127.0.0.1:" + server.port() + " "
                    + WatchHint.machine() + ", then the same link. Ctrl-C ends the console.");
            out.flush();
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
