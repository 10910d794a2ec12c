package io.mltwin.e2e.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.AuthenticatorApps;
import io.mltwin.e2e.signin.Chromium;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;

/**
 * Chromium with script at the console, for people of the fixture, who sign in through Azure AD's
 * pages. Each page that it opens is a browser of its own.
 */
final class ConsoleBrowser implements AutoCloseable {
    static final int WIDE = 1280;
    static final int NARROW = 320;
    private static final int HEIGHT = 900;

    /**
     * How long a test waits for what it expects: browsers of other tests have work to do as well.
     */
    private static final int PATIENCE_MILLIS = 30_000;

    private final TestPlatform platform;
    private final Chromium chromium;
    private final Options options;

    private ConsoleBrowser(TestPlatform platform, Chromium chromium, Options options) {
        this.platform = platform;
        this.chromium = chromium;
        this.options = options;
    }

    /** What a reader's browser is like. */
    private record Options(int width, String language, ColorScheme theme, boolean script) {}

    static ConsoleBrowser start(TestPlatform platform) throws IOException, InterruptedException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new ConsoleBrowser(
                platform, Chromium.start(platform), new Options(WIDE, "en-US", ColorScheme.LIGHT, true));
    }

    /** The same Chromium with windows of another width. */
    ConsoleBrowser wide(int width) {
        return with(new Options(width, options.language, options.theme, options.script));
    }

    /**
     * The same Chromium for readers of another language.
     *
     * @param language {@code en-US}, {@code zh-TW}
     */
    ConsoleBrowser in(String language) {
        return with(new Options(options.width, language, options.theme, options.script));
    }

    /** The same Chromium for readers who prefer another theme. */
    ConsoleBrowser in(ColorScheme theme) {
        return with(new Options(options.width, options.language, theme, options.script));
    }

    /** The same Chromium with script switched off. */
    ConsoleBrowser withoutScript() {
        return with(new Options(options.width, options.language, options.theme, false));
    }

    private ConsoleBrowser with(Options other) {
        return new ConsoleBrowser(platform, chromium, other);
    }

    /** {@code https://console.BASE:port/path} */
    String address(String path) {
        return platform.host("console", PlatformService.TELEMETRY) + path;
    }

    /** A browser that nobody has used. */
    Page open() {
        return chromium.open(new Browser.NewContextOptions()
                .setJavaScriptEnabled(options.script)
                .setLocale(options.language)
                .setColorScheme(options.theme)
                .setViewportSize(options.width, HEIGHT));
    }

    /**
     * A browser at the home page, where a person has signed in.
     *
     * @param person {@code olivia} and the like, of the fixture
     */
    Page signIn(String person) {
        Page page = open();
        page.navigate(address("/"));
        signIn(page, person);
        return page;
    }

    /** Answers Azure AD's pages, to which the console has led, until the browser is back. */
    void signIn(Page page, String person) {
        OperatorCredentials.User user =
                platform.platform().credentials().users().get(person);
        page.getByLabel("User name").fill(user.userPrincipalName());
        page.getByLabel("Password").fill(user.password());
        click(page, "Sign in");
        if (page.locator("#code").count() > 0) {
            boolean isNew = page.locator("#secret").count() > 0;
            String shown = isNew ? page.locator("#secret").textContent() : null;
            page.locator("#code").fill(AuthenticatorApps.of(person, shown).unusedCode());
            click(page, isNew ? "Verify and finish" : "Verify");
        }
        page.waitForURL(url -> url.startsWith(address("/")));
    }

    /** Presses a button and waits for the page that comes of it. */
    private static void click(Page page, String button) {
        Locator found = page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true));
        leave(page, found::click);
    }

    /** Does what leads to another page, and waits for that page. */
    static void leave(Page page, Runnable step) {
        page.evaluate("() => { window.left = true; }");
        step.run();
        page.waitForCondition(() -> isAnother(page));
    }

    private static boolean isAnother(Page page) {
        try {
            return (Boolean) page.evaluate("() => !window.left && document.readyState === 'complete'");
        } catch (PlaywrightException navigating) {
            return false;
        }
    }

    @Override
    public void close() {
        chromium.close();
    }
}
