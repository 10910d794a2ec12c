package io.mltwin.workspace.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each level forbids ("Lock your resources to protect your infrastructure"). */
class LockLevelTest {

    @ParameterizedTest
    @CsvSource({
        "CanNotDelete, GET, false", "CanNotDelete, HEAD, false", "CanNotDelete, PUT, false",
                "CanNotDelete, PATCH, false",
        "CanNotDelete, POST, false", "CanNotDelete, DELETE, true", "ReadOnly, GET, false", "ReadOnly, HEAD, false",
        "ReadOnly, PUT, true", "ReadOnly, PATCH, true", "ReadOnly, POST, true", "ReadOnly, DELETE, true"
    })
    void forbids(String level, String method, boolean forbidden) {
        assertThat(LockLevel.of(level).forbids(method)).isEqualTo(forbidden);
    }

    @Test
    void anyOtherLevelIsRefused() {
        assertThatThrownBy(() -> LockLevel.of("NotSpecified")).isInstanceOf(AzureException.class);
    }
}
