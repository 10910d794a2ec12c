package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.identity.oauth.codes.AuthorizedRequest;
import io.mltwin.identity.oauth.signin.SignInFlow.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFlowsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private RootKeys keys;

    @BeforeEach
    void makeKeys() {
        RootKeys.create(folder.resolve("root-keys.json"));
        keys = RootKeys.read(folder);
    }

    @Test
    void comesBackAsItWent() {
        SignInFlow flow = flow(NOW.plusSeconds(60));

        String sealed = at(NOW).seal(flow, "browser");

        assertThat(at(NOW).open(sealed, "browser")).isEqualTo(flow);
        assertThat(sealed).doesNotContain("SECRET");
        assertThat(flow.toString()).doesNotContain("SECRET");
    }

    @Test
    void anotherBrowserOrAChangedOneOpensToNothing() {
        String sealed = at(NOW).seal(flow(NOW.plusSeconds(60)), "browser");
        char last = sealed.charAt(40) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, 40) + last + sealed.substring(41);

        refused("165000", () -> at(NOW).open(sealed, "other"));
        refused("165000", () -> at(NOW).open(sealed, null));
        refused("165000", () -> at(NOW).open(null, "browser"));
        refused("165000", () -> at(NOW).open(changed, "browser"));
        refused("165000", () -> at(NOW).open("", "browser"));
        refused("165000", () -> at(NOW).open("no base64!", "browser"));
    }

    @Test
    void endsInTime() {
        String sealed = at(NOW).seal(flow(NOW.plusSeconds(60)), "browser");

        refused("50089", () -> at(NOW.plusSeconds(60)).open(sealed, "browser"));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining("AADSTS" + code + ":");
    }

    private SealedFlows at(Instant now) {
        return new SealedFlows(keys, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static SignInFlow flow(Instant expiresOn) {
        return new SignInFlow(
                "common",
                "client",
                new AuthorizedRequest("client", "http://localhost", "openid", "c", "S256", "n", true),
                null,
                "openid",
                "query",
                "state",
                null,
                null,
                expiresOn.getEpochSecond(),
                new Progress(5, true, false, "SECRET", "account"));
    }
}
