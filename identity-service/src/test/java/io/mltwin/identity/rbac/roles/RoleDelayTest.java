package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.rbac.access.AccessSnapshot;
import io.mltwin.platform.Principals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's "up to 30 minutes" for role assignments, on the platform's clock. */
class RoleDelayTest {

    private static final Instant MADE = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DELAY = Duration.ofMinutes(30);
    private static final String SCOPE = "/subscriptions/s";
    private static final Principals PRINCIPALS = new Principals(
            "t", List.of(new Principals.Service("workspace", "a", "aml", "w", "pem", "https://x")), null, null);

    @ParameterizedTest
    @CsvSource({"0, false", "29, false", "30, true", "120, true"})
    void anAssignmentComesIntoForceAfterIt(int minutes, boolean allowed) {
        TimedAssignment made = new RoleDelay(DELAY, PRINCIPALS).present(assignment("olivia"));

        assertThat(isAllowed(made, minutes)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "89, true", "90, false"})
    void aRemovalToo(int minutes, boolean allowed) {
        RoleDelay delay = new RoleDelay(DELAY, PRINCIPALS);
        RoleAssignment late = assignment("olivia", MADE.plus(Duration.ofMinutes(30)));
        TimedAssignment removed = delay.removed(late, MADE.plus(Duration.ofMinutes(60)));

        assertThat(isAllowed(removed, minutes)).isEqualTo(allowed);
    }

    @Test
    void withoutDelayAllIsAtOnceAndNothingIsKept() {
        RoleDelay none = new RoleDelay(Duration.ZERO, PRINCIPALS);

        assertThat(isAllowed(none.present(assignment("olivia")), -60)).isTrue();
        assertThat(none.removed(assignment("olivia"), MADE)).isNull();
    }

    @Test
    void theSeedAndMicrosoftsApplicationsDoNotWait() {
        RoleDelay delay = new RoleDelay(DELAY, PRINCIPALS);

        assertThat(isAllowed(delay.present(assignment(null)), 0)).isTrue();
        assertThat(isAllowed(delay.present(assignment("aml")), 0)).isTrue();
    }

    private static boolean isAllowed(TimedAssignment assignment, int minutes) {
        Clock clock = Clock.fixed(MADE.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC);
        return AccessSnapshot.of(new BuiltInRoles().all(), List.of(assignment), List.of(), Map.of(), clock)
                .of("p", List.of())
                .isAllowed("a/read", SCOPE, false);
    }

    private static RoleAssignment assignment(String by) {
        return assignment(by, MADE);
    }

    private static RoleAssignment assignment(String by, Instant made) {
        return new RoleAssignment("n", SCOPE, BuiltInRoles.OWNER, "p", "User", null, made, made, by, by);
    }
}
