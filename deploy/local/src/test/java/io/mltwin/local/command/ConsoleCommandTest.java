package io.mltwin.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleCommandTest {
    private static final PlatformSettings SETTINGS =
            new PlatformSettings("twin.example.test", new Ports(9440), "127.0.0.1", List.of(), Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"/", "/flow", "/resources/subscriptions/x?tab=json", "/a//b"})
    void aPageIsAPathOfTheConsole(String page) {
        assertEquals("https://console.twin.example.test:9446" + page, ConsoleCommand.url(SETTINGS, page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "flow", "//evil.example", "https://evil.example", "@evil.example", "/a b", "/a\nb", "--flag"
            })
    void whatIsNoPathIsRefused(String page) {
        RefusalException refusal = assertThrows(RefusalException.class, () -> ConsoleCommand.url(SETTINGS, page));
        assertTrue(refusal.getMessage().contains("such as /flow"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "chromium, DISPLAY, false, ",
        "chromium, WAYLAND_DISPLAY, false, ",
        "chromium, HOME, false, no screen",
        "chromium, DISPLAY, true, without its sandbox",
        ", DISPLAY, false, 'No Chromium, Chrome or Edge'",
    })
    void saysWhyNoBrowserOpens(String program, String variable, boolean root, String said) {
        String obstacle =
                ConsoleCommand.obstacle(Optional.ofNullable(program).map(Path::of), Map.of(variable, "1"), root);

        assertTrue(said == null ? obstacle == null : obstacle.contains(said), String.valueOf(obstacle));
    }

    @Test
    void saysTheAddressAndHowABrowserTrustsIt() {
        String said =
                ConsoleCommand.instructions("https://console.twin.example.test:9446/", Path.of("/data/trust/ca.pem"));

        assertTrue(said.startsWith("https://console.twin.example.test:9446/\n"), said);
        assertTrue(said.contains("-i '/data/trust/ca.pem'"), said);
    }

    @Test
    void saysWhoCanSignIn() {
        OperatorCredentials.User olivia =
                new OperatorCredentials.User("t", "o", "olivia@contoso.example.test", "secret-1");
        OperatorCredentials credentials = new OperatorCredentials(null, Map.of("olivia", olivia), Map.of());

        assertEquals(
                "Sign in as one of (name, password):\n  olivia@contoso.example.test  secret-1\n",
                ConsoleCommand.people(credentials));
    }
}
