package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import dev.hone.ConsoleBrowser;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training as people do it in a browser: a console, the form, curves that move, stop, resume and the report to send around. */
class TestTrainingInBrowser {

    private static final int STEPS = 4;
    private static final Pattern LINK = Pattern.compile("Open +(http://127\\.0\\.0\\.1:\\d+/)#(key=\\S+)");
    private static final String REWARD_CURVE = "[aria-label^='Reward over ']";
    private static final double MAX_WAIT_MILLIS = 240_000;
    private static final long MAX_REPORT_BYTES = 2_000_000;

    @TempDir
    private Path folder;

    private HoneProcess hone;
    private Process console;

    /** Pays the reference, and a little for half of all others, so that there is something to learn. After the first step it waits for the file {@code go}, so that a training never ends before it is looked at. */
    public static final class WaitingReward implements RewardFunction {

        private static final Path EVENTS = Path.of("tables/_runs/mine/metrics.jsonl");
        private static final Path GO = Path.of("go");

        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public RewardResult score(RewardInput input) {
            try {
                while (Files.exists(EVENTS)
                        && Files.readString(EVENTS).contains("\"event\":\"step\"")
                        && Files.notExists(GO)) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
            } catch (IOException e) {
                return RewardResult.failed(e.toString());
            }
            boolean right = input.reference().filter(input.completion()::equals).isPresent();
            return RewardResult.of(
                    right ? 1.0 : Math.floorMod(input.completion().hashCode(), 2) / 10.0);
        }
    }

    @BeforeEach
    void startConsole() throws Exception {
        SmallSpecification.write(folder, 1, "kind: normalized_match"); // of which only the prompts are used
        Files.createDirectory(folder.resolve("tables"));
        hone = new HoneProcess(folder);
        console =
                hone.start(Hone.class, List.of("console", "--port", "0", "--state", "state", "--warehouse", "tables"));
        hone.awaitOutput(console, "From another machine");
    }

    @AfterEach
    void endConsole() throws Exception {
        console.descendants().forEach(ProcessHandle::destroyForcibly); // jobs outlive a console
        console.destroy();
        console.waitFor();
    }

    @Test
    void aRunIsStartedWatchedStoppedResumedAndReported() throws Exception {
        Matcher link = LINK.matcher(Files.readString(folder.resolve("out")));
        assertThat(link.find()).isTrue();
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page job = browser.page();
            job.navigate(link.group(1) + "new#" + link.group(2));
            job.setDefaultTimeout(MAX_WAIT_MILLIS);
            fillForm(job);
            job.click("text=Start the run");
            job.waitForSelector("h1 >> text=running");
            awaitUnlessItFails(job, "pre:has-text('step 1/" + STEPS + "')");

            Page run = job.context().newPage();
            run.setDefaultTimeout(MAX_WAIT_MILLIS);
            run.navigate(link.group(1) + "run/0/mine");
            run.waitForSelector(REWARD_CURVE);
            run.waitForSelector("dt:text-is('left, about')");
            int before = points(run);
            assertThat(before).isLessThan(STEPS);

            job.click("text=Stop after this step");
            job.waitForSelector("h1 >> text=stopping");
            Files.createFile(folder.resolve("go"));
            run.waitForFunction(
                    "points => Number(document.querySelector(\"" + REWARD_CURVE
                            + "\").ariaLabel.match(/\\d+/)[0]) > points",
                    before);
            awaitUnlessItFails(job, "p:text-is('stopped as asked')");
            run.waitForSelector("h1 >> text=stopped");
            int stopped = points(run);
            assertThat(stopped).isBetween(before + 1, STEPS - 1);
            run.click("text=Rollouts of the last step");
            run.waitForSelector(".group");
            assertThat(run.locator(".group").first().locator(".completions > *").count())
                    .isEqualTo(4);

            job.click("button:has-text('Resume')");
            job.waitForSelector("h1 >> text=running");
            awaitUnlessItFails(job, "p:text-is('done')");
            run.navigate(link.group(1) + "run/0/mine");
            run.waitForSelector("h1 >> text=completed");
            assertThat(points(run)).isEqualTo(STEPS);

            Download report = run.waitForDownload(() -> run.click("nav >> text=Report"));
            assertThat(report.suggestedFilename()).isEqualTo("mine-report.html");
            report.saveAs(folder.resolve("report.html"));
            assertOpensWithoutNetwork(job.context().browser().newContext(), folder.resolve("report.html"));
            assertThat(browser.problems()).isEmpty();
        } catch (TimeoutError e) {
            throw new AssertionError("the job printed:\n" + jobLog(), e);
        }
    }

    private static void awaitUnlessItFails(Page job, String selector) {
        job.waitForSelector(":is(" + selector + ", h1:has-text('failed'), h1:has-text('lost'))");
        job.waitForSelector(selector, new Page.WaitForSelectorOptions().setTimeout(1_000));
    }

    private String jobLog() throws IOException {
        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(folder.resolve("state/jobs"), "job-*")) {
            for (Path job : jobs) {
                text.append(Files.readString(job.resolve("log")));
            }
        }
        return text.toString();
    }

    private void fillForm(Page page) {
        page.fill("[id='field-run']", "mine");
        page.fill(
                "[id='field-model.path']",
                Path.of(System.getProperty("hone.repository"), "conf", "demo-policy")
                        .toString());
        page.setInputFiles("#upload", folder.resolve("rows.jsonl"));
        page.waitForSelector("text=bytes are here");
        page.fill("#reward", "kind: class\nclassName: " + WaitingReward.class.getName());
        page.fill("[id='field-train.maxSteps']", Integer.toString(STEPS));
        page.fill("[id='field-train.batchSize']", "8");
        page.fill("[id='field-train.trainingSamplePerPrompt']", "4");
        page.fill("[id='field-train.inferenceMaxTokens']", "24");
        page.waitForSelector("text=Nothing is wrong with it.");
        page.waitForSelector("button:enabled:has-text('Start the run')");
    }

    private static int points(Page run) {
        Matcher number = Pattern.compile("over (\\d+) steps")
                .matcher(run.locator(REWARD_CURVE).getAttribute("aria-label"));
        assertThat(number.find()).isTrue();
        return Integer.parseInt(number.group(1));
    }

    private static void assertOpensWithoutNetwork(BrowserContext offline, Path report) throws IOException {
        assertThat(Files.size(report)).isLessThan(MAX_REPORT_BYTES);
        List<String> asked = new ArrayList<>();
        offline.setOffline(true);
        Page page = offline.newPage();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(report.toUri().toString());
        assertThat(page.locator("h1").textContent()).contains("mine");
        assertThat(page.locator("svg").count()).isPositive();
        assertThat(asked).allMatch(url -> url.startsWith("data:") || url.endsWith("/report.html"));
    }
}
