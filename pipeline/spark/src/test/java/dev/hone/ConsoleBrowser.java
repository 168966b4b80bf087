package dev.hone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium with one page at first, and every error that its pages report. */
public final class ConsoleBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = axe();

    private final List<String> problems = new ArrayList<>();
    private final Playwright playwright;
    private final Page page;

    /** Skips the test where there is no browser. */
    public ConsoleBrowser() {
        assumeThat(Files.isExecutable(CHROMIUM))
                .as("there is no browser at %s: apt-get install chromium", CHROMIUM)
                .isTrue();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // No sandbox, since Chromium has none for root, which tests in a container are; the pages are ours.
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
        BrowserContext context = browser.newContext();
        page = context.newPage();
        page.setDefaultTimeout(60_000);
        context.onWebError(error -> problems.add(error.error()));
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
    }

    public Page page() {
        return page;
    }

    /** What the pages' scripts threw, and what they wrote to the browser's console as an error. */
    public List<String> problems() {
        return problems;
    }

    /** What is shown is read by axe-core, light and dark, and fits from a telephone to a wide screen. */
    public void assertAccessible() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.evaluate(AXE);
            assertThat(
                            (List<?>)
                                    page.evaluate(
                                            "async () => (await axe.run()).violations"
                                                    + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
                                                    + ".map(({id, help, nodes}) => id + ': ' + help + ' ' + nodes.map(({html}) => html).join(' '))"))
                    .as("%s, %s", page.url(), scheme)
                    .isEmpty();
        }
        for (int width : List.of(360, 768, 1280, 1920)) {
            page.setViewportSize(width, 900);
            // Charts follow the width of the window a moment later.
            page.waitForFunction("width => document.documentElement.scrollWidth <= width", width);
        }
    }

    private static String axe() {
        try (InputStream script = ConsoleBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("axe-core cannot be read", e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
