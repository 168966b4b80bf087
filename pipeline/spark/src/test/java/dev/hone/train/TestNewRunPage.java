package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.hone.ConsoleBrowser;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the form to a job that is stopped and resumed, in a browser; the job is a process that prints steps until it is asked to stop. */
class TestNewRunPage {

    private static final String CHILD =
            "cat \"${3:-$2}\"; echo 'step 1/20'; while [ ! -e \"$0\" ]; do sleep 0.05; done; echo 'stopped after step 2'";

    @TempDir
    private Path temp;

    @Test
    void theFormWritesASpecificationStartsItStopsItAndResumesIt() throws Exception {
        Path warehouse = temp.resolve("warehouse");
        Path stop = warehouse.resolve("_runs/from-form/stop");
        Path state = temp.resolve("state");
        String repository = System.getProperty("hone.repository");
        ConsoleSettings settings = new ConsoleSettings("127.0.0.1", 0, state);
        try (ConsoleServer server = Console.start(
                        settings, List.of(WarehouseFiles.open(warehouse.toString(), Map.of())), words -> Stream.concat(
                                        Stream.of("sh", "-c", CHILD, stop.toString()), words.stream())
                                .toList());
                ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.page();
            page.navigate(server.url() + "new#key=" + Console.keys(state).key(Scope.ADMIN));
            page.fill("[id='field-run']", "from-form");
            page.fill("[id='field-model.path']", repository + "/conf/demo-policy");
            page.waitForSelector("text=ingest.sources[0].path");
            assertThat(page.isDisabled("text=Start the run")).isTrue();
            page.fill("[id='field-ingest.sources.path']", repository + "/conf/tasks/json.jsonl");
            page.selectOption("#template", "format");
            page.fill("[id='field-train.batchSize']", "0");
            page.waitForSelector(".field .wrong");
            page.fill("[id='field-train.batchSize']", "8");
            page.waitForSelector("text=Nothing is wrong with it.");
            browser.assertAccessible();
            assertThat(page.textContent("aside pre"))
                    .contains("run: from-form", "batchSize: 8", "reward:\n  kind: weighted");

            page.click("text=Start the run");
            page.waitForSelector("text=step 1/20");
            assertThat(page.textContent(".log")).contains("run: from-form");
            browser.assertAccessible();
            page.click("text=Stop after this step");
            page.waitForSelector("text=stopped as asked");
            Files.delete(stop);
            page.click("button:has-text('Resume')");
            page.waitForSelector("h1 >> text=running");
            page.click("text=Stop after this step");
            page.waitForSelector("h1 >> text=ended");
        }
    }

    @Test
    void whoMayOnlyLookIsToldWhatIsNeeded() {
        Path state = temp.resolve("state");
        try (ConsoleServer server = Console.start(new ConsoleSettings("127.0.0.1", 0, state), List.of());
                ConsoleBrowser browser = new ConsoleBrowser()) {
            browser.page()
                    .navigate(server.url() + "new#key=" + Console.keys(state).key(Scope.VIEW));
            browser.page().waitForSelector("text=Starting a run needs the admin key");
        }
    }
}
