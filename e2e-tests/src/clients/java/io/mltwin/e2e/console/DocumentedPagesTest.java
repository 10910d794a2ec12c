package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the table in docs/console.md, as the owner sees it after the five flows: heading,
 * hooks, and what axe finds, in both languages. {@code -Dmltwin.screenshots=true} takes the
 * pictures of the document.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Order(3)
class DocumentedPagesTest {
    private static final boolean PICTURES = Boolean.getBoolean("mltwin.screenshots");

    private static final int PICTURE_WIDTH = 1100;
    private static final int PICTURE_HEIGHT = 690;

    /** A part of a path, to look at some rows alone: {@code -Dmltwin.pages=/runs}. */
    private static final String ONLY = System.getProperty("mltwin.pages", "");

    private static final Path CHECKOUT = Path.of(System.getProperty("mltwin.checkout"));
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ENDPOINT = "documented";
    private static ConsoleBrowser browser;
    private static Page english;
    private static Page chinese;
    private static Map<String, String> ids;

    static Stream<DocumentedPage> pages() throws Exception {
        return DocumentedPage.readAll(CHECKOUT).stream()
                .filter(documented -> documented.path().contains(ONLY));
    }

    @BeforeAll
    static void start() throws Exception {
        ids = DocumentedIds.make(PLATFORM, ENDPOINT);
        browser = ConsoleBrowser.start(PLATFORM);
        english = browser.signIn("olivia");
        chinese = browser.in("zh-TW").signIn("olivia");
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        OnlineEndpoints.of(PLATFORM).delete(ENDPOINT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageIsAsDocumentedAndAccessible(DocumentedPage documented) throws IOException {
        look(chinese, "zh-TW", documented.chineseHeading(), documented);
        look(english, "en", documented.heading(), documented);

        if (PICTURES) {
            english.setViewportSize(PICTURE_WIDTH, PICTURE_HEIGHT);
            PagePicture.write(
                    english.screenshot(), CHECKOUT.resolve("docs/images/console-" + documented.pictureName() + ".png"));
        }
    }

    private static void look(Page page, String language, String heading, DocumentedPage documented) {
        String address = browser.address(resolve(documented.path()));
        page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
        assertThat(page.locator("h1").allTextContents())
                .as(address + ": " + page.locator("main").textContent())
                .containsExactly(resolve(heading));
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        List<String> missing = documented.hooks().stream()
                .filter(hook -> page.locator("[data-test='" + hook + "']").count() == 0)
                .toList();
        assertThat(missing).as("hooks of " + address).isEmpty();
        holdStill(page);
        assertThat(Accessibility.faults(page, language.equals("en") ? 320 : 1280))
                .as(address + " in " + language)
                .isEmpty();
    }

    /** A page of flows is drawn on for as long as other tests make calls. */
    private static void holdStill(Page page) {
        Locator pause = page.locator("[data-test=pause]:visible");
        if (pause.count() > 0) {
            pause.click();
        }
    }

    private static String resolve(String path) {
        String address = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            address = address.replace("{" + id.getKey() + "}", id.getValue());
        }
        assertThat(address).as("every word in braces is known").doesNotContain("{");
        return address;
    }
}
