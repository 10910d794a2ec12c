package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.util.Collections;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of models and endpoints in Chromium. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class EndpointsPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ENDPOINT = "console-endpoint";
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ");
    private static final String ROW = "{\"data\": [[" + String.join(", ", Collections.nCopies(30, "1.5")) + "]]}";

    private static OnlineEndpoints endpoints;
    private static GrantedRole reading;
    private static ConsoleBrowser browser;
    private static String workspace;

    @BeforeAll
    static void start() throws Exception {
        workspace = PLATFORM.flows().workspaceId();
        endpoints = OnlineEndpoints.of(PLATFORM);
        endpoints.deploy(ENDPOINT, "Managed", "Key");
        reading = GrantedRole.of(PLATFORM, "rita", workspace, "*/read");
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        reading.close();
        endpoints.delete(ENDPOINT);
    }

    @BeforeEach
    void allTrafficGoesToOneDeployment() throws Exception {
        endpoints.put(ENDPOINT, "Managed", "Key", Map.of("blue", 100));
    }

    @ParameterizedTest
    @CsvSource({"primary, 200", "secondary, 200", "token, 401", "none, 401"})
    void anEndpointIsTriedWithAKeyATokenOrNothing(String credential, int status) {
        // Given
        Page page = browser.signIn("carl");
        page.navigate(address("endpoints", ENDPOINT));
        // When
        page.locator("#credential").selectOption(credential);
        page.locator("#body").fill(ROW);
        page.locator("[data-test=send]").click();
        // Then
        assertThat(page.locator("[data-test=trial]").getAttribute("data-status"))
                .isEqualTo(String.valueOf(status));
        assertThat(page.locator("#body").inputValue()).isEqualTo(ROW);
        if (status == 200) {
            String request = page.locator("[data-test=trial-request]").textContent();
            Locator row = page.locator("[data-test=request-row] tbody tr");
            row.first().waitFor();
            assertThat(page.locator("[data-test=request-row]").textContent()).contains(request);
        }
        assertThat(page.content()).doesNotContainPattern(TOKEN);
    }

    @Test
    void keysAreShownToWhoMayListThemAndOnlyWhenAsked() throws Exception {
        // Given
        String key = endpoints.key(ENDPOINT, "primaryKey");
        Page carl = browser.signIn("carl");
        carl.navigate(address("endpoints", ENDPOINT));
        assertThat(carl.content()).doesNotContain(key);
        // When
        carl.locator("[data-test=show-keys]").click();
        // Then
        assertThat(carl.locator("[data-test=primary-key]").textContent()).isEqualTo(key);
        // Given
        Page rita = browser.signIn("rita");
        rita.navigate(address("endpoints", ENDPOINT));
        // When
        rita.locator("[data-test=show-keys]").click();
        // Then
        assertThat(rita.locator("[data-test=problem]").first().getAttribute("data-status"))
                .isEqualTo("403");
        assertThat(rita.content()).doesNotContain(key);
    }

    @Test
    void trafficIsChangedAndARefusedChangeSaysWhy() {
        // Given
        Page page = browser.signIn("carl");
        page.navigate(address("endpoints", ENDPOINT));
        // When
        page.locator("[name='traffic.blue']").fill("50");
        page.locator("[data-test=save-traffic]").click();
        // Then
        assertThat(page.locator("[data-test=problem]").getAttribute("data-status"))
                .isEqualTo("400");
        // When
        page.locator("[name='traffic.blue']").fill("0");
        page.locator("[data-test=save-traffic]").click();
        // Then
        assertThat(page.locator("[data-test=receipt]").textContent()).contains(ENDPOINT);
        assertThat(page.locator("[name='traffic.blue']").inputValue()).isEqualTo("0");
    }

    @Test
    void aModelShowsItsImagesLayersAndWhatServesIt() {
        // Given
        Page page = browser.signIn("carl");
        // When
        page.navigate(address("models", "breast-cancer:1"));
        // Then
        assertThat(page.locator("[data-test=layer]").count()).isPositive();
        assertThat(page.locator("[data-test=use]").allTextContents().toString())
                .contains("cancer-service", ENDPOINT + "/blue");
        assertThat(page.content()).doesNotContainPattern(TOKEN);
    }

    private static String address(String kind, String name) {
        String[] parts = workspace.split("/");
        return browser.address("/" + kind + "/" + parts[2] + "/" + parts[4] + "/" + parts[8] + "/" + name);
    }
}
