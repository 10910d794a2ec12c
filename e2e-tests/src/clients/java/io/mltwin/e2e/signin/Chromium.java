package io.mltwin.e2e.signin;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium without a window, by its shell that has none where that is installed, for it
 * takes a tenth of the processor time to start; with script where a test asks for it. It trusts the
 * platform by the keys of its servers, which the platform's authority vouched for.
 */
public final class Chromium implements AutoCloseable {
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));
    private static final int WIDTH = 900;
    private static final int HEIGHT = 760;
    private static final int PATIENCE_MILLIS = 15_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start(TestPlatform platform) throws IOException, InterruptedException {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-component-update",
                                "--disable-sync",
                                "--force-color-profile=srgb",
                                "--host-resolver-rules=MAP *."
                                        + platform.platform().settings().base()
                                        + " 127.0.0.1",
                                "--ignore-certificate-errors-spki-list=" + keysOf(platform))));
        return new Chromium(playwright, browser);
    }

    private static Path program() {
        return PROGRAMS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("None of "
                        + PROGRAMS
                        + " is there: apt-get install --no-install-recommends chromium-headless-shell"));
    }

    private static String keysOf(TestPlatform platform) throws IOException, InterruptedException {
        List<String> keys = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            keys.add(keyOf(platform, service));
        }
        return String.join(",", keys);
    }

    private static String keyOf(TestPlatform platform, PlatformService service)
            throws IOException, InterruptedException {
        HttpResponse<Void> response = platform.client()
                .http()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("https://localhost:" + platform.port(service) + "/q/health/live"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        try {
            byte[] key = response.sslSession()
                    .orElseThrow()
                    .getPeerCertificates()[0]
                    .getPublicKey()
                    .getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (GeneralSecurityException e) {
            throw new IOException("The server's key cannot be read", e);
        }
    }

    /** A browser without script that nobody has used. */
    public Page open() {
        return open(WIDTH, HEIGHT);
    }

    Page open(int width, int height) {
        return open(new Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setLocale("en-US")
                .setViewportSize(width, height));
    }

    /** A browser with script that nobody has used. */
    public Page openWithScript(int width, int height) {
        return open(new Browser.NewContextOptions().setLocale("en-US").setViewportSize(width, height));
    }

    /** A browser of its own kind that nobody has used. */
    public Page open(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
