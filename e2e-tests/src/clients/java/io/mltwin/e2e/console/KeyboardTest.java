package io.mltwin.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main task of each page by keyboard alone; what has the focus is seen. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Order(9)
class KeyboardTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ENDPOINT = "documented-by-keyboard";
    private static final int MOST_STOPS = 400;

    /** Whether the focus is on an element of this kind, and whether one sees it there. */
    private static final String FOCUS = """
            (wanted) => {
              const one = document.activeElement;
              if (!one.matches(wanted)) return "elsewhere";
              const style = getComputedStyle(one);
              return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ? "seen" : "unseen";
            }""";

    /** Whether Enter leads to another page there. */
    private static final String LEADS_ON =
            "() => document.activeElement.matches('a[href], button:not([type=button]), input')";

    private static final List<String> KEYS = List.of("Enter", "Escape", "ArrowDown", "Space");

    private ConsoleBrowser browser;
    private Page page;
    private Map<String, String> ids;

    @BeforeAll
    void start() throws Exception {
        GovernedGroup group = GovernedGroup.create(PLATFORM, "console-keys-rg", "consolekeys1");
        ids = DocumentedIds.make(PLATFORM, ENDPOINT);
        ids.put("group", group.id().substring(1));
        ids.put("account", group.account().substring(1));
        ids.put("refused", refused(group.account()));
        browser = ConsoleBrowser.start(PLATFORM);
        page = browser.signIn("olivia");
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
        OnlineEndpoints.of(PLATFORM).delete(ENDPOINT);
        Azure azure = PLATFORM.azure();
        String group = azure.arm("/" + ids.get("group"));
        String lock = group.replace("?", "/providers/Microsoft.Authorization/locks/keep?");
        for (String id : List.of(lock, group)) {
            PLATFORM.flowClient()
                    .json("DELETE", id, azure.armToken("owner"), null)
                    .expect(200, 202, 204);
        }
    }

    /**
     * Steps are separated by a bar: a selector with the key or the text that is typed there. The
     * last column is what is seen then.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "/; [data-test=picture][data-name=WORKSPACE] a > Enter; [data-test=hop]",
                "/resources; #part > flows | #part > Enter | tr[data-name=flows] a > Enter; [data-test=properties]",
                "/resources/{group}; [data-test=tags] [name=name] > team | [data-test=tags] [name=value] > blue"
                        + " | [data-test=save-tags] > Enter; [data-test=receipt]",
                "/resources/{group}; #lock-name > keep | [data-test=save-lock] > Enter; [data-test=lock]",
                "/resources/{group}; [data-test=delete] button > Enter | #confirm > another"
                        + " | [data-test=delete-now] > Enter; [data-test=problem-code]",
                "/create/workspace; #name > typed-ws | [data-test=review] > Enter; [data-test=body]",
                "/access; [data-test=scope] a > Enter; [data-test=assignments]",
                "/access/{group}; #check-who > Rita Reader | #check-action > Microsoft.Resources/tags/read"
                        + " | #check-action > Escape | #check-action > Enter; [data-test=decision]",
                "/role/{group}; #roleName > Typed role | #provider > Microsoft.St | [data-test=show] > Enter"
                        + " | [name=operation] > Space | [data-test=allow] > Enter; [data-test=operations] li",
                "/why/{refused}; [data-test=assign] > Enter; [data-test=allowed-now]",
                "/keys; tr[data-name=flows] a > Enter; [data-test=surfaces]",
                "/keys/{workspace}; [data-test=write-blob] > Enter; [data-test=receipt]",
                "/runs; tr[data-name=flows] a > Enter; [data-test=runs]",
                "/runs/{workspace}; [data-test=run] a > Enter; [data-test=progress]",
                "/runs/{workspace}/{run}; #with > {run} | #with > Enter; [data-test=comparison]",
                "/runs/{workspace}?form=submit; #environment > ArrowDown | [data-test=submit] > Enter"
                        + " | [data-test=cancel] > Enter; [data-test=receipt]",
                "/models/{workspace}; [data-test=model] a > Enter; [data-test=uses]",
                "/models/{workspace}/{model}; [data-test=use] a > Enter; [data-test=endpoint]",
                "/endpoints/{workspace}; tr[data-name={endpoint}] a > Enter; [data-test=endpoint]",
                "/endpoints/{workspace}/{endpoint}; #body > [1] | [data-test=send] > Enter; [data-test=trial]",
                "/endpoints/{workspace}/{endpoint}; [data-test=show-keys] > Enter; [data-test=primary-key]",
                "/logs/{component}; #query > requests | #query > Escape | [data-test=run] > Enter; [data-test=result]",
                "/metrics/{resource}; #metric > Comp | [data-test=choice] button > Enter; [data-test=chart-table]",
                "/activity/{scope}; #operation > write | #operation > Enter; [data-test=event]",
                "/policy/{group}; [data-test=evaluate] > Enter; [data-test=receipt]",
                "/flow; [data-test=hop] summary > Enter; [data-test=hop] details[open]",
                "/flow/{trace}; [data-test=hop] summary > Enter; [data-test=hop] details[open]",
                "/token; [data-test=inspect-taken] > Enter; [data-test=summary]",
                "/clock; #by > 1h | [data-test=preview] > Enter; [data-test=expiries]",
                "/listkeys/{account}; [data-test=list-keys] > Enter; [data-test=key]"
            })
    void theMainTaskOfAPageIsDone(String path, String steps, String seen) {
        page.navigate(browser.address(resolve(path)));

        for (String step : resolve(steps).split("\\|")) {
            String[] parts = step.strip().split(" > ", 2);
            tabTo(parts[0]);
            type(parts[1]);
        }

        try {
            page.locator(seen).first().waitFor();
        } catch (PlaywrightException missing) {
            throw new AssertionError(
                    seen + " is not seen: " + page.locator("main").textContent(), missing);
        }
    }

    @Test
    void aSlashSearchesAQuestionMarkHelpsAndTheFirstStopSkipsTheNavigation() {
        page.navigate(browser.address("/resources"));
        Locator help = page.locator("#help");

        page.keyboard().press("?");
        assertThat(help).isVisible();
        page.keyboard().press("Escape");
        assertThat(help).isHidden();

        page.navigate(browser.address("/resources"));
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();

        page.keyboard().press("/");
        assertThat(page.locator("#search")).isFocused();
        page.keyboard().type("flows");
        page.keyboard().press("Enter");
        assertThat(page.locator("tr[data-name=flows]").first()).isVisible();
        assertThat(page.url()).contains("search=flows");
    }

    /** Presses Tab until the focus is there. */
    private void tabTo(String wanted) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            Object focus = page.evaluate(FOCUS, wanted);
            if (!focus.equals("elsewhere")) {
                assertThat(focus).as("the focus on " + wanted).isEqualTo("seen");
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("No stop of the Tab key is " + wanted + " at " + page.url());
    }

    private void type(String keys) {
        if (keys.equals("Enter") && (Boolean) page.evaluate(LEADS_ON)) {
            ConsoleBrowser.leave(page, () -> page.keyboard().press(keys));
        } else if (KEYS.contains(keys)) {
            page.keyboard().press(keys);
        } else {
            page.keyboard().type(keys);
        }
    }

    private String resolve(String text) {
        String resolved = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            resolved = resolved.replace("{" + id.getKey() + "}", id.getValue());
        }
        return resolved;
    }

    private static String refused(String account) throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient.Answer answer = PLATFORM.flowClient()
                .json(
                        "POST",
                        azure.arm(account).replaceFirst("\\?.*", "/listKeys?api-version=2022-09-01"),
                        azure.armToken("nobody"),
                        null);
        return answer.expect(403).header("x-ms-mltwin-decision");
    }
}
