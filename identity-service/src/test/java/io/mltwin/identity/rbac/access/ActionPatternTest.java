package io.mltwin.identity.rbac.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPatternTest {

    /** With a matcher that goes back, these would take longer than anybody waits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*a*a*a*a*a*a*a*a*b",
                "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*c",
                "*/*/*/*/*/*/*/*/b",
                "a*aaaaaaaaab*aaaaaaaaab*",
            })
    void theTimeIsLinearInTheAction(String pattern) {
        String hostile = ("a".repeat(99) + "/").repeat(1_000);
        ActionPattern compiled = ActionPattern.of(pattern);
        assertTimeoutPreemptively(
                // a time that grows with the square would be minutes
                Duration.ofSeconds(10), () -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(compiled.matches(hostile)).isFalse();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "*, Microsoft.X/y/write, true",
        "*/read, Microsoft.X/y/read, true",
        "*/read, Microsoft.X/y/write, false",
        "*/read, read, false",
        "Microsoft.X/y/read, microsoft.x/Y/READ, true",
        "Microsoft.X/y/read, Microsoft.X/y/z/read, false",
        "Microsoft.Authorization/*/Write, Microsoft.Authorization/roleAssignments/write, true",
        "Microsoft.Authorization/*, Microsoft.Authorization/roleAssignments/write, true",
        "M/workspaces/*/read, M/workspaces/read, true",
        "M/workspaces/*/read, M/workspaces/a/read, true",
        "M/workspaces/*/read, M/workspaces/a/b/read, true",
        "M/workspaces/*/read, M/workspacesx/read, false",
        "M/workspaces/*/read, M/workspaces/aread, false",
        "M/workspaces/computes/*, M/workspaces/computes/write, true",
        "M/workspaces/computes/*, M/workspaces/computes, false",
        "M/*/a/*/read, M/a/read, true",
        "M/*/a/*/read, M/x/a/y/read, true",
        "M/v*/read, M/vaults/read, true",
        "M.x/read, Mqx/read, false",
        "M/a+b/read, M/a+b/read, true",
    })
    void matches(String pattern, String action, boolean expected) {
        assertThat(ActionPattern.of(pattern).matches(action.toLowerCase(Locale.ROOT)))
                .isEqualTo(expected);
    }
}
