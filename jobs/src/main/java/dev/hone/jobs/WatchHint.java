package dev.hone.jobs;

import dev.hone.serving.OpenConsole;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a training that begins can be watched: the page of a console that runs, else the command that starts one. */
final class WatchHint {

    private WatchHint() {}

    static void print(String warehouse, String run, PrintStream messages) {
        messages.println("Watch it: "
                + OpenConsole.of(OpenConsole.usualState()).stream()
                        .flatMap(console -> console
                                .pageOf(warehouse, run)
                                .map(page -> page + "  (from another machine first: " + tunnel(console) + ")")
                                .stream())
                        .findFirst()
                        .orElse("scripts/hone console --warehouse " + warehouse));
    }

    private static String tunnel(OpenConsole console) {
        return "ssh -L " + console.port() + ":127.0.0.1:" + console.port() + " " + machine();
    }

    /** The name of this machine, as far as it knows it. */
    static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this-machine"; // it has no entry for its own name
        }
    }
}
